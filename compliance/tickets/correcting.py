"""Putting right what was read from prose: what was not asked, who asks, and that nothing is asked at all.

Each correction is an event without a word of the text; `reports/suggestions.py` counts from them how often the suggestions were
right. Where the administrator allows it, the words are kept as an example to learn from, until their ticket is erased.
"""

import sqlalchemy as sa

from compliance.db import db, now
from compliance.ledger import record
from compliance.rules import addresses, lifecycle
from compliance.rules.abilities import Actor
from compliance.tickets import clock, searching, showing
from compliance.tickets.arrivals import ADDRESS_LENGTH, NAME_LENGTH, storable
from compliance.tickets.door import Refused, verb
from compliance.tickets.learning import keep_example
from compliance.tickets.models import Link, PrivacyRequest, Ticket
from compliance.tickets.moves import move, require_live, require_open
from compliance.tickets.tasks import drop_tasks

NOTHING = "none"


@verb("request.set")
def dismiss(request: PrivacyRequest, actor: Actor, *, reason: str, learn: bool = False) -> None:
    """The request was not asked, or is the same as another one of the ticket; nobody is told.

    A ticket whose other requests have all ended closes with it; one in which nothing else is asked stays open under the
    default law until somebody says so (`close_unasked`).
    """
    ticket = request.ticket
    require_live(ticket)
    require_open(request)
    if reason not in lifecycle.DISMISSALS:
        raise Refused("no_reason", "Say why.")
    if reason == "doubled" and len(ticket.open_requests) == 1:
        raise Refused("only_one", "There is no other request that it could be the same as.")
    drop_tasks(request, actor)
    with record(request, "request.dismissed", actor, kind=request.kind, reason=reason, suggested=_was(request)):
        request.outcome, request.closed_at = lifecycle.DISMISSED, now()
    if learn and reason == "not_asked":
        keep_example(request, NOTHING)
    ended = [other for other in ticket.requests if other.outcome not in {None, lifecycle.DISMISSED}]
    if ended and not ticket.open_requests:
        _close(ticket, actor)
    else:
        clock.requeue(ticket, actor)


@verb("request.set")
def close_unasked(ticket: Ticket, actor: Actor, *, reason: str) -> None:
    """Closes a ticket in which nothing is asked under a privacy right; its clock ends. Nobody is told."""
    require_live(ticket)
    if ticket.open_requests:
        raise Refused("requests_open", "Something is asked: close each request, or say that it was not asked.")
    if reason not in lifecycle.UNASKED:
        raise Refused("no_reason", "Say why.")
    with record(ticket, "ticket.unasked", actor, reason=reason):
        ticket.unread = ticket.needs_reading = False
    _close(ticket, actor)


@verb("request.set")
def set_person(ticket: Ticket, actor: Actor, *, name: str, email: str) -> None:
    """Who asks, where that was read wrongly. Another address takes back the proof and every secret link of the old one."""
    require_live(ticket)
    name, email = storable(name.strip())[:NAME_LENGTH], storable(email.strip())[:ADDRESS_LENGTH]
    person = ticket.requester
    if (name, email) == (person.name, person.email):
        raise Refused("same_person", "That is who stands there already.")
    moved = addresses.key(email) != person.email_key
    with record(ticket, "ticket.person_set", actor, address="another" if moved else "same"):
        person.name, person.email, person.email_key = name, email, addresses.key(email)
        person.likeness = addresses.likeness(email)[:ADDRESS_LENGTH]
        if moved:
            showing.forget(ticket)
    if moved:
        links = sa.select(Link).where(Link.ticket_id == ticket.id, Link.expires_at > now())
        for link in db.session.scalars(links):
            link.expires_at = now()
    searching.rebuild(ticket)
    clock.requeue(ticket, actor)


def _was(request: PrivacyRequest) -> str:
    return "read_from_prose" if request.suggested else "chosen"


def _close(ticket: Ticket, actor: Actor) -> None:
    if ticket.state == lifecycle.NEW:
        move(ticket, actor, lifecycle.OPEN)
    move(ticket, actor, lifecycle.CLOSED)
