"""Reads: one ticket, its timeline, its neighbours, what is due on which day. Nothing here changes anything."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from compliance.db import db
from compliance.ledger import Event
from compliance.rules import lifecycle
from compliance.tickets.models import NO_DUE_DATE, Message, PrivacyRequest, Requester, Ticket
from compliance.tickets.queue import PAGE
from compliance.tickets.talking import QUEUED


def load(first: date, last: date) -> dict[date, int]:
    """How many live tickets are due on each day from `first` to `last`, both included; days without any are left out."""
    due = sa.select(Ticket.sort_due, sa.func.count()).where(
        Ticket.state.in_(sorted(lifecycle.LIVE)), Ticket.sort_due.between(first, last))
    return {row[0]: row[1] for row in db.session.execute(due.group_by(Ticket.sort_due).order_by(Ticket.sort_due))}


def due_of(staff_id: int, limit: int = 500) -> list[tuple[str, date]]:
    """Reference and due date of what one member of staff has, what is due first first, up to `limit`."""
    mine = sa.select(Ticket.reference, Ticket.sort_due).where(
        Ticket.state.in_(sorted(lifecycle.LIVE)), Ticket.assignee_id == staff_id, Ticket.sort_due < NO_DUE_DATE)
    rows = db.session.execute(mine.order_by(Ticket.sort_due, Ticket.id).limit(limit))
    return [(row.reference, row.sort_due) for row in rows]


def by_reference(reference: str) -> Ticket | None:
    """The ticket with this reference, or None."""
    return db.session.scalar(sa.select(Ticket).where(Ticket.reference == reference.strip().upper()))


def oldest_unsent() -> datetime | None:
    """When the oldest letter was written that is still to go out."""
    return db.session.scalar(sa.select(sa.func.min(Message.at)).where(Message.delivery == QUEUED))


def references_of(ids: list[int]) -> dict[int, str]:
    """The references of tickets by their ids."""
    found = sa.select(Ticket.id, Ticket.reference).where(Ticket.id.in_(ids))
    return {row.id: row.reference for row in db.session.execute(found)}


def request_of(ticket: Ticket, request_id: int) -> PrivacyRequest | None:
    """A request of this ticket; one of another ticket is as if it were not there."""
    return next((request for request in ticket.requests if request.id == request_id), None)


def timeline(ticket: Ticket) -> list[Event]:
    """Every event on the ticket's timeline, oldest first."""
    return list(db.session.scalars(sa.select(Event).where(Event.ticket_id == ticket.id).order_by(Event.id)))


def related(ticket: Ticket, limit: int = 10) -> list[Ticket]:
    """Other tickets from the same address, or from one that reads alike, newest first: never taken for the same person's."""
    person = ticket.requester
    if not person.email_key:
        return []
    alike = sa.and_(Requester.likeness == person.likeness, Requester.likeness != "")
    found = sa.select(Ticket).join(Ticket.requester).options(contains_eager(Ticket.requester)).where(
        sa.or_(Requester.email_key == person.email_key, alike), Ticket.id != ticket.id)
    return list(db.session.scalars(found.order_by(Ticket.id.desc()).limit(limit)))


def set_aside_mail(before: int | None = None, limit: int = PAGE) -> list[Message]:
    """Automatic mail that belongs to no ticket, newest first; `before` is the last id seen."""
    pile = sa.select(Message).where(Message.ticket_id.is_(None), Message.direction == "in")
    if before is not None:
        pile = pile.where(Message.id < before)
    return list(db.session.scalars(pile.order_by(Message.id.desc()).limit(limit)))


def set_aside(message_id: int) -> Message | None:
    """One mail of the pile of automatic mail; None for one that is on a ticket."""
    pile = sa.select(Message).where(Message.id == message_id, Message.ticket_id.is_(None), Message.direction == "in")
    return db.session.scalar(pile)
