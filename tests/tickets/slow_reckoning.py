"""Due dates and reminders reckoned again, slowly: day by day, from what happened alone, by the words of the laws.

Nothing of the program's own arithmetic is used, only the public holidays of the `holidays` library. Three laws are known here:
the GDPR (Art. 12(3), Regulation 1182/71), the UK GDPR, and California's CCPA (45 days, acknowledged in 10 business days).
"""

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import holidays

DAY = timedelta(days=1)
MONTHS = {"eu-gdpr": (1, 3), "uk-gdpr": (1, 3)}
AUDIENCE = {"overdue_officer": "officers", "proof": "requester", "systems": "owners"}
NATIONS = ("ENG", "NIR", "SCT", "WLS")


@dataclass
class Asked:
    """One request as it stands: dates are local, a wait without end is still going on."""

    law: str
    kind: str
    waits: list[tuple[str, date, date | None]] = field(default_factory=list)
    told_on: date | None = None


@lru_cache(maxsize=256)
def days_off(law: str, own: str, year: int) -> frozenset[date]:
    """Public holidays: those of the house's calendar, else of the law's; several calendars count where they agree."""
    if own:
        country, _, part = own.partition("-")
        return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))
    if law == "uk-gdpr":
        return frozenset.intersection(*(frozenset(holidays.country_holidays("GB", subdiv=n, years=year)) for n in NATIONS))
    if law == "us-ca-ccpa":
        return frozenset.intersection(*(frozenset(holidays.country_holidays("US", subdiv=s, years=year)) for s in (None, "CA")))
    return frozenset()


def works(day: date, law: str, own: str) -> bool:
    """Whether it is a working day."""
    return day.weekday() < 5 and day not in days_off(law, own, day.year)


def due(asked: Asked, received: date, own: str) -> date | None:
    """The due date as it stands; None while the clock stands still."""
    plain = _end(asked, received, own, extended=False)
    if asked.told_on is None or plain is None or asked.told_on > plain:
        return plain
    return _end(asked, received, own, extended=True)


def _end(asked: Asked, received: date, own: str, *, extended: bool) -> date | None:
    law = asked.law
    if law == "us-ca-ccpa":
        return received + (90 if extended else 45) * DAY
    start: date | None = received
    if law == "uk-gdpr":
        start = _uk_start(asked, received, own)
        if start is None:
            return None
    if law == "eu-gdpr":
        stops = [(since, until) for why, since, until in asked.waits
                 if why == "identity" or (why == "clarification" and asked.kind == "access")]
    else:
        stops = [(since, until + DAY if until else None) for why, since, until in asked.waits
                 if why == "clarification" and asked.kind == "access"]
    months = MONTHS[law][extended]
    return _walk(start, _month_later(start, months), stops, law, own)


def _uk_start(asked: Asked, received: date, own: str) -> date | None:
    """In the UK the month starts with the proof of identity, if that was asked before it ended."""
    start = received
    for why, since, until in sorted(asked.waits, key=lambda wait: wait[1]):
        if why == "identity" and since <= roll(_month_later(start, 1), "uk-gdpr", own):
            if until is None:
                return None
            start = max(start, until)
    return start


def _walk(start: date, end: date, stops: list[tuple[date, date | None]], law: str, own: str) -> date | None:
    """From `start`, one day at a time, as many days that count as lie before `end`; then on to a working day."""
    stops = _apart(stops)
    left, day, used = (end - start).days, start, set()
    while True:
        while left:
            day += DAY
            waited = [(since, until) for since, until in stops if max(since, start) < day and (until is None or day <= until)]
            if any(until is None for _, until in waited):
                return None
            used |= set(waited)
            left -= not waited
        rolled = roll(day, law, own)
        late = [(since, until) for since, until in stops
                if (since, until) not in used and day <= max(since, start) <= rolled and until != since]
        if any(until is None for _, until in late):
            return None
        if not late:
            return rolled
        since, until = min(late)
        left, used = (until - max(since, start)).days, used | {(since, until)}
        stops = [stop for stop in stops if stop not in used]


def _apart(stops: list[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    """The same stops, those that touch or overlap made one."""
    apart: list[tuple[date, date | None]] = []
    for since, until in sorted(stops, key=lambda stop: (stop[0], stop[1] or date.max)):
        if apart and (apart[-1][1] or date.max) >= since:
            ends = (apart[-1][1], until)
            apart[-1] = (apart[-1][0], None if None in ends else max(ends))
        else:
            apart.append((since, until))
    return apart


def _month_later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def roll(day: date, law: str, own: str) -> date:
    """The same day, or the next working day."""
    while not works(day, law, own):
        day += DAY
    return day


def to_acknowledge(day: date, own: str) -> date:
    """The tenth business day after receipt; California's two calendars count where they agree."""
    count = 10
    while count:
        day += DAY
        count -= works(day, "us-ca-ccpa", own)
    return day


def rungs(received: date, first_due: date | None, acknowledge: date | None) -> dict[tuple[str, date], date]:
    """When each rung is reached, by rung and the date it is told for."""
    found = {}
    if first_due is not None:
        for name, days in (("week", -7), ("two_days", -2), ("day", -1), ("overdue", 1), ("overdue_officer", 2)):
            found[name, first_due] = first_due + days * DAY
        half = received + ((first_due - received).days // 2) * DAY
        if half < first_due - 7 * DAY:
            found["half", first_due] = half
    if acknowledge is not None:
        found["acknowledge", acknowledge] = acknowledge - DAY
    return {key: day for key, day in found.items() if day > received}
