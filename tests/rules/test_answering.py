"""How often the program writes by itself: never beyond the limit, and staff always may."""

from hypothesis import given
from hypothesis import strategies as st

from compliance.rules.answering import Limits, is_flood, may_write
from config import Settings


@given(answers=st.integers(0, 50), tries=st.integers(0, 200))
def test_no_address_gets_more_than_the_limit_by_itself(answers: int, tries: int) -> None:
    """However often it is tried."""
    written = 0
    for _ in range(tries):
        written += may_write(Limits(answers=answers), written, by_staff=False)
    assert written == min(answers, tries)


@given(answers=st.integers(0, 50), written=st.integers(0, 10_000))
def test_staff_are_never_held_back(answers: int, written: int) -> None:
    """What a person decides to write goes out."""
    assert may_write(Limits(answers=answers), written, by_staff=True)


@given(mails=st.integers(1, 100), opened=st.integers(0, 300))
def test_a_flood_begins_with_the_first_ticket_beyond_the_limit(mails: int, opened: int) -> None:
    """The limit itself is still no flood."""
    assert is_flood(Limits(mails=mails), opened) == (opened + 1 > mails)


def test_the_settings_begin_with_the_same_limits() -> None:
    """What stands in the docs is what counts."""
    assert Limits(Settings().max_answers_a_day, Settings().max_mails_a_day) == Limits()
