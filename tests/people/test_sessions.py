"""Sessions: what a cookie opens, for how long, and what ends it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from compliance.db import clock_at, db, now
from compliance.ledger import Event, verify
from compliance.people import accounts, sessions
from compliance.people.devices import device_of
from compliance.people.models import Staff, StaffSession
from compliance.people.sessions import ENOUGH
from compliance.rules.abilities import SYSTEM
from tests.factories import PASSWORD, a_member_of_staff

MINUTE = timedelta(minutes=1)
LINUX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def test_a_cookie_opens_its_session_and_nothing_else_does(book: Flask) -> None:
    """What the row holds opens nothing."""
    token = sessions.begin(a_member_of_staff(), LINUX, ENOUGH)
    found = sessions.find(token)
    assert (found.staff.email, found.device) == ("ana@staff.example.org", "Firefox, Linux")
    for forged in ("", "1", token[:-1], token + "x", found.key, str(found.staff_id), f"{found.staff_id}.{found.key}"):
        assert sessions.find(forged) is None
    assert token not in str(db.session.execute(sa.select(StaffSession.__table__)).all())


@pytest.mark.parametrize("end", [
    lambda staff: accounts.set_password(staff, PASSWORD + "!"),
    lambda staff: accounts.disable(staff, SYSTEM),
], ids=["password", "disabled"])
def test_what_ends_every_session(book: Flask, end) -> None:
    """A new password and the end of the account, on the next request and for good."""
    staff = a_member_of_staff(password=PASSWORD)
    tokens = [sessions.begin(staff, LINUX, ENOUGH) for _ in range(3)]
    end(staff)
    assert [sessions.find(token) for token in tokens] == [None] * 3
    assert db.session.scalar(sa.select(sa.func.count()).select_from(StaffSession)) == 0


def test_a_session_holds_while_it_is_used_and_never_beyond_a_day(book: Flask) -> None:
    """Two hours without use, twelve in all."""
    staff, begin = a_member_of_staff(), now()
    used, idle = sessions.begin(staff, LINUX, ENOUGH), sessions.begin(staff, LINUX, ENOUGH)
    for hour in range(1, 12):
        with clock_at(begin + hour * 60 * MINUTE):
            sessions.touch(sessions.find(used))
    with clock_at(begin + 119 * MINUTE):
        assert sessions.find(idle)
    with clock_at(begin + 121 * MINUTE):
        assert sessions.find(idle) is None
    with clock_at(begin + 719 * MINUTE):
        assert [session.key for session in sessions.of(staff)] == [sessions.find(used).key]
    with clock_at(begin + 721 * MINUTE):
        assert sessions.find(used) is None
        sessions.begin(staff, LINUX, ENOUGH)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(StaffSession)) == 1


def test_use_is_noted_in_coarse_steps(book: Flask) -> None:
    """What is read from it later is no log of somebody's day."""
    begin, token = now(), sessions.begin(a_member_of_staff(), LINUX, ENOUGH)
    for minute, seen in ((1, 0), (4, 0), (6, 6), (10, 6), (12, 12)):
        with clock_at(begin + minute * MINUTE):
            sessions.touch(sessions.find(token))
        assert sessions.find(token).seen_at - begin >= seen * MINUTE
        assert sessions.find(token).seen_at - begin < (seen + 1) * MINUTE


def test_one_session_is_ended_by_whoever_it_belongs_to(book: Flask) -> None:
    """By its number from another, all others at once, or by its own button; the trail counts them."""
    ana, ben = a_member_of_staff(), a_member_of_staff(email="ben@staff.example.org")
    first, second, third = (sessions.begin(ana, LINUX, ENOUGH) for _ in range(3))
    foreign = sessions.begin(ben, LINUX, ENOUGH)
    assert not sessions.end(ana, sessions.find(foreign).id)
    assert sessions.end(ana, sessions.find(first).id)
    assert (sessions.find(first), sessions.find(foreign).staff_id) == (None, ben.id)
    assert sessions.end_others(ana, sessions.find(second).id) == 1
    assert sessions.end_others(ana, sessions.find(second).id) == 0
    assert sessions.find(third) is None
    sessions.sign_out(sessions.find(second))
    assert sessions.find(second) is None
    told = sa.select(Event.kind, Event.data).where(Event.kind.like("staff.s%")).order_by(Event.id)
    assert [tuple(row) for row in db.session.execute(told)] == [
        ("staff.sessions_ended", {"count": 1}), ("staff.sessions_ended", {"count": 1}), ("staff.signed_out", {})]
    assert verify()[1] is None


def test_a_request_asks_one_question_and_uses_an_index(book: Flask) -> None:
    """Session and account come together."""
    token = sessions.begin(a_member_of_staff(), LINUX, ENOUGH)
    db.session.expunge_all()
    asked: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert isinstance(sessions.find(token).staff, Staff)
    assert len([sql for sql in asked if sql.startswith("SELECT")]) == 1
    if db.engine.dialect.name == "sqlite":
        plan = db.session.execute(sa.text("EXPLAIN QUERY PLAN " + asked[-1].replace("?", "'x'"))).all()
        assert all("SCAN" not in str(row) for row in plan)


@pytest.mark.parametrize(("header", "word"), [
    (LINUX, "Firefox, Linux"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0",
     "Edge, Windows"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36",
     "Chrome, Windows"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1",
     "Safari, iPhone"),
    ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36",
     "Chrome, Android"),
    ("curl/8.5.0", ""), ("<script>" * 9_000, ""), ("", ""),
])
def test_a_browser_is_named_by_two_words(header: str, word: str) -> None:
    """Never by what it sends of its own."""
    assert device_of(header) == word
