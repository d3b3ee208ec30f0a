"""Opening a ticket: rows, events, tasks and the promise of an acknowledgement exist together or not at all."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from compliance.db import db, now, unit
from compliance.gathering import insert
from compliance.ledger import record
from compliance.rules import addresses, lifecycle
from compliance.rules.abilities import SYSTEM, Actor
from compliance.rules.kinds import BY_KEY
from compliance.tickets import clock, searching
from compliance.tickets.arrivals import ADDRESS_LENGTH, NAME_LENGTH, Arrival, Asked, Hint, storable, write_message
from compliance.tickets.clock import Office
from compliance.tickets.door import Forbidden, Refused
from compliance.tickets.models import NO_DUE_DATE, Counter, Detail, Message, PrivacyRequest, Requester, Ticket
from compliance.tickets.planning import plan_opened
from compliance.tickets.talking import send_letter
from compliance.tickets.tasks import make_tasks
from compliance.tickets.tokens import new_link

LINK_DAYS = 180  # how long the address of the person's own page holds


def open_ticket(arrival: Arrival, actor: Actor, office: Office, hint: Hint | None = None,
                message: Message | None = None) -> Ticket:
    """A new ticket from what came in, with one request for each thing asked, and an acknowledgement where one may go out.

    `message` is what came in where it is written already. Raises Forbidden, and ValueError where kind or law are unknown.
    """
    if not actor.can("ticket.open"):
        raise Forbidden("ticket.open")
    with unit():
        ticket = _ticket(arrival, office)
        message = _moved(message, ticket) if message else write_message(arrival, ticket)
        requests = [_request(ticket, message, asked) for asked in arrival.asked]
        ticket.sort_due, ticket.paused = clock.first_due(ticket, requests)
        kinds = [request.kind for request in requests]
        received = clock.local_date(ticket.received_at, ticket).isoformat()
        with record(ticket, "ticket.opened", actor, channel=arrival.channel, received_on=received,
                    mail=arrival.mail_digest, requests=kinds):
            pass
        for request, asked in zip(requests, arrival.asked, strict=True):
            enter_request(request, asked.details, actor)
        plan_opened(ticket, requests)
        searching.enter(ticket, message)
        if hint:
            _suggest(ticket, hint)
        if arrival.suspected:
            _suspect(ticket, arrival.suspected)
        elif ticket.answerable and not arrival.acknowledged:
            acknowledge(ticket, kinds, actor)
        return ticket


def open_set_aside(message: Message, actor: Actor, office: Office) -> Ticket:
    """A ticket from a mail of the pile of automatic mail that a person wrote after all: its clock has run since it came in.

    Nobody is answered by it. Raises Forbidden, and Refused where somebody else was faster.
    """
    with unit():
        db.session.refresh(message, with_for_update=True)
        if message.ticket_id is not None:
            raise Refused("placed", "It is a ticket already.")
        arrival = Arrival(
            channel=message.channel, contact=message.recipient, sender=message.sender, sender_name=message.sender_name,
            language=message.language, received_at=message.at, needs_reading=True, acknowledged=True,
        )
        return open_ticket(arrival, actor, office, message=message)


def _moved(message: Message, ticket: Ticket) -> Message:
    """A mail of the pile on its ticket, as what somebody wrote."""
    message.ticket, message.outcome = ticket, "new"
    return message


def acknowledge(ticket: Ticket, kinds: list[str], actor: Actor) -> None:
    """Writes the letter that says what came in, in the open unit."""
    link = new_link(ticket, "requests", now() + timedelta(days=LINK_DAYS))
    send_letter(ticket, "acknowledgement", actor, {"kinds": kinds, "link": link.id})


def enter_request(request: PrivacyRequest, details: tuple[tuple[str, str], ...], actor: Actor) -> None:
    """Writes a request of an open ticket with its first event, its answers and, once it is no mere suggestion, its tasks."""
    with record(request, "request.opened", actor, kind=request.kind, regime=request.regime,
                due=request.due_on.isoformat() if request.due_on else None,
                suggested="read_from_prose" if request.suggested else "chosen"):
        pass
    for name, value in details:
        insert(Detail(request_id=request.id, name=name, value=storable(value)))
    if not request.suggested:
        make_tasks(request, actor)


def new_request(ticket: Ticket, kind: str, regime: str, asked: Asked | None = None, message: Message | None = None,
                received_at: datetime | None = None) -> PrivacyRequest:
    """A request with its clock wound, not yet written. `received_at`: asked later than the ticket came in.

    Raises ValueError for an unknown kind or law.
    """
    if kind not in BY_KEY:
        raise ValueError(f"unknown kind {kind}")
    marks = [
        {"message": message.id, "field": mark.field, "start": mark.start, "end": mark.end}
        for mark in (asked.marks if asked and message else ()) if message
    ]
    request = PrivacyRequest(
        ticket_id=ticket.id, kind=kind, regime=regime, evidence=marks, steps=[], pauses=[],
        suggested=asked.suggested if asked else False, confidence=asked.confidence if asked else 1000,
        received_at=received_at,
    )
    clock.wind(request, ticket)
    return request


def _request(ticket: Ticket, message: Message, asked: Asked) -> PrivacyRequest:
    """Under the law that was named, or under the default one where that law does not give this right."""
    named = asked.regime if asked.regime and clock.covers(asked.regime, asked.kind) else ticket.regime
    return new_request(ticket, asked.kind, named, asked, message)


def _suspect(ticket: Ticket, why: str) -> None:
    """Puts a new ticket on the spam pile, where its clock runs until somebody has looked; nobody is answered."""
    with record(ticket, "ticket.suspected", SYSTEM, why=why):
        ticket.state, ticket.suspected = lifecycle.SPAM, why


def _suggest(ticket: Ticket, hint: Hint) -> None:
    """Says on the ticket that it may belong to another; until staff have said so it is one of its own."""
    with record(ticket, "ticket.hinted", SYSTEM, of=hint.ticket.reference, why=hint.why):
        ticket.perhaps_of_id, ticket.perhaps_why = hint.ticket.id, hint.why


def _ticket(arrival: Arrival, office: Office) -> Ticket:
    address = storable(arrival.on_behalf_of or arrival.sender)[:ADDRESS_LENGTH]
    name = "" if arrival.on_behalf_of else arrival.sender_name
    requester = Requester(
        name=storable(name)[:NAME_LENGTH], email=address, email_key=addresses.key(address)[:ADDRESS_LENGTH],
        likeness=addresses.likeness(address)[:ADDRESS_LENGTH], country=arrival.country,
    )
    insert(requester)
    number = _next_number()
    return Ticket(
        number=number, reference=f"PR-{now().astimezone(ZoneInfo(office.timezone)).year}-{number:06d}",
        state=lifecycle.NEW, channel=arrival.channel, contact=arrival.contact,
        language=(arrival.language or office.language)[:10], timezone=office.timezone, holidays=office.holidays,
        regime=office.regime, received_at=arrival.received_at, opened_at=now(),
        requester_id=requester.id, requester=requester,
        sort_due=NO_DUE_DATE, shown={}, doubts=[], unread=True, needs_reading=arrival.needs_reading,
        answerable=arrival.answerable and bool(arrival.sender),
    )


def _next_number() -> int:
    if db.engine.dialect.name == "postgresql":
        return int(db.session.scalar(sa.text("SELECT nextval('ticket_number')")) or 0)
    counter = db.session.get_one(Counter, "ticket")  # nobody else writes meanwhile: SQLite's units come one after the other
    counter.value += 1
    return counter.value
