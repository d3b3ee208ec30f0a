"""What time does: reminders whose rung is reached.

Each rung is told once for each (ticket, rung, date): a row under a unique key is written in the same unit as its event and its
job, so it does not matter how often the clock runs, whether two run at once, when one is killed or which way it jumps. After
a downtime only the latest rung is told, marked late; those before it are noted as passed over.

The clock finds what is reached in the index of plans and writes by the hundred, without loading tickets: a round in which
nothing is due costs one look, however many tickets are open.
"""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from compliance import jobs
from compliance.db import db, now, unit
from compliance.ledger import Conflict, Tip, tell_many, tips_of
from compliance.registers.ladder import audiences
from compliance.rules.abilities import SYSTEM
from compliance.rules.lifecycle import is_watched
from compliance.rules.reminders import Planned, due_now
from compliance.tickets.clock import zone_date
from compliance.tickets.models import Plan, Reminder, Ticket
from compliance.tickets.planning import keep, read

BATCH = 500


@dataclass(frozen=True)
class _Reached:
    """One rung of one ticket that is to be written down: told or `skipped`, and whether it is told after its day."""

    tip: Tip
    rung: Planned
    skipped: bool
    late: bool

    @property
    def event(self) -> str:
        """How the timeline tells it."""
        return "reminder.skipped" if self.skipped else "reminder.late" if self.late else "reminder.sent"


def sweep() -> int:
    """Tells every rung that is reached by now. Returns how many reminders were written, passed-over ones among them."""
    written, after, size = 0, 0, BATCH
    while True:
        try:
            with unit():
                done, last, seen = _batch(after, size)
        except (Conflict, IntegrityError):  # somebody else was faster with one of them: go on one by one
            if size == 1:
                after = _next_id(after)
            size = 1
            continue
        written += done
        if not seen:
            return written
        after = last


def _due(after: int, size: int) -> sa.Select[int]:
    reached = sa.select(Plan.ticket_id).where(Plan.next_at <= now(), Plan.ticket_id > after)
    return reached.order_by(Plan.ticket_id).limit(size)


def _next_id(after: int) -> int:
    return db.session.scalar(_due(after, 1)) or after


def _batch(after: int, size: int) -> tuple[int, int, bool]:
    """Writes the reached rungs of the next tickets. Returns how many, the last ticket's id, and whether there were any."""
    ids = list(db.session.scalars(_due(after, size)))
    if not ids:
        return 0, after, False
    tips = {tip.row_id: tip for tip in tips_of(Ticket, ids)}
    plans = {plan.ticket_id: plan for plan in db.session.scalars(sa.select(Plan).where(Plan.ticket_id.in_(ids)))}
    standing = sa.select(Ticket.id, Ticket.state, Ticket.suspected, Ticket.timezone).where(Ticket.id.in_(ids))
    reached: list[list[_Reached]] = []
    for row in db.session.execute(standing):
        if row.id in tips and row.id in plans:
            reached.append(_reached(tips[row.id], plans[row.id], row.timezone, watched=is_watched(row.state, row.suspected)))
    _write(reached)
    return sum(len(steps) for steps in reached), int(ids[-1]), True


def _reached(tip: Tip, plan: Plan, timezone: str, *, watched: bool) -> list[_Reached]:
    """What is reached for one ticket, oldest first; its plan keeps the rest."""
    today = zone_date(now(), timezone)
    planned = read(plan.rungs) if watched else []
    told, passed = due_now(planned, today, audiences())
    keep(plan, tip.row_id, timezone, [one for one in planned if one not in told and one not in passed])
    steps = [_Reached(tip, one, skipped=True, late=False) for one in passed]
    return steps + [_Reached(tip, one, skipped=False, late=one.day < today) for one in told]


def _write(reached: list[list[_Reached]]) -> None:
    """Events in rounds, one for each ticket in a round, since each must follow the one before; rows and jobs with them."""
    tips: dict[int, Tip] = {}
    for turn in range(max((len(steps) for steps in reached), default=0)):
        steps = [steps[turn] for steps in reached if turn < len(steps)]
        told = [(tips.get(s.tip.row_id, s.tip), s.event, {"rung": s.rung.rung, "due": _iso(s.rung.anchor)}) for s in steps]
        tips |= {tip.row_id: tip for tip in tell_many(Ticket, told, SYSTEM)}
        for step in steps:
            _keep(step)


def _keep(step: _Reached) -> None:
    ticket, rung = step.tip.row_id, step.rung
    db.session.add(Reminder(ticket_id=ticket, rung=rung.rung, due_on=rung.anchor, at=now(), skipped=step.skipped,
                            late=step.late))
    if not step.skipped:
        jobs.enqueue("reminder.tell", ticket=ticket, rung=rung.rung, due=_iso(rung.anchor), late=step.late)


def _iso(day: date) -> str:
    return day.isoformat()
