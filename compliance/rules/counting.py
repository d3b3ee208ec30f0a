"""Counting days: adding a period to a date, and the days of waiting that do not count.

A month is added once, from the original date, and a missing day becomes the last day of the month: two steps through February
would lose days for good. Day 1 is the day after the event unless the law says otherwise. Business days are counted one by one.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from compliance.rules.calendars import ONE_DAY, Calendar
from compliance.rules.regimes.regime import BUSINESS_DAYS, CALENDAR_MONTHS, Period

# Days of waiting: from the first one on, until (not including) the second; None while nobody has answered.
Span = tuple[date, date | None]


def nth_business_day(day: date, n: int, calendar: Calendar, weekend: frozenset[int]) -> date:
    """The `n`th business day after `day`."""
    holidays = calendar.holidays(day.year)
    while n > 0:
        day += ONE_DAY
        if day.month == day.day == 1:
            holidays = calendar.holidays(day.year)
        if day.weekday() not in weekend and day not in holidays:
            n -= 1
    return day


def business_days_between(first: date, stop: date, calendar: Calendar, weekend: frozenset[int]) -> int:
    """How many business days lie from `first` until, not including, `stop`."""
    days = (first + timedelta(days=offset) for offset in range((stop - first).days))
    return sum(calendar.is_working(day, weekend) for day in days)


@lru_cache(maxsize=65536)
def end_of(period: Period, start: date, calendar: Calendar, weekend: frozenset[int]) -> date:
    """The last day of a period that an event on `start` sets going."""
    event = start - ONE_DAY if period.first_day_counts else start
    if period.unit == CALENDAR_MONTHS:
        return event + relativedelta(months=period.n)
    if period.unit == BUSINESS_DAYS:
        return nth_business_day(event, period.n, calendar, weekend)
    return event + timedelta(days=period.n)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same days of waiting without overlaps, in order: a day that was waited for twice is one day."""
    whole: list[Span] = []
    for first, stop in sorted(spans, key=lambda span: span[0]):
        if whole and (whole[-1][1] is None or first <= whole[-1][1]):
            earlier = whole[-1][1]
            later = None if earlier is None or stop is None else max(earlier, stop)
            whole[-1] = (whole[-1][0], later)
        else:
            whole.append((first, stop))
    return whole
