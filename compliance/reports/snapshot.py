"""The figures of the dashboard, counted by the worker once an hour and kept: a page that shows them costs the same on any book.

Counted are what is open now, and the requests that came in within the last `WEEKS_BACK` weeks. Codes and numbers only.
"""

from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance import jobs
from compliance.db import Base, Json, db, now, unit
from compliance.reports.counting import Tally, count
from compliance.reports.suggestions import report as suggestions
from compliance.rules.lifecycle import LIVE, NEW, SPAM
from compliance.tickets.models import NO_DUE_DATE, Ticket

NAME = "dashboard"
WEEKS_BACK, WEEKS_AHEAD = 26, 8
FRESH = timedelta(hours=1)


class Snapshot(Base):
    """Figures as they stood at a moment."""

    __tablename__ = "snapshots"

    name: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    at: Mapped[datetime]
    figures: Mapped[dict[str, Any]] = mapped_column(Json)


def latest() -> Snapshot | None:
    """The newest figures, if any were counted."""
    return db.session.get(Snapshot, NAME)


def refresh(today: date) -> bool:
    """Promises figures of `today`, the office's, where those that are kept are an hour old. Returns whether it did."""
    kept = latest()
    if kept is not None and now() - kept.at < FRESH:
        return False
    waiting = sa.select(jobs.Job.id).where(jobs.Job.kind == "reports.count", jobs.Job.state == jobs.READY)
    if db.session.scalar(waiting.limit(1)) is not None:
        return False
    with unit():
        jobs.enqueue("reports.count", today=today.isoformat())
    return True


@jobs.handler("reports.count")
def count_anew(claim: jobs.Claim) -> None:
    """Counts, and keeps the figures in place of the old ones."""
    figures = figures_of(date.fromisoformat(claim.payload["today"]))
    with unit():
        db.session.merge(Snapshot(name=NAME, at=now(), figures=figures))
        claim.done()


def figures_of(today: date) -> dict[str, Any]:
    """All figures of the dashboard, as they stand today."""
    counted = count(today - timedelta(weeks=WEEKS_BACK), today, today)
    live = Ticket.state.in_(sorted(LIVE))
    return {
        "states": dict(_grouped(Ticket.state, live)),
        "weeks": _weeks(today, live),
        "overdue": _number(live, Ticket.sort_due < today),
        "trouble": _number(Ticket.trouble == sa.true()),
        "unread": _number(Ticket.state.not_in([NEW, SPAM]), Ticket.unread == sa.true()),
        "nobody": _number(live, Ticket.assignee_id.is_(None)),
        "received": {month: tally.received for month, tally in sorted(counted.by_month.items())},
        "channels": {channel: tally.received for channel, tally in sorted(counted.by_channel.items())},
        "whole": _told(counted.all),
        "kinds_and_laws": [[kind, law, _told(tally)] for (kind, law), tally in sorted(counted.by_kind_and_law.items())],
        "suggestions": suggestions()["all"]["all"],
    }


def _told(tally: Tally) -> dict[str, Any]:
    return {"received": tally.received, "answered": tally.answered, "median": tally.median_days, "p90": tally.p90_days,
            "in_time": tally.share_in_time}


def _weeks(today: date, live: sa.ColumnElement[bool]) -> list[list[Any]]:
    """Monday and how many open tickets are due in its week, for this week and those to come."""
    monday = today - timedelta(days=today.weekday())
    due = dict(_grouped(Ticket.sort_due, live, Ticket.sort_due >= monday, Ticket.sort_due < NO_DUE_DATE))
    weeks = [monday + timedelta(weeks=n) for n in range(WEEKS_AHEAD)]
    return [[week.isoformat(), sum(due.get(week + timedelta(days=n), 0) for n in range(7))] for week in weeks]


def _grouped(column: Any, *conditions: sa.ColumnElement[bool]) -> list[tuple[Any, int]]:
    rows = sa.select(column, sa.func.count()).where(*conditions).group_by(column)
    return [(row[0], row[1]) for row in db.session.execute(rows)]


def _number(*conditions: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count(Ticket.id)).where(*conditions)) or 0
