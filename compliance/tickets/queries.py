"""Reads: the queue, one ticket, its timeline, its neighbours. Nothing here changes anything.

Pages are cut by keyset (after the last row seen), never by offset, so that page one hundred costs what page one costs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from compliance.db import db
from compliance.ledger import Event
from compliance.rules import lifecycle
from compliance.tickets.models import NO_DUE_DATE, Message, PrivacyRequest, Requester, Ticket

PAGE = 50


@dataclass(frozen=True)
class View:
    """What of the queue is wanted; None and empty mean all."""

    states: frozenset[str] = lifecycle.LIVE
    assignee_id: int | None = None
    unassigned: bool = False
    unread: bool = False
    trouble: bool = False
    needs_reading: bool = False
    proof_given: bool = False
    paused: bool = False
    suspected: bool = False
    due_on: date | None = None
    due_before: date | None = None
    kind: str = ""
    regime: str = ""
    search: str = ""


@dataclass(frozen=True)
class Page:
    """A page of the queue; `after` goes into the next page's address, None on the last."""

    tickets: list[Ticket] = field(default_factory=list)
    after: str | None = None


def queue(view: View, after: str | None = None, limit: int = PAGE) -> Page:
    """Tickets of a view, what is due first first. `after` is an earlier page's; a malformed one is taken as none."""
    wanted = _filtered(view).order_by(Ticket.sort_due, Ticket.id).limit(limit + 1)
    if position := _position(after):
        wanted = wanted.where(sa.tuple_(Ticket.sort_due, Ticket.id) > position)
    wanted = wanted.options(joinedload(Ticket.requester), selectinload(Ticket.requests))
    found = list(db.session.scalars(wanted))
    rest = len(found) > limit
    found = found[:limit]
    return Page(found, f"{found[-1].sort_due.isoformat()}_{found[-1].id}" if rest else None)


def count(view: View, most: int = 1000) -> int:
    """How many tickets a view has, counted up to `most`, so that the count costs no more on a large book."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(_filtered(view).limit(most).subquery())) or 0


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


def _filtered(view: View) -> sa.Select[Ticket]:
    wanted = sa.select(Ticket).where(*_flags(view))
    if view.states:
        wanted = wanted.where(Ticket.state.in_(sorted(view.states)))
    if view.assignee_id is not None:
        wanted = wanted.where(Ticket.assignee_id == view.assignee_id)
    if view.kind or view.regime:
        asked = sa.select(PrivacyRequest.id).where(PrivacyRequest.ticket_id == Ticket.id)
        asked = asked.where(PrivacyRequest.kind == view.kind) if view.kind else asked
        asked = asked.where(PrivacyRequest.regime == view.regime) if view.regime else asked
        wanted = wanted.where(asked.exists())
    if view.search.strip():
        wanted = wanted.where(_found(view.search.strip()))
    return wanted


def _flags(view: View) -> Iterable[sa.ColumnElement[bool]]:
    if view.unassigned:
        yield Ticket.assignee_id.is_(None)
    if view.unread:
        yield Ticket.unread.is_(True)
    if view.trouble:
        yield Ticket.trouble.is_(True)
    if view.needs_reading:
        yield Ticket.needs_reading.is_(True)
    if view.proof_given:
        yield Ticket.proof > 0
    if view.paused:
        yield sa.and_(Ticket.sort_due == NO_DUE_DATE, Ticket.paused.is_(True))
    if view.suspected:
        yield Ticket.suspected.is_not(None)
    if view.due_on is not None:
        yield Ticket.sort_due == view.due_on
    if view.due_before is not None:
        yield Ticket.sort_due < view.due_before


def _found(words: str) -> sa.ColumnElement[bool]:
    """By reference or number, or by the beginning of the address or name."""
    like = words.casefold().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    person = sa.or_(Requester.email_key.like(like, escape="\\"), sa.func.lower(Requester.name).like(like, escape="\\"))
    people = sa.select(Requester.id).where(Requester.id == Ticket.requester_id, person).exists()
    number = words.upper().rsplit("-", 1)[-1]
    if number.isdigit() and len(number) <= 18:
        return sa.or_(Ticket.number == int(number), people)
    return people


def _position(after: str | None) -> tuple[date, int] | None:
    try:
        day, _, identity = (after or "").partition("_")
        return date.fromisoformat(day), int(identity)
    except ValueError:
        return None
