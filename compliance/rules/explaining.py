"""The sentences that explain a due date, for a lawyer and for a tired clerk.

Each function returns the sentences of one matter, in order, as a list that may be empty; a sentence names the day it leads to
and, in brackets, the rule that says so.
"""

from datetime import date
from functools import lru_cache

from compliance.rules.calendars import ONE_DAY
from compliance.rules.counting import Span
from compliance.rules.reading import LastDay, Reading
from compliance.rules.regimes.regime import (
    AUTHENTICATION,
    BUSINESS_DAYS,
    CALENDAR_DAYS,
    CALENDAR_MONTHS,
    CLARIFICATION,
    FEE,
    IDENTITY,
    SENDING,
    STARTS,
    SUSPENDS,
    Clock,
    Extension,
    Period,
    Regime,
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
NUMBERS = {1: "one", 2: "two", 3: "three"}
AWAITED = {IDENTITY: "proof of identity", CLARIFICATION: "clarification", FEE: "the fee"}


@lru_cache(maxsize=4096)
def short(day: date) -> str:
    """`28 February 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=4096)
def long(day: date) -> str:
    """`Saturday 28 February 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {short(day)}"


def length(period: Period) -> str:
    """`one calendar month`, `45 calendar days`."""
    unit = period.unit[:-1] if period.n == 1 else period.unit
    return f"{NUMBERS.get(period.n, period.n)} {unit}"


def more(period: Period) -> str:
    """`two more calendar months`."""
    number, unit = length(period).split(" ", 1)
    return f"{number} more {unit}"


def kind_name(kind: str) -> str:
    """A kind of request as a word in a sentence."""
    return kind.replace("_", " ")


def received(day: date, timezone: str, regime: Regime) -> list[str]:
    """When the request came in, by the office's calendar."""
    steps = [f"Received {long(day)} ({timezone})."]
    if regime.in_force_from is not None and day < regime.in_force_from:
        steps.append(f"{regime.name} applies only from {short(regime.in_force_from)}: reckoned as if it applied already.")
    if regime.begins == SENDING:
        steps.append(f"The law counts from the day of sending: the day of receipt is taken for it ({regime.counting}).")
    return steps


def not_covered(regime: Regime, kind: str) -> list[str]:
    """The law has nothing on requests of this kind."""
    return [f"{regime.name} sets no time limit for requests of the kind {kind_name(kind)}."]


def no_days(regime: Regime, clock: Clock) -> list[str]:
    """The law covers the kind but counts no days."""
    return [f"{regime.name} counts no days for the answer ({clock.citation}).", *caveats(regime, clock)]


def acknowledgement(last: LastDay, citation: str, reading: Reading) -> list[str]:
    """By when receipt must be acknowledged."""
    first, *others = last_day(last, citation, reading)
    return [f"To acknowledge: {first[0].lower()}{first[1:]}", *others]


def beginning(reading: Reading) -> list[str]:
    """Why the clock starts on another day than that of receipt, if it does, and what was given that does not move it."""
    facts, regime = reading.facts, reading.regime
    steps = []
    for reason, given in ((IDENTITY, facts.identity_received), (FEE, facts.fee_paid)):
        rule = reading.rule(reason) if given else None
        if given and (rule is None or rule.effect != STARTS):
            steps.append(f"On {short(given)} came {AWAITED[reason]}: that alone does not move the clock of {regime.name}.")
    for pause in facts.pauses:
        if reading.rule(pause.reason) is None:
            awaited = AWAITED[pause.reason]
            steps.append(f"Waiting for {awaited} from {short(pause.start)} does not stop the clock of {regime.name}.")
    if regime.begins == AUTHENTICATION and reading.start == facts.received and facts.identity_received is None:
        steps.append("The law counts from authentication; none is recorded: counted from receipt, the earliest it can be.")
    cited = "; ".join(dict.fromkeys(rule.citation for rule in regime.pauses if rule.effect == STARTS and rule.certain))
    if reading.start is None:
        steps.append(f"The clock has not started: it starts when the person has answered ({cited}).")
    elif reading.start != facts.received:
        steps.append(f"The clock starts on {long(reading.start)}, when the last of what was needed had come ({cited}).")
    return steps


def last_day(last: LastDay, citation: str, reading: Reading) -> list[str]:
    """How a period, days of waiting and days of rest lead to a last day; nothing while the clock has not started."""
    if last.day is None and not last.waits:
        return []
    steps = [_counted(last, citation, reading), *(_waited(span, reading) for span in last.waits)]
    if last.day is None:
        return [*steps, "The clock stands still: the due date follows when the person has answered."]
    if last.reached != last.counted:
        steps.append(f"The days of waiting added: {long(last.reached)}.")
    if last.day != last.reached:
        steps.append(_rolled(last.reached, last.day, reading))
    return steps


def _counted(last: LastDay, citation: str, reading: Reading) -> str:
    """The period alone."""
    what = f"{length(last.period)} later".capitalize()
    if last.period.first_day_counts:
        what = f"{length(last.period)}, the day itself counted".capitalize()
    if last.period.unit == BUSINESS_DAYS:
        return f"{what}: {long(last.counted)}{_skipped(last, reading)} ({citation})."
    if last.period.unit == CALENDAR_MONTHS and last.counted.day != last.start.day:
        missing = f"{last.start.day} {MONTHS[last.counted.month - 1]}"
        return f"{what}: {short(last.counted)}, since there is no {missing} ({citation}; {reading.regime.counting})."
    return f"{what}: {short(last.counted)} ({citation})."


def _skipped(last: LastDay, reading: Reading) -> str:
    """The holidays that a count of business days passed over."""
    names: dict[str, date] = {}
    for year in range(last.start.year, last.counted.year + 1):
        for day, name in reading.calendar.holidays(year).items():
            if last.start < day < last.counted and day.weekday() not in reading.regime.weekend:
                names.setdefault(name, day)
    return "".join(["; not counted: weekends", *(f", {name} ({short(day)})" for name, day in names.items())])


def _waited(span: Span, reading: Reading) -> str:
    first, stop = span
    rules = (reading.rule(pause.reason) for pause in reading.facts.pauses)
    cited = "; ".join(dict.fromkeys(rule.citation for rule in rules if rule is not None and rule.effect == SUSPENDS))
    if stop is None:
        return f"Waiting for the person since {short(first)} ({cited})."
    days = length(Period((stop - first).days, CALENDAR_DAYS))
    return f"Waiting for the person from {short(first)}: {days} not counted ({cited})."


def _rest(day: date, reading: Reading) -> str:
    """Why nobody has to work on `day`: `a Saturday`, or the name of the holiday."""
    return reading.calendar.holiday(day) or f"a {WEEKDAYS[day.weekday()]}"


def _rolled(day: date, moved: date, reading: Reading) -> str:
    """Why a last day moved."""
    rests = [f"{short(day)} is {_rest(day, reading)}"]
    rests += [f"{short(day + ONE_DAY * n)} {_rest(day + ONE_DAY * n, reading)}" for n in range(1, (moved - day).days)]
    cited = reading.regime.rollover.citation if reading.regime.rollover else ""
    return f"{', '.join(rests)}: moves to {long(moved)} ({cited})."


def no_extension(clock: Clock, decided: date) -> list[str]:
    """An extension was decided where the law knows none."""
    return [f"The extension decided on {short(decided)} changes nothing: the law knows none here ({clock.citation})."]


def possible_extension(extension: Extension, notice_due: date, extended_due: date | None) -> list[str]:
    """What an extension would give."""
    by = f"by {more(extension.by)}" if extension.by else "to the day that the person is told"
    leads = f", to {long(extended_due)}" if extended_due and extension.by else ""
    return [
        f"Can be extended once {by}{leads}, if the person is told by {long(notice_due)}; "
        f"ground: {extension.ground} ({extension.citation})."
    ]


def late_extension(extension: Extension, decided: date, notice_due: date) -> list[str]:
    """An extension that changes nothing."""
    return [
        f"The extension decided on {short(decided)} came too late and changes nothing: "
        f"it had to be told by {long(notice_due)} ({extension.citation})."
    ]


def extension(extension: Extension, decided: date, notice_due: date) -> list[str]:
    """An extension that holds; the sentences on the longer period follow it."""
    by = f" by {more(extension.by)}" if extension.by else ""
    return [
        f"Extended{by} on {short(decided)}, in time (until {long(notice_due)}); "
        f"all counted in one go from the start ({extension.citation})."
    ]


def open_extension(extension: Extension, decided: date, until: date | None) -> list[str]:
    """An extension without a cap: the date is the one that the person was told."""
    if until is None:
        return [
            f"The law sets no cap on an extension, the date told to the person counts: none is recorded for the one decided on "
            f"{short(decided)}, so nothing moves ({extension.citation})."
        ]
    return [f"Extended on {short(decided)} to the date told to the person: {long(until)} ({extension.citation})."]


def arguable(latest: date, due: date, clock: Clock, reading: Reading) -> list[str]:
    """How late could be argued for, on the generous `reading`, and that it is not relied on."""
    regime = reading.regime
    reasons = [rule.citation for rule in regime.pauses if not rule.certain and _is_waited_for(rule.reasons, reading)]
    if clock.arguable is not None:
        reasons.append(f"{length(clock.arguable)} might apply")
    if regime.rollover is not None and not regime.rollover.certain:
        reasons.append(regime.rollover.citation)
    if regime.arguable_closed is not None:
        reasons.append("a longer break around New Year might apply")
    if len(reading.calendar.codes) > 1:
        reasons.append("it does not say whose public holidays count")
    return [f"{long(latest)} could be argued for, since the law is unclear ({'; '.join(reasons)}): plan for {long(due)}."]


def _is_waited_for(reasons: tuple[str, ...], reading: Reading) -> bool:
    facts = reading.facts
    given = {pause.reason for pause in facts.pauses} | {IDENTITY for _ in (facts.identity_received,) if _}
    return not given.isdisjoint(reasons)


def caveats(regime: Regime, clock: Clock) -> list[str]:
    """What whoever relies on the date must know."""
    steps = [clock.remark] if clock.remark else []
    if not (regime.verified and clock.verified):
        steps.append("The text of this time limit has not been read: have it checked before relying on it.")
    return steps
