"""The ladder as data: what is planned, what is told of several reached at once, what a house may change."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.rules.reminders import LADDER, WORDS, Dates, due_now, parse, plan

RECEIVED = date(2026, 3, 2)
DUE = date(2026, 4, 2)
TO = {rung.key: rung.to for rung in LADDER}
some_dates = st.builds(
    Dates, received=st.dates(date(2020, 1, 1), date(2030, 1, 1)), due=st.none() | st.dates(date(2019, 12, 1), date(2030, 6, 1)),
    acknowledge=st.none() | st.dates(date(2020, 1, 1), date(2030, 3, 1)),
    proof=st.none() | st.dates(date(2020, 1, 1), date(2030, 3, 1)), systems=st.booleans(),
)


def days(ladder=LADDER, **more) -> dict[str, date]:
    return {one.rung: one.day for one in plan(ladder, Dates(RECEIVED, DUE, **more))}


def test_the_usual_ladder():
    assert days() == {
        "half": date(2026, 3, 17), "week": date(2026, 3, 26), "two_days": date(2026, 3, 31), "day": date(2026, 4, 1),
        "overdue": date(2026, 4, 3), "overdue_officer": date(2026, 4, 4),
    }
    assert days(systems=True)["systems"] == date(2026, 3, 23)
    assert days(acknowledge=date(2026, 3, 12))["acknowledge"] == date(2026, 3, 11)
    assert days(proof=date(2026, 3, 20)).items() >= {"proof": date(2026, 3, 18), "proof_lapsed": date(2026, 3, 21)}.items()


def test_a_short_time_has_no_half_and_nothing_before_its_beginning():
    planned = plan(LADDER, Dates(RECEIVED, RECEIVED + timedelta(days=6)))
    assert [one.rung for one in planned] == ["two_days", "day", "overdue", "overdue_officer"]


@given(some_dates)
def test_a_plan_is_in_order_after_receipt_and_names_each_rung_once(dates):
    planned = plan(LADDER, dates)
    assert list(planned) == sorted(planned)
    assert all(one.day > dates.received for one in planned)
    assert len({one.rung for one in planned}) == len(planned)


@given(some_dates, st.lists(st.integers(0, 90), min_size=1, max_size=20))
def test_every_rung_is_told_or_passed_over_once_whenever_the_clock_runs(dates, gaps):
    left, told, today = list(plan(LADDER, dates)), [], dates.received
    for gap in [*gaps, 4000]:
        today += timedelta(days=gap)
        now, passed = due_now(left, today, TO)
        assert len({TO[one.rung] for one in now}) == len(now)
        assert all(one.day <= today for one in now + passed)
        told += now + passed
        left = [one for one in left if one not in told]
    assert (left, sorted(told)) == ([], sorted(plan(LADDER, dates)))


def test_every_rung_has_its_words():
    assert {rung.key for rung in LADDER} == set(WORDS)


def test_a_house_moves_adds_and_drops_rungs():
    ladder = parse('''
        [[rung]]
        key = "week"
        days = -5
        [[rung]]
        key = "half"
        off = true
        laws = ["us-canspam"]
        [[rung]]
        key = "fortnight"
        days = -14
        kinds = ["access"]
        to = "officers"
    ''', "reminders.toml")
    assert days(ladder)["week"] == date(2026, 3, 28)
    assert "half" in days(ladder, law="eu-gdpr")
    assert "half" not in days(ladder, law="us-canspam")
    assert "fortnight" in days(ladder, kind="access")
    assert "fortnight" not in days(ladder, kind="removal")


@pytest.mark.parametrize(("text", "says"), [
    ("[[rung]]", "key is missing"),
    ('[[rung]]\nkey = "Week"', "must be small letters"),
    ('[[rung]]\nkey = "week"\ndays = "soon"', "must be a whole number"),
    ('[[rung]]\nkey = "week"\ndays = true', "must be a whole number"),
    ('[[rung]]\nkey = "week"\ndays = 5000', "must lie between"),
    ('[[rung]]\nkey = "week"\nanchor = "easter"', "must be one of"),
    ('[[rung]]\nkey = "week"\nkinds = ["dreams"]', "names what is not known: dreams"),
    ('[[rung]]\nkey = "week"\nlaws = ["xx"]', "names what is not known: xx"),
    ('[[rung]]\nkey = "week"\nwhen = 3', "is not known here"),
    ('rung = 3', "must be a list of tables"),
    ("[[rung", "this is not TOML"),
])
def test_faults_are_named(text, says):
    with pytest.raises(ValueError, match=r"reminders\.toml.*") as fault:
        parse(text, "reminders.toml")
    assert says in str(fault.value)
