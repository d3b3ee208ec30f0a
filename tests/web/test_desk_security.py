"""What protects one's own account: the list of sessions, and cookies that others planted or copied."""

import pytest
from flask import Flask

from compliance.people import sessions
from tests.factories import PASSWORD, a_member_of_staff
from tests.web.desk import Desk, text_of

ADDRESS = "ana@staff.example.org"
PAGE = "/staff/account/security"


@pytest.fixture
def ana(sqlite_app: Flask) -> Desk:
    """Ana, signed in by her password in one browser."""
    with sqlite_app.app_context():
        a_member_of_staff("agent", ADDRESS, PASSWORD)
    return another(sqlite_app)


def another(app: Flask) -> Desk:
    """One more browser of hers."""
    desk = Desk(app, None)
    sign_in(desk)
    return desk


def sign_in(desk: Desk) -> None:
    desk.client.post("/staff/sign-in", data={"csrf_token": desk.token, "email": ADDRESS, "password": PASSWORD},
                     headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"})
    desk.renew_token()


def token_of(desk: Desk) -> str | None:
    with desk.client.session_transaction() as session:
        return session.get("_user_id")


def test_sessions_are_listed_and_ended_one_by_one(ana: Desk) -> None:
    """The other browser is out at its next request; this one stays."""
    other = another(ana.app)
    page = ana.get(PAGE)
    assert (text_of(page).count("Firefox, Linux"), text_of(page).count("here, now")) == (3, 1)  # one of them in its button
    with ana.app.app_context():
        number = sessions.find(token_of(other)).id
    assert ana.post(f"/staff/account/sessions/{number}/end").status_code == 302
    assert other.get(PAGE).headers["Location"].startswith("/staff/sign-in")
    assert ana.get(PAGE).status_code == 200
    assert ana.post(f"/staff/account/sessions/{number}/end").status_code == 404


def test_all_others_are_ended_at_once(ana: Desk) -> None:
    """After which there is nothing left to press."""
    others = [another(ana.app) for _ in range(2)]
    assert "Sign out everywhere else" in ana.get(PAGE).text
    ana.post("/staff/account/sessions/end")
    assert {desk.get(PAGE).status_code for desk in others} == {302}
    assert "Sign out everywhere else" not in ana.get(PAGE).text


def test_another_password(ana: Desk) -> None:
    """Others are out, this browser goes on; the old one opens nothing."""
    other, new = another(ana.app), PASSWORD + " staple"
    assert ana.post("/staff/account/password", password=new, again="differs from it").status_code == 422
    assert ana.post("/staff/account/password", password=new, again=new).status_code == 302
    ana.renew_token()
    assert (ana.get(PAGE).status_code, other.get(PAGE).status_code) == (200, 302)
    assert other.post("/staff/sign-in", email=ADDRESS, password=PASSWORD).status_code == 401
    assert other.post("/staff/sign-in", email=ADDRESS, password=new).status_code == 302


def test_a_cookie_that_was_copied_ends_with_its_session(ana: Desk) -> None:
    """Signing out deletes the row, so that a copy opens nothing."""
    copied = token_of(ana)
    ana.post("/staff/sign-out")
    thief = Desk(ana.app, None)
    with thief.client.session_transaction() as session:
        session["_user_id"] = copied
    assert thief.get(PAGE).status_code == 302


def test_a_planted_session_is_not_taken_over(ana: Desk) -> None:
    """Somebody's own session, planted in another's browser, ends there when that other signs in (session fixation)."""
    eve = Desk(ana.app, "agent", "eve")
    victim, planted = Desk(ana.app, None), token_of(eve)
    with victim.client.session_transaction() as session:
        session["_user_id"] = planted
    sign_in(victim)
    assert token_of(victim) not in {planted, None}
    assert eve.get(PAGE).status_code == 302
    assert "Firefox" in text_of(victim.get(PAGE))
