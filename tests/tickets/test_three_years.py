"""Years of a busy office, checked day by day against a slow reckoning that shares no code with the program's."""

from datetime import date

import pytest

from compliance.ledger import verify
from compliance.tickets import planning
from tests.factories import a_member_of_staff
from tests.tickets.office import Busy


def busy(holidays: str, seed: int) -> Busy:
    staff = [a_member_of_staff("officer").actor, a_member_of_staff("agent", "ben@staff.example.org").actor]
    return Busy(holidays, staff, seed)


@pytest.mark.parametrize("holidays", ["DE-BE", ""])
def test_five_months(book, holidays):
    office = busy(holidays, 3)
    office.live(date(2027, 11, 1), 150, 40)
    assert office.faults == []
    assert sum(len(known.expected) for known in office.known.values()) > 100
    assert verify()[1] is None


def test_a_plan_that_is_not_kept_up_is_noticed(book, monkeypatch):
    """The control: the check above can fail."""
    monkeypatch.setattr(planning, "_told", lambda _ticket: set())
    monkeypatch.setattr("compliance.tickets.clock.replan", lambda _ticket: None)
    office = busy("DE-BE", 3)
    office.live(date(2027, 11, 1), 120, 20)
    assert office.faults != []


@pytest.mark.drill
@pytest.mark.timeout(3600)
def test_three_years(book):
    office = busy("DE-BE", 1)
    office.live(date(2026, 1, 1), 3 * 365 + 1, 10_000)
    assert office.faults == []
    assert verify()[1] is None
