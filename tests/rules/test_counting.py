"""Adding periods and merging waits."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.rules.calendars import calendar
from compliance.rules.counting import business_days_between, end_of, merged, nth_business_day
from compliance.rules.regimes.regime import BUSINESS_DAYS, CALENDAR_DAYS, CALENDAR_MONTHS, SATURDAY_SUNDAY, Period

WEEKENDS_ONLY = calendar((), None, True)


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Period(1, CALENDAR_MONTHS), date(2024, 1, 31), date(2024, 2, 29)),
        (Period(13, CALENDAR_MONTHS), date(2027, 1, 31), date(2028, 2, 29)),
        (Period(1, CALENDAR_MONTHS, first_day_counts=True), date(2026, 1, 1), date(2026, 1, 31)),
        (Period(45, CALENDAR_DAYS), date(2026, 1, 5), date(2026, 2, 19)),
        (Period(5, BUSINESS_DAYS), date(2026, 3, 6), date(2026, 3, 13)),
        (Period(5, BUSINESS_DAYS, first_day_counts=True), date(2026, 3, 6), date(2026, 3, 12)),
    ],
)
def test_end_of_a_period(period: Period, start: date, end: date) -> None:
    """Worked by hand."""
    assert end_of(period, start, WEEKENDS_ONLY, SATURDAY_SUNDAY) == end


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 60))
def test_counting_on_and_counting_between_agree(day: date, n: int) -> None:
    """`n` business days on, there are `n` business days in between."""
    end = nth_business_day(day, n, WEEKENDS_ONLY, SATURDAY_SUNDAY)
    tomorrow = timedelta(days=1)
    assert business_days_between(day + tomorrow, end + tomorrow, WEEKENDS_ONLY, SATURDAY_SUNDAY) == n


def as_days(spans: list[tuple[date, date | None]], horizon: date) -> set[date]:
    """Every day that lies in one of the spans."""
    return {first + timedelta(days=n) for first, stop in spans for n in range(((stop or horizon) - first).days)}


spans = st.tuples(st.integers(0, 60), st.none() | st.integers(0, 30)).map(
    lambda drawn: (
        date(2026, 1, 1) + timedelta(days=drawn[0]),
        None if drawn[1] is None else date(2026, 1, 1) + timedelta(days=drawn[0] + drawn[1]),
    )
)


@given(st.lists(spans, max_size=6))
def test_merging_keeps_the_days_and_drops_the_overlaps(drawn: list[tuple[date, date | None]]) -> None:
    """The same set of days, in order, apart from each other."""
    whole, horizon = merged(drawn), date(2027, 1, 1)
    assert as_days(whole, horizon) == as_days(drawn, horizon)
    assert sum(((stop or horizon) - first).days for first, stop in whole) == len(as_days(drawn, horizon))
    assert whole == sorted(whole, key=lambda span: span[0])
