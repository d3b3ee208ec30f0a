"""Signing in and out, and choosing a password behind a one-time link."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from compliance.people import accounts
from compliance.rules.abilities import SYSTEM
from compliance.web.staff.own_paths import own_path
from compliance.web.staff.signing_in import TRIES
from tests.factories import PASSWORD, a_member_of_staff, a_ticket
from tests.web.desk import Desk, text_of

ADDRESS = "ana@staff.example.org"


@pytest.fixture
def nobody(sqlite_app: Flask) -> Desk:
    """A browser where nobody is signed in; Ana has an account with a password."""
    with sqlite_app.app_context():
        a_member_of_staff("officer", ADDRESS, PASSWORD)
    return Desk(sqlite_app, None)


def sign_in(desk: Desk, email: str = ADDRESS, password: str = PASSWORD, where: str = ""):
    return desk.post(f"/staff/sign-in{where}", email=email, password=password)


def test_address_and_password_open_the_desk(nobody: Desk) -> None:
    """And a new session is begun."""
    answer = sign_in(nobody)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/staff/")
    with nobody.client.session_transaction() as session:
        assert session.get("csrf_token") != "planted"
    assert nobody.get("/staff/").status_code == 200


def test_nothing_tells_an_unknown_address_from_a_wrong_password(nobody: Desk) -> None:
    """The same page but for what was typed, and never the password."""
    wrong = sign_in(nobody, password="not this password")
    unknown = sign_in(nobody, email="eve@staff.example.org", password="not this password")
    assert wrong.status_code == unknown.status_code == 401
    assert text_of(wrong) == text_of(unknown)
    assert "do not fit" in text_of(wrong)
    assert "not this password" not in wrong.text


def test_a_disabled_account_stays_outside(nobody: Desk) -> None:
    """Also with the right password."""
    with nobody.app.app_context():
        accounts.disable(accounts.everyone()[0], SYSTEM)
    assert sign_in(nobody).status_code == 401


def test_trying_is_throttled_by_address(nobody: Desk) -> None:
    """The eleventh try in a minute is not looked at, right or wrong."""
    allowed = int(TRIES.split()[0])
    for _ in range(allowed):
        assert sign_in(nobody, password="wrong").status_code == 401
    assert sign_in(nobody).status_code == 429


@pytest.mark.parametrize("address", [ADDRESS, "nobody@staff.example.org"])
def test_one_account_is_not_tried_from_many_places(nobody: Desk, address: str) -> None:
    """However many machines try; an address that nobody has is answered just so. Others are not kept out by it."""
    answers = []
    for machine in range(21):
        answers.append(nobody.client.post("/staff/sign-in", environ_base={"REMOTE_ADDR": f"192.0.2.{machine}"}, data={
            "csrf_token": nobody.token, "email": address, "password": "wrong"}).status_code)
    assert answers == [401] * 20 + [429]
    assert sign_in(nobody, email="else@staff.example.org").status_code == 401


@pytest.mark.parametrize(("asked", "reached"), [
    ("/staff/tickets/PR-2026-000001", "/staff/tickets/PR-2026-000001"),
    ("/staff/?view=new", "/staff/?view=new"),
    ("https://evil.example.org/staff/", "/staff/"),
    ("//evil.example.org/staff/", "/staff/"),
    ("/\\evil.example.org/staff/", "/staff/"),
    ("/staff/../../evil", "/staff/"),
    ("", "/staff/"),
])
def test_signing_in_leads_back_to_pages_of_ours_alone(nobody: Desk, asked: str, reached: str) -> None:
    """An address in a link never leads elsewhere."""
    answer = nobody.client.post("/staff/sign-in", query_string={"next": asked},
                                data={"csrf_token": nobody.token, "email": ADDRESS, "password": PASSWORD})
    assert answer.headers["Location"] == reached


@given(st.text(alphabet="/\\:.@staffhttp\t\r\n?#%x", max_size=30))
def test_no_spelling_leads_away(address: str) -> None:
    """What is let through begins with our own path, and no browser reads it as another site."""
    found = own_path(address)
    assert found is None or (found.startswith("/staff/") and "\\" not in found and "\n" not in found)


def test_who_came_from_a_page_comes_back_to_it(nobody: Desk) -> None:
    """The guard names the page that was asked for."""
    answer = nobody.get("/staff/systems")
    assert answer.headers["Location"] == "/staff/sign-in?next=/staff/systems"


def test_signing_out_ends_the_session(sqlite_app: Flask) -> None:
    """By a button, not by a link."""
    desk = Desk(sqlite_app)
    assert desk.get("/staff/sign-out").status_code in {404, 405}
    assert desk.get("/staff/").status_code == 200
    assert desk.post("/staff/sign-out").status_code == 302
    assert desk.get("/staff/").status_code == 302


def test_a_link_lets_one_choose_a_password_once(sqlite_app: Flask) -> None:
    """Reading the page does not use the link up; the password does."""
    with sqlite_app.app_context():
        _staff, token = accounts.add(SYSTEM, "ben@staff.example.org", "agent")
    desk = Desk(sqlite_app, None)
    path = f"/staff/welcome/{token}"
    for _ in range(3):
        assert "ben@staff.example.org" in desk.get(path).text
    answer = desk.post(path, password=PASSWORD, again=PASSWORD)
    assert answer.headers["Location"] == "/staff/"
    assert "Welcome, ben" in text_of(desk.get("/staff/"))
    over = Desk(sqlite_app, None).get(path)
    assert (over.status_code, "no longer works" in text_of(over)) == (404, True)


@pytest.mark.parametrize(("given", "says"), [
    ({"password": "short", "again": "short"}, "12 to 256 characters"),
    ({"password": "x" * 300, "again": "x" * 300}, "12 to 256 characters"),
    ({"password": PASSWORD, "again": "another password"}, "passwords differ"),
    ({}, "Choose a password"),
])
def test_a_password_that_does_not_do(sqlite_app: Flask, given: dict[str, str], says: str) -> None:
    """The page says why, and the link still holds."""
    with sqlite_app.app_context():
        _staff, token = accounts.add(SYSTEM, "ben@staff.example.org", "agent")
    desk = Desk(sqlite_app, None)
    answer = desk.post(f"/staff/welcome/{token}", **given)
    assert (answer.status_code, says in text_of(answer)) == (422, True)
    assert desk.get(f"/staff/welcome/{token}").status_code == 200


def test_the_first_administrator_says_who_they_are(sqlite_app: Flask) -> None:
    """Name and address are asked for, then they are in."""
    with sqlite_app.app_context():
        token = accounts.first_administrator()
    desk = Desk(sqlite_app, None)
    path = f"/staff/welcome/{token}"
    assert desk.post(path, password=PASSWORD, again=PASSWORD).status_code == 422
    desk.post(path, password=PASSWORD, again=PASSWORD, email="Ada@Staff.example.org", name="Ada Min")
    assert "Ada Min" in desk.get("/staff/people").text
    assert sign_in(Desk(sqlite_app, None), "ada@staff.example.org").status_code == 302


def test_the_first_address_must_be_free(nobody: Desk) -> None:
    """Another account's address is refused in words."""
    with nobody.app.app_context():
        _staff, token = accounts.add(SYSTEM, "", "admin")
    answer = nobody.post(f"/staff/welcome/{token}", password=PASSWORD, again=PASSWORD, email=ADDRESS, name="Eve")
    assert (answer.status_code, "already an account" in text_of(answer)) == (422, True)


def test_forms_work_behind_tls_and_after_a_long_while(make_app) -> None:
    """A browser that sends no Referer, and a page that stayed open over a weekend."""
    app = make_app(PUBLIC_URL="https://privacy.example.test")
    desk = Desk(app, site="https://privacy.example.test")
    with app.app_context():
        reference = a_ticket(app).reference
    assert desk.post(f"/staff/tickets/{reference}/notes", text="hm").status_code == 302
    assert app.config["WTF_CSRF_TIME_LIMIT"] is None


def test_times_are_those_of_the_office(sqlite_app: Flask) -> None:
    """Half past ten in Berlin, not half past nine in UTC."""
    desk = Desk(sqlite_app)
    with sqlite_app.app_context():
        reference = a_ticket(sqlite_app, received_at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC)).reference
    assert "Mon 23 Nov, 10:30" in text_of(desk.get(f"/staff/tickets/{reference}"))
