"""What time and officers do about retention: announced before, shown as a list, released, erased in small units.

The clock announces what comes due within `ANNOUNCE_DAYS` to the officers, once (`retention.announce`), and releases by itself
what needs nobody's release. An officer releases the rest. A release is a run: the worker erases its parts some at a time (the
job `retention.erase`), each in one unit with an event for each ticket, and leaves out what was taken up again or put under a
legal hold meanwhile; that stands on the list again.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, mapped_column

from compliance import jobs
from compliance.db import Base, BigId, db, now, unit
from compliance.registers import house, retention
from compliance.rules.abilities import SYSTEM, Actor
from compliance.rules.retention import ANNOUNCE_DAYS
from compliance.tickets.erasing import erase_part
from compliance.tickets.models import Ticket
from compliance.tickets.retaining import ANNOUNCED, ENDED, PLANNED, RELEASED, LegalHold, RetentionDue, held

MOST = 200  # parts erased in one unit
STANDING = (PLANNED, ANNOUNCED)
_its_ticket, _its_hold = aliased(Ticket), aliased(LegalHold)  # apart from those that a reader joins
_NOT_HELD = ~sa.exists().where(_its_hold.ticket_id == RetentionDue.ticket_id, _its_hold.lifted_at.is_(None))
_ENDED = sa.exists().where(_its_ticket.id == RetentionDue.ticket_id, _its_ticket.state.in_(ENDED))


class RetentionRun(Base):
    """A release: `count` parts that were due by `until`, by a member of staff or (None) by the clock."""

    __tablename__ = "retention_runs"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(BigId)
    until: Mapped[date]
    count: Mapped[int]


def coming(until: date) -> sa.ColumnElement[bool]:
    """What may be released: due by a day, of closed tickets, under no hold."""
    return sa.and_(RetentionDue.state.in_(STANDING), RetentionDue.due_on <= until, _NOT_HELD, _ENDED)


def announceable(today: date) -> sa.ColumnElement[bool]:
    """What comes due soon, needs a release and was not announced yet."""
    until = today + timedelta(days=ANNOUNCE_DAYS)
    return sa.and_(RetentionDue.state == PLANNED, RetentionDue.due_on <= until, ~RetentionDue.automatic, _NOT_HELD, _ENDED)


def announce(today: date) -> int:
    """Marks what comes due soon and promises one mail to the officers; in one unit. Returns how many parts."""
    until = today + timedelta(days=ANNOUNCE_DAYS)
    with unit():
        soon = sa.update(RetentionDue).where(announceable(today))
        done = db.session.execute(soon.values(state=ANNOUNCED).execution_options(synchronize_session=False))
        count: int = done.rowcount  # type: ignore[attr-defined]
        if count:
            house.tell("house.retention_announced", SYSTEM, count=count)
            jobs.enqueue("retention.announce", count=count, until=until.isoformat())
        return count


def release(actor: Actor, until: date, parts: Sequence[str] | None = None, *, automatic: bool = False) -> int | None:
    """Releases what is due by a day, of some parts or all. Returns the run, None where nothing was. Raises NotAllowed.

    `automatic`: only what needs nobody's release.
    """
    retention.require(actor)
    wanted = coming(until)
    if parts is not None:
        wanted = sa.and_(wanted, RetentionDue.part.in_(parts))
    if automatic:
        wanted = sa.and_(wanted, RetentionDue.automatic)
    with unit():
        run = RetentionRun(at=now(), by_id=actor.id, until=until, count=0)
        db.session.add(run)
        db.session.flush()
        freed = sa.update(RetentionDue).where(wanted).values(state=RELEASED, run_id=run.id)
        done = db.session.execute(freed.execution_options(synchronize_session=False))
        run.count = done.rowcount  # type: ignore[attr-defined]
        if not run.count:
            db.session.delete(run)
            return None
        house.tell("house.retention_released", actor, run=run.id, count=run.count, until=until.isoformat())
        jobs.enqueue("retention.erase", run=run.id)
        return run.id


@jobs.handler("retention.erase")
def erase_released(claim: jobs.Claim) -> None:
    """Erases some of a run, one part of some tickets, and promises the rest to the next job."""
    run_id = claim.payload["run"]
    with unit():
        released = sa.select(RetentionDue).where(RetentionDue.run_id == run_id, RetentionDue.state == RELEASED)
        dues = list(db.session.scalars(
            released.order_by(RetentionDue.part, RetentionDue.ticket_id).limit(MOST).with_for_update(skip_locked=True)))
        if dues:
            part = dues[0].part
            _erase([due for due in dues if due.part == part], part)
            jobs.enqueue("retention.erase", run=run_id)
        else:
            jobs.enqueue("retention.settle")
        claim.done()


def _erase(dues: list[RetentionDue], part: str) -> None:
    """Erases a part of these tickets; what must not go any more stands on the list again."""
    ids = [due.ticket_id for due in dues]
    locked = sa.select(Ticket.id).where(Ticket.id.in_(ids), Ticket.state.in_(ENDED)).with_for_update(skip_locked=True)
    ended = set(db.session.scalars(locked))
    may_go = ended - held(ids)
    for due in dues:
        if due.ticket_id not in may_go:
            due.state, due.run_id = PLANNED, None
    erase_part(sorted(may_go), part, SYSTEM, "retention")
