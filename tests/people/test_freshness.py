"""Who sits there: a password or a code within the last minutes, and what counts as one."""

from datetime import timedelta

import pytest
from flask import Flask

from compliance.db import clock_at, now
from compliance.people import freshness, second_step, sessions
from compliance.people.models import StaffSession
from tests.factories import PASSWORD, a_member_of_staff
from tests.people.second_factors import code_of, with_app

STALE = timedelta(minutes=6)


@pytest.fixture
def session(book: Flask) -> StaffSession:
    """Ana's session; she has a password and an app."""
    staff = a_member_of_staff(password=PASSWORD)
    with_app(staff)
    return sessions.find(sessions.begin(staff, "", sessions.STRONG))


@pytest.mark.parametrize("way", ["password", "code"])
def test_what_makes_it_fresh_again(session: StaffSession, way: str) -> None:
    """For some minutes, by the password or a code; the code is then used up."""
    later = now() + STALE
    with clock_at(later):
        assert not freshness.is_fresh(session)
        given = PASSWORD if way == "password" else code_of(session.staff, later)
        freshness.prove(session, given)
        assert freshness.is_fresh(session)
        if way == "code":
            with pytest.raises(second_step.StepError):
                freshness.prove(session, given)
    with clock_at(later + STALE):
        assert not freshness.is_fresh(session)


@pytest.mark.parametrize("typed", ["", "wrong", "000000", "x" * 100_000, PASSWORD + " "])
def test_what_does_not(session: StaffSession, typed: str) -> None:
    """Nothing near it, nor too much of it."""
    with clock_at(now() + STALE):
        with pytest.raises(second_step.StepError, match="neither"):
            freshness.prove(session, typed)
        assert not freshness.is_fresh(session)


def test_guessing_at_an_open_desk_is_bounded(session: StaffSession) -> None:
    """After ten wrong ones the right one has to wait, too."""
    with clock_at(now() + STALE):
        for _ in range(second_step.MOST_WRONG):
            with pytest.raises(second_step.StepError, match="neither"):
                freshness.prove(session, "wrong")
        with pytest.raises(second_step.StepError, match="Too many"):
            freshness.prove(session, PASSWORD)
