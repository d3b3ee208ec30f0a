"""The person says that we understood them wrong, or objects to how a request ended.

An objection (an appeal) has the clock that the law gives to appeals, where it gives one (so do many laws of US states); else
the same right is asked for again, and its own period runs anew from that day, since no law forbids to ask twice and the plan
is always for the earlier date. Either way it is a request of its own, and the old one stays as it ended.
"""

import sqlalchemy as sa

from compliance.db import db, now
from compliance.ledger import record
from compliance.rules import lifecycle
from compliance.rules.abilities import Actor
from compliance.rules.kinds import BY_KEY
from compliance.tickets import clock, searching
from compliance.tickets.arrivals import Arrival, Asked, storable, write_message
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Detail, PrivacyRequest, Ticket
from compliance.tickets.opening import enter_request, new_request

APPEAL = "appeal"
APPEAL_OF = "appeal_of"  # name of the detail that says against which request
OBJECTED_TO = frozenset({"done", "partly", "refused"})


@verb("request.appeal")
def appeal(request: PrivacyRequest, actor: Actor, arrival: Arrival) -> PrivacyRequest:
    """The person objects to the outcome of a request, in the words of `arrival`; its ticket is open again. Once each."""
    ticket = request.ticket
    if request.outcome not in OBJECTED_TO or ticket.state not in {*lifecycle.LIVE, lifecycle.CLOSED}:
        raise Refused("not_decided", "There is no answer yet to which you could object.")
    if appealed(request):
        raise Refused("appealed", "You have objected to this already; we are looking at it.")
    message = write_message(arrival, ticket)
    with record(ticket, "message.received", actor, message=message.id, channel=arrival.channel, mail=arrival.mail_digest):
        ticket.unread = True
    searching.extend(ticket, message)
    kind = APPEAL if clock.covers(request.regime, APPEAL) else request.kind
    made = new_request(ticket, kind, request.regime, Asked(kind, suggested=kind != APPEAL), received_at=now())
    enter_request(made, ((APPEAL_OF, str(request.id)),), actor)
    db.session.expire(ticket, ["requests"])
    if ticket.state == lifecycle.CLOSED:
        with record(ticket, "ticket.reopened", actor, reason="appeal"):
            ticket.state, ticket.closed_at = lifecycle.OPEN, None
    clock.requeue(ticket, actor)
    return made


@verb("request.appeal")
def misread(request: PrivacyRequest, actor: Actor, kind: str, arrival: Arrival) -> None:
    """The person says that they ask for something else than we wrote down; staff look at it anew. Nothing else changes."""
    ticket = request.ticket
    if request.outcome is not None or ticket.state not in lifecycle.LIVE:
        raise Refused("ended", "This request has ended. Write to us instead.")
    if kind not in BY_KEY or kind == request.kind:
        raise Refused("unknown_kind", "Choose what you ask for.")
    message = write_message(arrival, ticket)
    with record(ticket, "request.misread", actor, message=message.id, kind=kind, was_kind=request.kind):
        ticket.unread = ticket.needs_reading = True
    searching.extend(ticket, message)


def appealed(request: PrivacyRequest) -> bool:
    """Whether the person has objected to the outcome of a request."""
    of_ticket = sa.select(PrivacyRequest.id).where(PrivacyRequest.ticket_id == request.ticket_id)
    wanted = sa.select(Detail.id).where(
        Detail.request_id.in_(of_ticket), Detail.name == APPEAL_OF, Detail.value == storable(str(request.id)))
    return db.session.scalar(wanted.limit(1)) is not None


def appeals_of(ticket: Ticket) -> frozenset[int]:
    """The requests of a ticket to whose outcome the person has objected."""
    found = (detail for request in ticket.requests for detail in request.details if detail.name == APPEAL_OF)
    return frozenset(int(detail.value) for detail in found)
