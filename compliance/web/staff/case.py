"""One ticket with all that its page shows, read in a fixed number of queries however much happened on it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import defer, joinedload, selectinload

from compliance.db import db
from compliance.ledger import Event
from compliance.tickets import queries
from compliance.tickets.models import Message, PrivacyRequest, Task, Ticket
from compliance.web.guard import actor
from compliance.web.staff.names import Names, read_names

Row = TypeVar("Row", Task, Message)

# What machines and readers do does not change what there is to decide.
HARMLESS = frozenset({
    "letter.sent", "letter.delayed", "letter.retried", "reminder.sent", "reminder.skipped", "reminder.late", "act.refused",
    "ticket.read_by_person", "house.read", "house.bundled", "task.instructed", "task.chased", "task.overdue", "task.read",
    "ticket.looked_at",
})


@dataclass(frozen=True)
class Case:
    """A ticket, its timeline, its neighbours, and the names of who and what is in it."""

    ticket: Ticket
    events: list[Event]
    related: list[Ticket]
    perhaps_of: Ticket | None
    placed_on: Ticket | None
    names: Names

    @property
    def seen(self) -> int:
        """The latest event on the timeline; what is sent back with every act."""
        return self.events[-1].id if self.events else 0


def read_case(reference: str) -> Case:
    """The whole case. Aborts with 404 for an unknown reference."""
    wanted = sa.select(Ticket).where(Ticket.reference == reference.strip().upper())
    ticket = db.session.scalar(wanted.options(
        joinedload(Ticket.requester),
        selectinload(Ticket.requests).options(selectinload(PrivacyRequest.details), selectinload(PrivacyRequest.tasks)),
        selectinload(Ticket.messages).options(defer(Message.html), selectinload(Message.attachments)),
    ))
    if ticket is None:
        abort(404)
    perhaps_of, placed_on = (db.session.get(Ticket, other) if other else None
                             for other in (ticket.perhaps_of_id, ticket.placed_on_id))
    return Case(ticket, queries.timeline(ticket), queries.related(ticket), perhaps_of, placed_on, read_names())


def ticket_or_404(reference: str) -> Ticket:
    """The ticket that an act is about. Nobody acts on a ticket that they may not read: 403; an unknown one: 404."""
    if not actor().can("ticket.read"):
        abort(403)
    return queries.by_reference(reference) or abort(404)


def request_or_404(ticket: Ticket, request_id: int) -> PrivacyRequest:
    """A request of this ticket; one of another is as if it were not there."""
    return queries.request_of(ticket, request_id) or abort(404)


def task_or_404(ticket: Ticket, task_id: int) -> Task:
    """A task of this ticket; one of another is as if it were not there."""
    return _one_of(ticket.tasks, task_id) or abort(404)


def message_or_404(ticket: Ticket, message_id: int) -> Message:
    """A message of this ticket; one of another is as if it were not there."""
    return _one_of(ticket.messages, message_id) or abort(404)


def happened_since(ticket: Ticket, seen: str | None) -> list[Event]:
    """What changed the ticket after the event that the reader had seen; nothing where no event is named."""
    if seen is None or not (seen.isascii() and seen.isdigit() and len(seen) < 20):
        return []
    later = [event for event in queries.timeline(ticket) if event.id > int(seen)]
    return [event for event in later if event.kind not in HARMLESS]


def _one_of(rows: Collection[Row], row_id: int) -> Row | None:
    return next((row for row in rows if row.id == row_id), None)
