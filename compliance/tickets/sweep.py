"""What time does: reminders whose rung is reached.

Each rung is told once for each (ticket, rung, due date): a row under a unique key is written in the same unit as its event and
its job, so it does not matter how often the clock runs, whether two run at once, or when one is killed. After a downtime
only the most urgent rung is told; the others are noted as passed over.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from compliance import jobs
from compliance.db import db, now, unit
from compliance.ledger import Conflict, hold, record
from compliance.rules import lifecycle
from compliance.rules.abilities import SYSTEM
from compliance.rules.reminders import LADDER, Rung, reached
from compliance.tickets.models import Reminder, Ticket

PAGE = 500


def sweep(timezone: str) -> int:
    """Tells every rung that is reached today in `timezone`. Returns how many reminders were written."""
    today = now().astimezone(ZoneInfo(timezone)).date()
    return sum(_remind(ticket_id, today) for ticket_id in _near(today))


def _near(today: date) -> Iterator[int]:
    """Live tickets whose most urgent reached rung has not been told, by due date."""
    urgent = sa.or_(*(_untold(rung, today) for rung in LADDER))
    live = sa.select(Ticket.id, Ticket.sort_due).where(Ticket.state.in_(sorted(lifecycle.LIVE)), urgent)
    after: tuple[date, int] | None = None
    while True:
        page = live if after is None else live.where(sa.tuple_(Ticket.sort_due, Ticket.id) > after)
        rows = db.session.execute(page.order_by(Ticket.sort_due, Ticket.id).limit(PAGE)).all()
        db.session.rollback()
        yield from (row.id for row in rows)
        if len(rows) < PAGE:
            return
        after = (rows[-1].sort_due, rows[-1].id)


def _untold(rung: Rung, today: date) -> sa.ColumnElement[bool]:
    told = sa.exists().where(
        Reminder.ticket_id == Ticket.id, Reminder.rung == rung.key, Reminder.due_on == Ticket.sort_due
    )
    return sa.and_(Ticket.sort_due <= today + timedelta(days=rung.days), ~told)


def _remind(ticket_id: int, today: date) -> int:
    try:
        with unit():
            ticket = db.session.get_one(Ticket, ticket_id)
            hold(ticket)
            due = ticket.due_on
            if ticket.state not in lifecycle.LIVE or due is None:
                return 0
            told = set(db.session.scalars(
                sa.select(Reminder.rung).where(Reminder.ticket_id == ticket_id, Reminder.due_on == due)
            ))
            new = [rung for rung in reached(due, today) if rung.key not in told]
            for rung in new:
                _tell(ticket, rung, due, skipped=rung is not new[-1])
            return len(new)
    except (Conflict, IntegrityError):  # another clock was faster
        return 0


def _tell(ticket: Ticket, rung: Rung, due: date, *, skipped: bool) -> None:
    db.session.add(Reminder(ticket_id=ticket.id, rung=rung.key, due_on=due, at=now(), skipped=skipped))
    kind = "reminder.skipped" if skipped else "reminder.sent"
    with record(ticket, kind, SYSTEM, rung=rung.key, due=due.isoformat()):
        pass
    if not skipped:
        jobs.enqueue("staff.remind", ticket=ticket.id, rung=rung.key, due=due.isoformat())
