"""What became of the requests of a period: received, answered, in time, how, and how long it took; no person among it.

A request counts in the period in which it came in, by the date where its ticket's days are counted. Its row outlives the
erasure of the person (`tickets.erasing`), so the figures of a year do not change with retention. Not counted are requests
that were dismissed (they were not asked), that went on in another ticket, and what lies on the spam pile.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from statistics import median, quantiles
from typing import Any

import sqlalchemy as sa

from compliance.db import db
from compliance.rules.lifecycle import DISMISSED, JOINED, PLACED, SPAM
from compliance.tickets.clock import zone_date
from compliance.tickets.models import PrivacyRequest, Ticket

PAGE = 5_000
ANSWERED = frozenset({"done", "partly", "refused"})
EDGE = timedelta(days=1)  # no time zone is further from UTC


@dataclass
class Tally:
    """Requests of one sort. `days`: calendar days from receipt to answer, of those that were answered by us."""

    received: int = 0
    in_time: int = 0
    late: int = 0
    overdue: int = 0
    extended: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    grounds: Counter[str] = field(default_factory=Counter)
    extensions: Counter[str] = field(default_factory=Counter)
    days: list[int] = field(default_factory=list)

    @property
    def answered(self) -> int:
        """Done, done in part, or refused."""
        return sum(self.outcomes[outcome] for outcome in ANSWERED)

    @property
    def open(self) -> int:
        """Without an outcome."""
        return self.received - sum(self.outcomes.values())

    @property
    def median_days(self) -> float | None:
        """The middle one of the days; None where nothing was answered."""
        return median(self.days) if self.days else None

    @property
    def p90_days(self) -> float | None:
        """The days within which nine of ten were answered."""
        return quantiles(self.days, n=10, method="inclusive")[8] if len(self.days) > 1 else self.median_days

    @property
    def share_in_time(self) -> float | None:
        """Of those that had a due date and were answered, or are overdue."""
        known = self.in_time + self.late + self.overdue
        return self.in_time / known if known else None


@dataclass
class Count:
    """The requests of a period, as a whole and by what they are sorted by."""

    first: date
    last: date
    all: Tally = field(default_factory=Tally)
    by_kind: dict[str, Tally] = field(default_factory=dict)
    by_law: dict[str, Tally] = field(default_factory=dict)
    by_channel: dict[str, Tally] = field(default_factory=dict)
    by_kind_and_law: dict[tuple[str, str], Tally] = field(default_factory=dict)
    by_month: dict[str, Tally] = field(default_factory=dict)


def count(first: date, last: date, today: date) -> Count:
    """The requests that came in from `first` to `last`, both included, as they stand `today`."""
    found = Count(first, last)
    for row in _rows(first, last):
        received = zone_date(row.received, row.timezone)
        if first <= received <= last:
            for tally in (
                found.all, found.by_kind.setdefault(row.kind, Tally()), found.by_law.setdefault(row.regime, Tally()),
                found.by_channel.setdefault(row.channel, Tally()), found.by_month.setdefault(f"{received:%Y-%m}", Tally()),
                found.by_kind_and_law.setdefault((row.kind, row.regime), Tally()),
            ):
                _add(tally, row, received, today)
    return found


def year(number: int, today: date) -> Count:
    """The requests of a calendar year."""
    return count(date(number, 1, 1), date(number, 12, 31), today)


def _rows(first: date, last: date) -> Iterator[Any]:
    """Requests that came in then, give or take a day, by pages of their ids."""
    received = sa.func.coalesce(PrivacyRequest.received_at, Ticket.received_at).label("received")
    begin, end = (datetime.combine(day, time(), UTC) for day in (first - EDGE, last + 2 * EDGE))
    wanted = sa.select(
        PrivacyRequest.id, PrivacyRequest.kind, PrivacyRequest.regime, PrivacyRequest.outcome, PrivacyRequest.ground,
        PrivacyRequest.closed_at, PrivacyRequest.due_on, PrivacyRequest.extended_on, PrivacyRequest.extension_ground,
        PrivacyRequest.stopped, sa.type_coerce(received, Ticket.received_at.type).label("received"), Ticket.timezone,
        Ticket.channel,
    ).join(Ticket, Ticket.id == PrivacyRequest.ticket_id).where(
        received >= begin, received < end, Ticket.state.not_in([SPAM, PLACED]),
        sa.or_(PrivacyRequest.outcome.is_(None), PrivacyRequest.outcome.not_in([DISMISSED, JOINED])))
    after = 0
    while page := db.session.execute(wanted.where(PrivacyRequest.id > after).order_by(PrivacyRequest.id).limit(PAGE)).all():
        yield from page
        after = page[-1].id


def _add(tally: Tally, row: Any, received: date, today: date) -> None:
    tally.received += 1
    if row.extended_on:
        tally.extended += 1
        tally.extensions[row.extension_ground or "-"] += 1
    if row.outcome is None:
        tally.overdue += bool(row.due_on and row.due_on < today and not row.stopped)
        return
    tally.outcomes[row.outcome] += 1
    if row.ground:
        tally.grounds[row.ground] += 1
    if row.outcome in ANSWERED:
        closed = zone_date(row.closed_at, row.timezone)
        tally.days.append((closed - received).days)
        if row.due_on:
            tally.in_time += closed <= row.due_on
            tally.late += closed > row.due_on
