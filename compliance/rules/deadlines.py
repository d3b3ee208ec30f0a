"""Due dates under a law, with every day explained.

`due_dates` answers one `ClockQuestion`: by when a request must be acknowledged and answered, what an extension gives or would
give, and how late a date could be argued for where the law is unclear. The program plans for `response_due`, always the
earlier one. Days are local dates in the question's time zone, never UTC. The clock of the machine plays no part.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from compliance.rules import explaining
from compliance.rules.calendars import check_code
from compliance.rules.reading import Facts, LastDay, Pause, Reading, read
from compliance.rules.regimes import BY_ID
from compliance.rules.regimes.regime import KINDS, REASONS, Clock, Period, Regime

FIRST_YEAR, LAST_YEAR = 1900, 2999
__all__ = ["ClockQuestion", "DueDates", "Pause", "due_dates"]


@dataclass(frozen=True)
class ClockQuestion:
    """What is asked: a request of `kind` (one of KINDS) under the law with id `regime`, and what happened to it.

    `received` must carry an offset; `timezone` is where the office is; `holidays` its calendar, such as `DE` or `GB-SCT`
    (None: the law's own). `extension_until` is the date that the person was told where the law sets no cap on an extension.
    """

    regime: str
    kind: str
    received: datetime
    timezone: str
    holidays: str | None = None
    extension_decided_on: date | None = None
    pauses: tuple[Pause, ...] = ()
    identity_received: date | None = None
    fee_paid: date | None = None
    extension_until: date | None = None


@dataclass(frozen=True)
class DueDates:
    """The answer. `response_due` counts now; None where the law counts no days or while the clock is `stopped`.

    `extension_allowed`: an extension is still possible, or the one decided was in time; then `extended_due` is where it
    leads (None where the law sets no cap). `extension_notice_due`: until when the person must be told of it.
    `latest_arguable_due`: a date later than `response_due` that could be argued for. `verified`: the text of the limit was
    read.
    """

    acknowledge_due: date | None
    response_due: date | None
    extension_allowed: bool
    extended_due: date | None
    extension_notice_due: date | None
    latest_arguable_due: date | None
    steps: tuple[str, ...]
    verified: bool
    stopped: bool = False


@dataclass(frozen=True)
class Outcome:
    """What one reading gives: the answer period, by when an extension must be told, where it leads, the date that counts."""

    response: LastDay
    notice_due: date | None
    extended: LastDay | None
    extended_due: date | None
    in_time: bool
    due: date | None


def due_dates(question: ClockQuestion) -> DueDates:
    """The due dates of one request. Raises ValueError, in one plain sentence, for what cannot be reckoned with."""
    regime = _checked(question)
    received = _local(question)
    facts = Facts(
        question.kind, received.date(), question.holidays, question.pauses, question.identity_received, question.fee_paid
    )
    clock = regime.clock_by_kind.get(question.kind)
    steps = explaining.received(received.date(), question.timezone, regime)
    if clock is None:
        return _without_days(None, [*steps, *explaining.not_covered(regime, question.kind)], regime.verified)
    return _reckoned(question, clock, read(regime, clock, facts, careful=True), steps)


def _checked(question: ClockQuestion) -> Regime:
    regime = BY_ID.get(question.regime)
    if regime is None:
        raise ValueError(f"There is no law with the id {question.regime!r}: `flask law list` shows them all.")
    if question.kind not in KINDS:
        raise ValueError(f"There is no kind of request {question.kind!r}: it must be one of {', '.join(KINDS)}.")
    if question.holidays is not None:
        check_code(question.holidays)
    for pause in question.pauses:
        if pause.reason not in REASONS:
            raise ValueError(f"A pause cannot be for {pause.reason!r}: it must be one of {', '.join(REASONS)}.")
        if pause.end is not None and pause.end < pause.start:
            raise ValueError(f"A pause cannot end ({pause.end}) before it begins ({pause.start}).")
    ends = (pause.end or pause.start for pause in question.pauses)
    others = (question.received, question.identity_received, question.fee_paid, *ends)
    if any(day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR for day in others):
        raise ValueError(f"A date lies outside the years {FIRST_YEAR} to {LAST_YEAR}.")
    return regime


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"There is no time zone {name!r}: write one such as Europe/Berlin.") from None


def _local(question: ClockQuestion) -> datetime:
    """The moment of receipt where the office is: its date is the day of receipt, whatever the date was in UTC."""
    zone = _zone(question.timezone)
    if question.received.utcoffset() is None:
        raise ValueError("The time of receipt needs an offset, as in 2026-01-31T10:00:00+01:00.")
    return question.received.astimezone(zone)


def _reckoned(question: ClockQuestion, clock: Clock, careful: Reading, steps: list[str]) -> DueDates:
    """The due dates of a kind that the law covers; `steps` are the sentences so far."""
    regime, verified = careful.regime, careful.regime.verified and clock.verified
    acknowledge_due, told = _acknowledgement(clock, careful)
    steps += told
    if clock.response is None:
        return _without_days(acknowledge_due, steps + explaining.no_days(regime, clock), verified)
    outcome = _outcome(question, clock, clock.response, careful)
    steps += explaining.beginning(careful) + explaining.last_day(outcome.response, clock.citation, careful)
    steps += _extension_told(question, clock, outcome, careful)
    latest, told = _latest_arguable(question, clock, careful, outcome)
    return DueDates(
        acknowledge_due=acknowledge_due,
        response_due=outcome.due,
        extension_allowed=clock.extension is not None and outcome.in_time,
        extended_due=outcome.extended_due if outcome.in_time else None,
        extension_notice_due=outcome.notice_due,
        latest_arguable_due=latest,
        steps=tuple(steps + told + explaining.caveats(regime, clock)),
        verified=verified,
        stopped=outcome.due is None,
    )


def _without_days(acknowledge_due: date | None, steps: list[str], verified: bool) -> DueDates:
    return DueDates(acknowledge_due, None, False, None, None, None, tuple(steps), verified)


def _acknowledgement(clock: Clock, careful: Reading) -> tuple[date | None, list[str]]:
    """The acknowledgement runs from receipt: waiting for the person is no reason not to say that the request came."""
    if clock.acknowledge is None:
        return None, []
    last = careful.from_receipt(clock.acknowledge)
    return last.day, explaining.acknowledgement(last, clock.citation, careful)


def _outcome(question: ClockQuestion, clock: Clock, period: Period, reading: Reading) -> Outcome:
    """Answer period and extension under one reading; an extension that was decided too late changes nothing."""
    response, extension, decided = reading.last_day(period), clock.extension, question.extension_decided_on
    if extension is None:
        return Outcome(response, None, None, None, False, response.day)
    notice_due = response.day if extension.notice is None else reading.last_day(extension.notice).day
    extended = reading.last_day(_together(period, extension.by)) if extension.by else None
    extended_due = extended.day if extended else question.extension_until
    in_time = decided is None or notice_due is None or decided <= notice_due
    due = response.day
    if decided is not None and in_time and due is not None:
        due = extended.day if extended else max(due, question.extension_until or due)
    return Outcome(response, notice_due, extended, extended_due, in_time, due)


@lru_cache(maxsize=1024)
def _together(period: Period, by: Period) -> Period:
    """Answer period and extension as one, since adding them one after the other would round months twice."""
    return replace(period, n=period.n + by.n)


def _extension_told(question: ClockQuestion, clock: Clock, outcome: Outcome, careful: Reading) -> list[str]:
    """What is said about extending: that the law knows none, what it would give, what it gave, or that it came too late."""
    decided = question.extension_decided_on
    if clock.extension is None:
        return explaining.no_extension(clock, decided) if decided else []
    if outcome.notice_due is None:
        return []
    if decided is None:
        return explaining.possible_extension(clock.extension, outcome.notice_due, outcome.extended_due)
    if not outcome.in_time:
        return explaining.late_extension(clock.extension, decided, outcome.notice_due)
    if outcome.extended is None:
        return explaining.open_extension(clock.extension, decided, outcome.extended_due)
    steps = explaining.extension(clock.extension, decided, outcome.notice_due)
    return steps + explaining.last_day(outcome.extended, clock.extension.citation, careful)


def _is_unclear(question: ClockQuestion, clock: Clock, careful: Reading, due: date) -> bool:
    """Whether a generous reading of the law could give another date than `due`: the same work again is spared where not."""
    regime, calendar = careful.regime, careful.calendar
    if clock.arguable is not None or regime.arguable_closed is not None or len(calendar.codes) > 1:
        return True
    happened = question.pauses or question.identity_received or question.fee_paid or question.extension_decided_on
    if happened and any(not rule.certain for rule in regime.pauses):
        return True
    if regime.rollover is None or regime.rollover.certain:
        return False
    return bool(happened) or not calendar.is_working(due, regime.rollover.weekend)


def _latest_arguable(
    question: ClockQuestion, clock: Clock, careful: Reading, outcome: Outcome
) -> tuple[date | None, list[str]]:
    """The later date that a generous reading gives, if it gives one, and why."""
    period = clock.arguable or clock.response
    if outcome.due is None or period is None or not _is_unclear(question, clock, careful, outcome.due):
        return None, []
    generous = read(careful.regime, clock, careful.facts, careful=False)
    argued = _outcome(question, clock, period, generous)
    if argued.due is None or argued.due <= outcome.due:
        return None, []
    return argued.due, explaining.arguable(argued.due, outcome.due, clock, generous)
