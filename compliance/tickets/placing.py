"""Whose case a mail belongs to, where only a person can say: "perhaps belongs to", put onto it, kept apart, taken back.

A mail that only hints at a ticket (`lifecycle.HINTS`) opens one of its own, with a clock of its own: a hint proves nothing,
and a stranger never writes onto somebody's ticket. Staff put its mail onto the other ticket with one act. Nothing is lost by
it and nothing doubled: the messages move, a request that is new there moves with its own clock, every other one ends as part
of the other ticket, and both histories say so. Nobody is told, and the stranger is never shown anything of the other ticket.
"""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from compliance.db import db, now
from compliance.ledger import hold, record
from compliance.rules import addresses, lifecycle
from compliance.rules.abilities import Actor
from compliance.tickets import clock, searching, waiting
from compliance.tickets.door import Refused, verb
from compliance.tickets.instructing import Instruction
from compliance.tickets.models import NO_DUE_DATE, KnownAddress, Message, PrivacyRequest, Ticket
from compliance.tickets.moves import move, require_live
from compliance.tickets.planning import replan
from compliance.tickets.tasks import ask_owners_again, open_tasks

STEPS = 10  # from a ticket to the one that its mail was put onto, and on


def known_on(ticket: Ticket, address: str) -> bool:
    """Whether an address is the person's: the one on file, or one that staff have said is theirs."""
    key = addresses.key(address)
    if not key or key == ticket.requester.email_key:
        return bool(key)
    further = sa.select(KnownAddress.id).where(KnownAddress.ticket_id == ticket.id, KnownAddress.email_key == key)
    return db.session.scalar(further.limit(1)) is not None


def where_it_went(ticket: Ticket) -> Ticket:
    """The ticket that this one's mail was put onto, at the end of the way; itself where it was put onto none."""
    for _ in range(STEPS):
        onto = db.session.get(Ticket, ticket.placed_on_id) if ticket.placed_on_id else None
        if onto is None:
            break
        ticket = onto
    return ticket


def carried_by_itself(ticket: Ticket, onto: Ticket) -> set[int]:
    """Requests (ids) that are new on the other ticket: nothing of their kind is open there."""
    there = {request.kind for request in onto.open_requests}
    return {request.id for request in ticket.open_requests if request.kind not in there}


@verb("ticket.place")
def place(ticket: Ticket, actor: Actor, *, onto: Ticket, carry: Collection[int] = (), known: bool = False) -> None:
    """Puts all that came in on a ticket onto another. `carry`: ids of its requests that are new there.

    `known`: the address that it came from is this person's, too. What came in later on a ticket that was put onto another can
    be put there as well.
    """
    hold(onto)
    came = [message for message in ticket.messages if message.direction == "in"]
    _require_placeable(ticket, onto, came)
    new = [request for request in ticket.open_requests if request.id in carry]
    if known:
        _know(onto, actor, ticket)
    if new:
        _require_carriable(ticket, onto)
    for request in ticket.open_requests:
        if request in new:
            _carry(request, actor, ticket, onto)
        else:
            _join(request, actor)
    for message in came:
        _put(message, actor, ticket, onto)
    _end(ticket, actor, onto, len(came), len(new))
    _take_up(onto, actor, min((message.at for message in came), default=now()))


@verb("ticket.place")
def take_back(ticket: Ticket, actor: Actor) -> None:
    """Takes the mail of a ticket back from where it was put, and the ticket up again under its old clocks.

    Requests that were carried over stay where they are.
    """
    onto = db.session.get(Ticket, ticket.placed_on_id) if ticket.placed_on_id else None
    if ticket.state != lifecycle.PLACED or onto is None:
        raise Refused("not_placed", "Its mail was not put onto another ticket.")
    hold(onto)
    back = list(db.session.scalars(
        sa.select(Message).where(Message.ticket_id == onto.id, Message.placed_from_id == ticket.id).order_by(Message.id)
    ))
    for message in back:
        with record(onto, "message.taken_back", actor, message=message.id, of=ticket.reference):
            message.ticket_id, message.placed_from_id = ticket.id, None
    for request in ticket.requests:
        if request.outcome == lifecycle.JOINED:
            with record(request, "request.reopened", actor, kind=request.kind):
                request.outcome = request.closed_at = None
    with record(ticket, "ticket.taken_back", actor, onto=onto.reference, messages=len(back)):
        ticket.state, ticket.closed_at, ticket.placed_on_id, ticket.unread = lifecycle.OPEN, None, None, True
        ticket.sort_due, ticket.paused = clock.first_due(ticket, ticket.requests)
    for row in (ticket, onto):
        db.session.expire(row, ["messages"])
        searching.rebuild(row)
    replan(ticket)


@verb("ticket.place")
def keep_apart(ticket: Ticket, actor: Actor) -> None:
    """The hint is wrong: it is a case of its own."""
    other = db.session.get(Ticket, ticket.perhaps_of_id) if ticket.perhaps_of_id else None
    if other is None:
        raise Refused("no_hint", "Nothing says that it belongs to another ticket.")
    with record(ticket, "ticket.kept_apart", actor, of=other.reference):
        ticket.perhaps_of_id = ticket.perhaps_why = None


def _require_placeable(ticket: Ticket, onto: Ticket, came: list[Message]) -> None:
    if onto.id == ticket.id or onto.state in {lifecycle.PLACED, lifecycle.SPAM}:
        raise Refused("wrong_ticket", "Choose another ticket: one that is neither this one, nor spam, nor put onto another.")
    if ticket.state != lifecycle.PLACED:
        require_live(ticket)
    elif ticket.placed_on_id != onto.id:
        raise Refused("placed_elsewhere", "Its mail was put onto another ticket already; take it back first.")
    if not came:
        raise Refused("nothing_came", "Nothing has come in that could be put there.")


def _require_carriable(ticket: Ticket, onto: Ticket) -> None:
    """What is asked from elsewhere is never carried out under proof that somebody else has given."""
    require_live(onto)
    if onto.proof and not known_on(onto, ticket.requester.email):
        raise Refused("not_known", "Proof was given on that ticket. Say that this address is the same person's, too, or leave "
                                   "what is asked on a ticket of its own.")


def _know(onto: Ticket, actor: Actor, ticket: Ticket) -> None:
    address = ticket.requester.email_key
    if not address:
        raise Refused("no_address", "The sender has no address that could be known.")
    if not known_on(onto, address):
        with record(onto, "ticket.address_known", actor, of=ticket.reference):
            db.session.add(KnownAddress(ticket_id=onto.id, email_key=address))
        db.session.flush()


def _carry(request: PrivacyRequest, actor: Actor, ticket: Ticket, onto: Ticket) -> None:
    """Moves a request and its tasks; its clock counts from when it was asked."""
    hold(request)
    due = request.due_on.isoformat() if request.due_on else None
    for task in request.tasks:
        with record(task, "task.carried", actor, in_system=task.system_id, of=ticket.reference):
            task.ticket_id = onto.id
    with record(request, "request.carried", actor, kind=request.kind, of=ticket.reference, due=due):
        request.received_at, request.ticket_id = request.received_at or ticket.received_at, onto.id
    db.session.execute(sa.update(Instruction).where(Instruction.task_id.in_([task.id for task in request.tasks])).values(
        ticket_id=onto.id))


def _join(request: PrivacyRequest, actor: Actor) -> None:
    hold(request)
    for task in open_tasks(request):
        with record(task, "task.dropped", actor, in_system=task.system_id):
            task.dropped = True
    with record(request, "request.closed", actor, kind=request.kind, outcome=lifecycle.JOINED, ground=None, message=None):
        request.outcome, request.closed_at = lifecycle.JOINED, now()


def _put(message: Message, actor: Actor, ticket: Ticket, onto: Ticket) -> None:
    with record(onto, "message.placed", actor, message=message.id, of=ticket.reference):
        message.ticket_id, message.placed_from_id = onto.id, ticket.id
        onto.unread = True


def _end(ticket: Ticket, actor: Actor, onto: Ticket, messages: int, requests: int) -> None:
    with record(ticket, "ticket.placed", actor, onto=onto.reference, messages=messages, requests=requests):
        ticket.state, ticket.placed_on_id, ticket.closed_at = lifecycle.PLACED, onto.id, ticket.closed_at or now()
        ticket.perhaps_of_id = ticket.perhaps_why = None
        ticket.unread = ticket.needs_reading = ticket.trouble = ticket.paused = False
        ticket.sort_due = NO_DUE_DATE
    ask_owners_again(onto)
    for row in (ticket, onto):
        db.session.expire(row, ["messages", "requests", "tasks"])
        searching.rebuild(row)
    replan(ticket)


def _take_up(onto: Ticket, actor: Actor, came_at: datetime) -> None:
    """An answer takes a waiting ticket up again, from the day on which it came in."""
    if onto.state not in lifecycle.LIVE:
        return
    if onto.state == lifecycle.WAITING:
        move(onto, actor, lifecycle.OPEN)
    waiting.end_all(onto, actor, on=clock.local_date(came_at, onto))
