"""The plan of a ticket's reminders, derived from its dates whenever they change.

`rules/reminders.py` says which rungs there are on which days; here the ticket's dates are put together and the plan is kept
in a row of its own, so that the clock finds what is reached by one look into an index, however many tickets there are.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from compliance.db import db
from compliance.gathering import insert
from compliance.registers.ladder import ladder
from compliance.rules import lifecycle
from compliance.rules.reminders import Dates, Planned, plan
from compliance.tickets.models import Message, Plan, PrivacyRequest, Reminder, Ticket
from compliance.tickets.retaining import plan_ended

SENT = "sent"


def replan(ticket: Ticket) -> None:
    """Plans the rungs that are still to be told, and for an ended ticket when its data goes; for verbs, in their unit."""
    row = db.session.get(Plan, ticket.id)
    rungs: list[Planned] = []
    if lifecycle.is_watched(ticket.state, ticket.suspected):
        told = _told(ticket)
        acknowledged = any(request.acknowledge_on for request in ticket.requests) and _acknowledged(ticket)
        systems = any(task.outcome is None and not task.dropped for task in ticket.tasks)
        planned = plan(ladder(), _dates(ticket, ticket.requests, acknowledged=acknowledged, systems=systems))
        rungs = [one for one in planned if (one.rung, one.anchor) not in told]
    keep(row, ticket.id, ticket.timezone, rungs)
    plan_ended(ticket)


def plan_opened(ticket: Ticket, requests: list[PrivacyRequest]) -> None:
    """The first plan of a ticket, of which nothing can have been told; `requests` are those it was opened with."""
    systems = any(not request.suggested for request in requests) and bool(ticket.tasks)
    keep(None, ticket.id, ticket.timezone, plan(ladder(), _dates(ticket, requests, acknowledged=False, systems=systems)))


def keep(row: Plan | None, ticket_id: int, timezone: str, rungs: Sequence[Planned]) -> None:
    """Writes the plan, or takes it away where no rung is left."""
    if not rungs:
        if row is not None:
            db.session.delete(row)
        return
    if row is None:
        row = Plan(ticket_id=ticket_id)
        insert(row)
    row.next_at = datetime.combine(rungs[0].day, time(), ZoneInfo(timezone))
    row.rungs = [[one.day.isoformat(), one.rung, one.anchor.isoformat()] for one in rungs]


def read(rungs: list[list[str]]) -> list[Planned]:
    """A plan as it was kept."""
    return [Planned(date.fromisoformat(day), rung, date.fromisoformat(anchor)) for day, rung, anchor in rungs]


def _dates(ticket: Ticket, requests: list[PrivacyRequest], *, acknowledged: bool, systems: bool) -> Dates:
    zone = ZoneInfo(ticket.timezone)
    running = [request for request in requests if request.outcome is None]
    first = next((request for request in running if request.due_on == ticket.due_on), None)
    to_acknowledge = min((request.acknowledge_on for request in running if request.acknowledge_on), default=None)
    return Dates(
        received=ticket.received_at.astimezone(zone).date(), due=ticket.due_on,
        acknowledge=None if acknowledged else to_acknowledge,
        proof=ticket.proof_until.astimezone(zone).date() if ticket.proof_until else None,
        systems=systems, kind=first.kind if first else None, law=first.regime if first else ticket.regime,
    )


def _acknowledged(ticket: Ticket) -> bool:
    """Whether any letter has gone out to the person."""
    letter = sa.select(Message.id).where(
        Message.ticket_id == ticket.id, Message.direction == "out", Message.delivery == SENT)
    return db.session.scalar(letter.limit(1)) is not None


def _told(ticket: Ticket) -> set[tuple[str, date]]:
    rows = db.session.execute(sa.select(Reminder.rung, Reminder.due_on).where(Reminder.ticket_id == ticket.id))
    return {(row.rung, row.due_on) for row in rows}
