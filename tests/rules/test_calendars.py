"""Calendars of public holidays: the corrections to the library, and both ways of reading several calendars."""

from datetime import date

import pytest

from compliance.rules.calendars import calendar, check_code, public_holidays
from compliance.rules.regimes.regime import SATURDAY_SUNDAY, SUNDAY, Break


def test_bare_canada_means_its_federal_holidays() -> None:
    """They stand under a category of their own; a province keeps to its statutory ones."""
    assert date(2026, 11, 11) in public_holidays("CA", 2026)
    assert date(2026, 11, 11) not in public_holidays("CA-ON", 2026)


@pytest.mark.parametrize(("careful", "kept"), [(True, False), (False, True)])
def test_bare_britain_means_all_nations_or_any(careful: bool, kept: bool) -> None:
    """Easter Monday is not kept in Scotland; Good Friday is kept everywhere."""
    days = calendar(("GB",), None, careful)
    assert (days.holiday(date(2026, 4, 6)) is not None) is kept
    assert days.holiday(date(2026, 4, 3)) == "Good Friday"


def test_several_calendars_are_read_carefully_as_what_they_share() -> None:
    """Columbus Day is federal alone, the day after Thanksgiving Californian alone."""
    careful, generous = (calendar(("US", "US-CA"), None, way) for way in (True, False))
    for day in (date(2026, 10, 12), date(2026, 11, 27)):
        assert careful.is_working(day, SATURDAY_SUNDAY)
        assert not generous.is_working(day, SATURDAY_SUNDAY)


def test_a_holiday_observed_in_the_year_before_is_found_there() -> None:
    """New Year's Day 2022 was a Saturday, observed on the last Friday of 2021."""
    assert date(2021, 12, 31) in public_holidays("US", 2021)


def test_names_are_english() -> None:
    """They stand in the explanation."""
    assert public_holidays("DE", 2026)[date(2026, 10, 3)] == "German Unity Day"


def test_without_a_calendar_only_the_weekend_rests() -> None:
    """Christmas counts, and a weekend may be the Sunday alone."""
    days = calendar((), None, True)
    assert days.is_working(date(2026, 12, 25), SATURDAY_SUNDAY)
    assert days.next_working(date(2026, 12, 26), SATURDAY_SUNDAY) == date(2026, 12, 28)
    assert days.next_working(date(2026, 12, 26), SUNDAY) == date(2026, 12, 26)


@pytest.mark.parametrize(
    ("day", "covered"),
    [(date(2026, 12, 24), False), (date(2026, 12, 25), True), (date(2027, 1, 2), True), (date(2027, 1, 3), False)],
)
def test_a_break_spans_the_new_year(day: date, covered: bool) -> None:
    """Both ends belong to it."""
    closed = Break((12, 25), (1, 2))
    assert closed.covers(day) is covered
    assert (calendar((), closed, True).holiday(day) is not None) is covered


@pytest.mark.parametrize("code", ["", "de", "XX", "DE-XX", "DE-", "GB-ENG-", "-"])
def test_unknown_calendars_are_refused(code: str) -> None:
    """With one plain sentence."""
    with pytest.raises(ValueError, match=r"calendar.*\.$"):
        check_code(code)
