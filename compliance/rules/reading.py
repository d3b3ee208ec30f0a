"""One way of reading a law: carefully (only what is certain) or generously (whatever could be argued).

A reading knows the day from which periods run and the days of waiting that do not count, and finds the last day of any period.
Waiting that began after the last day had passed comes too late to move it.
"""

from dataclasses import dataclass
from datetime import date

from compliance.rules.calendars import ONE_DAY, Calendar, calendar
from compliance.rules.counting import Span, business_days_between, end_of, merged, nth_business_day
from compliance.rules.regimes.regime import (
    BUSINESS_DAYS,
    FEE,
    IDENTITY,
    STARTS,
    SUSPENDS,
    Clock,
    PauseRule,
    Period,
    Regime,
)


@dataclass(frozen=True)
class Pause:
    """Waiting for the person, for `reason` (one of REASONS): the day of asking, the day of the answer or None so far."""

    start: date
    end: date | None
    reason: str


@dataclass(frozen=True)
class Facts:
    """What happened to a request, in local dates, and the calendar of public holidays asked for (None: the law's own)."""

    kind: str
    received: date
    holidays: str | None = None
    pauses: tuple[Pause, ...] = ()
    identity_received: date | None = None
    fee_paid: date | None = None


@dataclass(frozen=True)
class LastDay:
    """How a last day came about: the period from `start` alone, then with the days of waiting, then moved off a day of rest.

    `waits` are those that moved it; `day` is None while the person is waited for, since the clock stands still.
    """

    period: Period
    start: date
    counted: date
    waits: tuple[Span, ...]
    reached: date
    day: date | None


@dataclass
class Reading:
    """A law applied to one request, in one way. `start` is None while the answer that starts the clock is waited for."""

    regime: Regime
    facts: Facts
    careful: bool
    calendar: Calendar
    spans: list[Span]
    start: date | None

    def rule(self, reason: str) -> PauseRule | None:
        """What waiting for `reason` does to this request."""
        return self.regime.pause_rule(reason, self.facts.kind, self.careful)

    def last_day(self, period: Period) -> LastDay:
        """The last day of a period from the start of the clock, days of waiting not counted."""
        start = self.start or self.facts.received
        counted = end_of(period, start, self.calendar, self.regime.weekend)
        if self.start is None:
            return LastDay(period, start, counted, (), counted, None)
        waits: list[Span] = []
        reached = counted
        for first, stop in self.spans:
            first = max(first, start)
            if first > self.rolled(period, reached):
                break
            if stop is None:
                return LastDay(period, start, counted, (*waits, (first, None)), reached, None)
            if stop > first:
                reached = self._prolonged(period, reached, first, stop)
                waits.append((first, stop))
        return LastDay(period, start, counted, tuple(waits), reached, self.rolled(period, reached))

    def from_receipt(self, period: Period) -> LastDay:
        """The last day of a period that runs from receipt, whatever was waited for."""
        start = self.facts.received
        counted = end_of(period, start, self.calendar, self.regime.weekend)
        return LastDay(period, start, counted, (), counted, self.rolled(period, counted))

    def rolled(self, period: Period, day: date) -> date:
        """`day`, or the next working day where the law moves a last day that is none. Business days need no moving."""
        rule = self.regime.rollover
        if rule is None or period.unit == BUSINESS_DAYS or (self.careful and not rule.certain):
            return day
        return self.calendar.next_working(day, rule.weekend)

    def _prolonged(self, period: Period, day: date, first: date, stop: date) -> date:
        if period.unit != BUSINESS_DAYS:
            return day + (stop - first)
        lost = business_days_between(first, stop, self.calendar, self.regime.weekend)
        return nth_business_day(day, lost, self.calendar, self.regime.weekend)


def read(regime: Regime, clock: Clock, facts: Facts, careful: bool) -> Reading:
    """Reads the law for one request. Raises ValueError for an unknown calendar of public holidays."""
    codes = (facts.holidays,) if facts.holidays else regime.holidays
    if regime.nationwide:
        codes = tuple(code.partition("-")[0] for code in codes)
    closed = regime.closed if careful else regime.arguable_closed or regime.closed
    days = calendar(codes, closed, careful)
    ruled = [(pause, regime.pause_rule(pause.reason, facts.kind, careful)) for pause in facts.pauses]
    spans = merged(_span(pause, rule) for pause, rule in ruled if rule is not None and rule.effect == SUSPENDS)
    reading = Reading(regime, facts, careful, days, spans, facts.received)
    reading.start = _started(reading, clock, [pause for pause, rule in ruled if rule is not None and rule.effect == STARTS])
    return reading


def _span(pause: Pause, rule: PauseRule) -> Span:
    if pause.end is None:
        return pause.start, None
    return pause.start, pause.end + ONE_DAY if rule.both_days else pause.end


def _started(reading: Reading, clock: Clock, answers: list[Pause]) -> date | None:
    """The day from which periods run: receipt, or the last of the answers that start the clock; None while one is missing."""
    facts = reading.facts
    start = facts.received
    for reason, given in ((IDENTITY, facts.identity_received), (FEE, facts.fee_paid)):
        rule = reading.rule(reason) if given is not None else None
        if given is not None and rule is not None and rule.effect == STARTS:
            start = max(start, given)
    for pause in sorted(answers, key=lambda pause: pause.start):
        if clock.response is not None and pause.start > _end_without_waiting(reading, clock.response, start):
            continue
        if pause.end is None:
            return None
        start = max(start, pause.end)
    return start


def _end_without_waiting(reading: Reading, period: Period, start: date) -> date:
    return reading.rolled(period, end_of(period, start, reading.calendar, reading.regime.weekend))
