"""What the person has shown of who they are, as the ticket keeps it, and the staff's record of what they checked.

The ticket holds codes and dates (`rules.identity.Shown`); its level follows from them. Answers to our questions are messages,
and go when they go. Nothing here is ever told to the person: not whether an address is on file, nor whether an answer was
right.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from compliance.db import db, now
from compliance.ledger import record
from compliance.rules import identity
from compliance.rules.abilities import Actor
from compliance.rules.identity import Shown
from compliance.tickets import clock, searching, tasks
from compliance.tickets.arrivals import ADDRESS_LENGTH, NAME_LENGTH, storable
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Link, PrivacyRequest, Ticket
from compliance.tickets.moves import require_live

SELF, CLIENT = "self", "client"
PROOF_LINKS = ("proof", "code")


def shown_of(ticket: Ticket) -> Shown:
    """What was shown, so far."""
    shown = identity.read(ticket.shown, clock.local_date(ticket.received_at, ticket))
    kept_before = {ticket.proof_way} if ticket.proof and ticket.proof_way else set()  # by versions that kept the level alone
    return replace(shown, ways=shown.ways | kept_before)


def lacks(request: PrivacyRequest, ticket: Ticket) -> frozenset[str]:
    """What must still be shown before the request is carried out: `level`, and codes of papers."""
    return identity.lacking(request.kind, shown_of(ticket), ticket.behalf or SELF, set(ticket.doubts))


def asked_for_another(ticket: Ticket) -> bool:
    """Whether the one who asks is not the one who must confirm: an agent, whose own mailbox shows nothing of the person."""
    return ticket.behalf == CLIENT


def by_way(ticket: Ticket, actor: Actor, event: str, way: str) -> None:
    """Keeps how the person was shown, in the open unit; for verbs only."""
    shown = shown_of(ticket)
    papers = shown.papers | {"confirmed"} if asked_for_another(ticket) and way in identity.BY_THEMSELVES else shown.papers
    shown = replace(shown, ways=shown.ways | {way}, papers=papers)
    with record(ticket, event, actor, level=identity.level_of(shown), way=way):
        _keep(ticket, shown)
        ticket.proof_way, ticket.proof_until = way, None
        if way in identity.BY_THEMSELVES:
            ticket.unread = True


@verb("ticket.accept_proof")
def check_file(ticket: Ticket, actor: Actor, *, since: date | None, points: Collection[str]) -> None:
    """Staff's record of what they found in the systems: since when the address that asks stands there unchanged (None: it does
    not), and which of the things that the person said fit. It takes the place of an earlier record."""
    require_live(ticket)
    if not set(points) <= identity.POINTS.keys():
        raise Refused("unknown_point", "Choose from the list what fits.")
    if since is not None and since > clock.local_date(now(), ticket):
        raise Refused("wrong_day", "That day has not come yet.")
    shown = replace(shown_of(ticket), on_file_since=since, points=frozenset(points))
    with record(ticket, "proof.checked", actor, level=identity.level_of(shown), address=identity.address_of(shown),
                points=sorted(points)):
        _keep(ticket, shown)


@verb("ticket.accept_proof")
def keep_paper(ticket: Ticket, actor: Actor, paper: str) -> None:
    """Staff say that a paper has come in and lies with the ticket. A person's own word comes by link or voice."""
    require_live(ticket)
    shown = shown_of(ticket)
    if paper not in identity.PAPERS or paper in shown.papers:
        raise Refused("unknown_paper", "Choose a paper that is not there yet.")
    if paper == "confirmed" and not shown.ways & identity.ANOTHER_CHANNEL:
        raise Refused("not_heard", "Ask the person by the link, or call them back on a number on file and say so first.")
    _add_paper(ticket, actor, shown, paper)


@verb("ticket.declare")
def declare(ticket: Ticket, actor: Actor) -> None:
    """The person declares on their own page, under their name, that they are who they say and may ask."""
    require_live(ticket)
    shown = shown_of(ticket)
    if "declaration" in shown.papers:
        raise Refused("declared", "It is declared.")
    _add_paper(ticket, actor, shown, "declaration")


@verb("ticket.accept_proof")
def doubt(ticket: Ticket, actor: Actor, doubts: Collection[str]) -> None:
    """Staff say why more must be shown, or that nothing gives rise to doubt any more."""
    require_live(ticket)
    if not set(doubts) <= identity.DOUBTS.keys():
        raise Refused("no_reason", "Say why.")
    if sorted(doubts) == sorted(ticket.doubts):
        raise Refused("same_doubts", "That is what stands there already.")
    with record(ticket, "proof.doubted", actor, doubts=sorted(doubts)):
        ticket.doubts = sorted(doubts)


@verb("ticket.accept_proof")
def ask_for_another(ticket: Ticket, actor: Actor, *, behalf: str, name: str = "", email: str = "") -> None:
    """Staff say for whom it is asked. What was shown is taken back with it, and every link that asks for proof is ended:
    what an agent has shown of themselves shows nothing of the person."""
    require_live(ticket)
    if behalf not in identity.BEHALF:
        raise Refused("unknown_behalf", "Say for whom it is asked.")
    set_behalf(ticket, actor, behalf, name, email)


@verb("ticket.open")
def say_for_another(ticket: Ticket, actor: Actor, *, behalf: str, name: str, email: str) -> None:
    """Whoever fills in the form says for whom they ask."""
    if behalf not in identity.BEHALF:
        raise Refused("unknown_behalf", "Say for whom it is asked.")
    set_behalf(ticket, actor, behalf, name, email)


def set_behalf(ticket: Ticket, actor: Actor, behalf: str, name: str, email: str) -> None:
    """For whom it is asked, in the open unit; for verbs only."""
    with record(ticket, "ticket.behalf_set", actor, behalf=behalf):
        ticket.behalf = None if behalf == SELF else behalf
        person = ticket.requester
        person.for_name, person.for_email = storable(name.strip())[:NAME_LENGTH], storable(email.strip())[:ADDRESS_LENGTH]
        forget(ticket)
    searching.rebuild(ticket)
    end_proof_links(ticket)


def forget(ticket: Ticket) -> None:
    """Takes back all that was shown, inside the record of what makes it void."""
    ticket.proof_way, ticket.proof_until = None, None
    _keep(ticket, Shown())


def end_proof_links(ticket: Ticket) -> None:
    """Ends every link and code that asks for proof, in the open unit."""
    held = sa.select(Link).where(Link.ticket_id == ticket.id, Link.purpose.in_(PROOF_LINKS), Link.expires_at > now())
    for link in db.session.scalars(held):
        link.expires_at = now()


def _add_paper(ticket: Ticket, actor: Actor, shown: Shown, paper: str) -> None:
    shown = replace(shown, papers=shown.papers | {paper})
    with record(ticket, "proof.paper", actor, level=identity.level_of(shown), paper=paper):
        _keep(ticket, shown)


def _keep(ticket: Ticket, shown: Shown) -> None:
    ticket.shown, ticket.proof = identity.written(shown), identity.level_of(shown)
    tasks.ask_owners_again(ticket)
