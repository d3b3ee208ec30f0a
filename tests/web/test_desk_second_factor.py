"""Signing in with a second factor: what is reached before it is given, adding one, recovery codes, losing it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from compliance.db import clock_at, db, now
from compliance.people import authenticator, sessions
from compliance.people.models import Staff
from tests.factories import PASSWORD, a_member_of_staff
from tests.people.second_factors import code_of, with_app
from tests.web.desk import Desk, text_of

ADDRESS = "ana@staff.example.org"
STEP = "/staff/second-step"


@pytest.fixture
def codes(sqlite_app: Flask) -> list[str]:
    """Ana has an app; her recovery codes."""
    with sqlite_app.app_context():
        return with_app(a_member_of_staff("officer", ADDRESS, PASSWORD))


@pytest.fixture
def later() -> Iterator[None]:
    """After the code that added the app."""
    with clock_at(now() + timedelta(minutes=2)):
        yield


def entered(app: Flask) -> Desk:
    """A browser in which Ana has given her password."""
    desk = Desk(app, None)
    desk.answer = desk.post("/staff/sign-in?next=/staff/systems", email=ADDRESS, password=PASSWORD)
    desk.renew_token()
    return desk


def shown_code(app: Flask) -> str:
    with app.app_context():
        return code_of(db.session.query(Staff).filter_by(email=ADDRESS).one())


def test_the_password_alone_reaches_the_second_step_and_nothing_else(sqlite_app: Flask, codes: list[str]) -> None:
    """Which page was wanted is not forgotten."""
    desk = entered(sqlite_app)
    assert desk.get("/staff/").headers["Location"] == f"{STEP}?next=/staff/"
    assert desk.get("/staff/account/app").headers["Location"].startswith(STEP)
    assert desk.post("/staff/account/app").status_code == 403
    page = desk.get(STEP)
    assert (page.status_code, "Second step" in text_of(page), 'class="bar"' in page.text) == (200, True, False)


def test_the_code_of_the_app_opens_the_desk(sqlite_app: Flask, codes: list[str], later: None) -> None:
    """And leads on to what was asked for; the same code does not work in another browser."""
    desk, code = entered(sqlite_app), shown_code(sqlite_app)
    wrong = desk.post(STEP, code="000000")
    assert (wrong.status_code, "not right" in text_of(wrong)) == (401, True)
    assert desk.post(STEP).status_code == 422
    assert desk.post(f"{STEP}?next=/staff/systems", code=code).headers["Location"] == "/staff/systems"
    assert desk.get("/staff/systems").status_code == 200
    assert desk.get(STEP).headers["Location"] == "/staff/"
    assert entered(sqlite_app).post(STEP, code=code).status_code == 401


def test_a_recovery_code_opens_it_too(sqlite_app: Flask, codes: list[str]) -> None:
    """The page of the account says how many are left."""
    desk = entered(sqlite_app)
    assert desk.post(STEP, code=codes[3]).status_code == 302
    assert "9 left" in text_of(desk.get("/staff/account/security"))


def test_adding_an_app(sqlite_app: Flask) -> None:
    """A button, a picture, the first code; recovery codes are shown once; this browser stays signed in."""
    desk = Desk(sqlite_app, "agent")
    assert desk.get("/staff/account/app").headers["Location"] == "/staff/account/security"
    assert desk.post("/staff/account/app").headers["Location"] == "/staff/account/app"
    page = desk.get("/staff/account/app")
    assert "<svg" in page.text
    assert " style=" not in page.text
    assert desk.post("/staff/account/app/confirm", code="000000").status_code == 422
    done = desk.post("/staff/account/app/confirm", code=shown_code(sqlite_app))
    assert len(re.findall(r"<code>[a-z2-9-]{19}</code>", done.text)) == 10
    assert "Remove" in text_of(desk.get("/staff/account/security"))
    assert desk.get("/staff/").status_code == 200


def test_the_picture_holds_what_the_app_needs(sqlite_app: Flask) -> None:
    """Account, house and secret, in the form that apps read."""
    desk = Desk(sqlite_app, "agent")
    desk.post("/staff/account/app")
    with sqlite_app.app_context():
        app = authenticator.of(db.session.get(Staff, desk.staff_id))
        address = authenticator.address_of(app, ADDRESS, "Example Books")
        secret = authenticator.secret_of(app)
    assert address == f"otpauth://totp/Example%20Books:ana%40staff.example.org?secret={secret}&issuer=Example%20Books"
    assert secret in text_of(desk.get("/staff/account/app")).replace(" ", "")


def test_a_role_that_needs_one_adds_it_before_anything_else(sqlite_app: Flask) -> None:
    """By password they reach adding it alone; then they are in."""
    sessions.load(120, 12, ["officer"])
    desk = Desk(sqlite_app, "officer")
    assert desk.get("/staff/").headers["Location"].startswith(STEP)
    assert "Add a second factor" in text_of(desk.get(STEP))
    desk.post("/staff/account/app")
    assert "<svg" in desk.get("/staff/account/app").text
    assert desk.get("/staff/systems").status_code == 302
    assert desk.post("/staff/account/app/confirm", code=shown_code(sqlite_app)).status_code == 200
    assert desk.get("/staff/systems").status_code == 200
    desk.post("/staff/account/app/remove")
    assert "Your role needs a second factor" in text_of(desk.get("/staff/account/security"))


def test_an_administrator_takes_a_lost_one_off(sqlite_app: Flask, codes: list[str]) -> None:
    """The list says who has one; after it a password is enough again."""
    boss = Desk(sqlite_app, "admin", "boss")
    assert "active, second factor" in text_of(boss.get("/staff/people"))
    with sqlite_app.app_context():
        number = db.session.query(Staff.id).filter_by(email=ADDRESS).scalar()
    boss.post(f"/staff/people/{number}/reset-factors")
    assert "second factor lost" not in text_of(boss.get("/staff/people")).lower()
    assert entered(sqlite_app).get("/staff/systems").status_code == 200


def test_new_recovery_codes_and_removing_the_app(sqlite_app: Flask, codes: list[str], later: None) -> None:
    """The old ones end; without a factor there are none."""
    desk = entered(sqlite_app)
    desk.post(STEP, code=shown_code(sqlite_app))
    assert codes[0] not in desk.post("/staff/account/recovery-codes").text
    assert entered(sqlite_app).post(STEP, code=codes[0]).status_code == 401
    desk.post("/staff/account/app/remove")
    assert "None yet" in text_of(desk.get("/staff/account/security"))
    assert desk.post("/staff/account/recovery-codes").headers["Location"] == "/staff/account/security"
