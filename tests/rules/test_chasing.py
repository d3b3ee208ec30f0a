"""When others are to have done what they were asked, and when they are reminded of it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from compliance.rules.chasing import DAYS_BEFORE_ANSWER, MOST_LATE, USUAL_DAYS, chases, next_chase, own_due

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
SPANS = st.integers(0, 400)


@given(DAYS, st.none() | st.integers(1, 365), st.none() | SPANS)
def test_own_due_leaves_days_for_the_answer(asked, days, span):
    answer_by = None if span is None else asked + timedelta(days=span)
    due = own_due(asked, days, answer_by)
    assert asked <= due <= asked + timedelta(days=days or USUAL_DAYS)
    if answer_by is not None:
        assert due <= answer_by
        assert due == asked or answer_by - due >= timedelta(days=DAYS_BEFORE_ANSWER)


def test_the_usual_case():
    asked, due = date(2026, 3, 2), own_due(date(2026, 3, 2), None, date(2026, 4, 2))
    assert due == date(2026, 3, 16)
    assert chases(asked, due)[:4] == [date(2026, 3, 9), date(2026, 3, 15), date(2026, 3, 17), date(2026, 3, 24)]


@given(DAYS, SPANS)
def test_every_reminder_comes_after_the_asking_and_the_late_ones_last(asked, span):
    due = asked + timedelta(days=span)
    days = chases(asked, due)
    assert days == sorted(set(days))
    assert min(days) > asked
    assert sum(day > due for day in days) == MOST_LATE
    assert due - timedelta(days=1) in days or span < 2


@given(DAYS, SPANS)
def test_one_after_the_other_until_none_is_left(asked, span):
    due, after, seen = asked + timedelta(days=span), asked, []
    while (day := next_chase(asked, due, after)) is not None:
        seen.append(day)
        after = day
    assert seen == chases(asked, due)
