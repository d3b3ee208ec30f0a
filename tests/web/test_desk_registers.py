"""Systems, accounts and failed jobs at the desk."""

import pytest
import sqlalchemy as sa
from flask import Flask

from compliance import jobs
from compliance.db import db, unit
from compliance.ledger import Event
from compliance.people import accounts
from compliance.registers import systems
from tests.factories import PASSWORD, a_system
from tests.web.desk import Desk, text_of


@pytest.fixture
def admin(sqlite_app: Flask) -> Desk:
    """An administrator at the desk."""
    return Desk(sqlite_app, "admin")


def test_a_system_is_entered_changed_and_taken_out_of_use(admin: Desk) -> None:
    """By the forms, seen in the list."""
    assert "No systems yet" in text_of(admin.get("/staff/systems"))
    answer = admin.post("/staff/systems/new", name=" Forum ", owner="Community", kinds=["removal", "access"], holds="posts")
    assert answer.headers["Location"] == "/staff/systems"
    assert "Forum Community Removal, Access in use" in text_of(admin.get("/staff/systems"))
    with admin.app.app_context():
        entry = systems.all_systems()[0].id
    assert 'value="Forum"' in admin.get(f"/staff/systems/{entry}").text
    admin.post(f"/staff/systems/{entry}", name="Forum 2", kinds=["removal"])
    assert "Forum 2 – Removal out of use" in text_of(admin.get("/staff/systems"))


@pytest.mark.parametrize(("fields", "says"), [
    ({"kinds": ["removal"]}, "A system needs a name"),
    ({"name": "  ", "kinds": ["removal"]}, "A system needs a name"),
    ({"name": "Shop"}, "Choose at least one kind"),
    ({"name": "Forum", "kinds": ["removal"], "holds": "typed at length"}, "already a system called Forum"),
    ({"name": "x" * 121, "kinds": ["removal"]}, "at most 120 characters"),
    ({"name": "Shop", "kinds": ["nonsense"]}, "not"),
])
def test_a_wrong_entry_is_said_and_kept(admin: Desk, fields: dict[str, object], says: str) -> None:
    """With what was typed, in a new entry and in a changed one."""
    with admin.app.app_context():
        a_system("Forum")
        other = a_system("Newsletter").id
    for path in ("/staff/systems/new", f"/staff/systems/{other}"):
        answer = admin.post(path, **fields)
        assert (answer.status_code, says in text_of(answer)) == (422, True)
        assert str(fields.get("holds", "")) in answer.text
    with admin.app.app_context():
        assert [system.name for system in systems.all_systems()] == ["Forum", "Newsletter"]


def test_entries_that_are_not_there(admin: Desk) -> None:
    """Not found, however great the number."""
    for number in (1, 2**64):
        assert admin.get(f"/staff/systems/{number}").status_code == 404
        assert admin.post(f"/staff/people/{number}/link").status_code == 404


def test_a_new_account_gets_a_link_that_is_shown_once(admin: Desk) -> None:
    """The link works; the list and the session do not keep it."""
    answer = admin.post("/staff/people", email="Ben@staff.example.org", name="Ben", role="agent")
    link = answer.text.split('id="link" readonly value="')[1].split('"')[0]
    path = link.removeprefix(admin.app.config["SETTINGS"].public_url)
    assert path.startswith("/staff/welcome/")
    assert path not in admin.get("/staff/people").text
    ben = Desk(admin.app, None)
    assert ben.post(path, password=PASSWORD, again=PASSWORD).headers["Location"] == "/staff/"
    assert ben.get("/staff/").status_code == 200


def test_a_new_link_ends_the_one_before(admin: Desk) -> None:
    """And a disabled account has none."""
    with admin.app.app_context():
        staff, token = accounts.add(accounts.SYSTEM, "ben@staff.example.org", "agent")
        staff_id = staff.id
    assert admin.post(f"/staff/people/{staff_id}/link").status_code == 200
    assert admin.get(f"/staff/welcome/{token}").status_code == 404
    assert admin.post(f"/staff/people/{staff_id}/disable", to="1").status_code == 404
    assert admin.post(f"/staff/people/{staff_id}/disable", to="team").status_code == 302
    assert "disabled" in text_of(admin.get("/staff/people"))
    assert admin.post(f"/staff/people/{staff_id}/link").status_code == 404


def test_ones_own_account_stays(admin: Desk) -> None:
    """Said in words."""
    admin.post(f"/staff/people/{admin.staff_id}/disable")
    assert "cannot disable your own" in text_of(admin.get("/staff/people"))


@pytest.mark.parametrize(("fields", "says"), [
    ({"role": "agent"}, "Enter the mail address"),
    ({"email": "ben", "role": "agent"}, "such as ana@example.org"),
    ({"email": "ben@staff.example.org"}, "Choose a role"),
    ({"email": "ANA@staff.example.org", "role": "agent"}, "already an account"),
    ({"email": "ben@staff.example.org", "role": "emperor"}, "not"),
])
def test_a_wrong_account_is_said(admin: Desk, fields: dict[str, str], says: str) -> None:
    """And none is made."""
    answer = admin.post("/staff/people", **fields)
    assert (answer.status_code, says in text_of(answer)) == (422, True)
    with admin.app.app_context():
        assert len(accounts.everyone()) == 1


def test_failed_jobs_are_listed(admin: Desk) -> None:
    """What was given up, by code."""
    assert "No failed jobs" in text_of(admin.get("/staff/failed-jobs"))
    with admin.app.app_context():
        with unit():
            jobs.enqueue("letter.send", message=77)
        claim = jobs.claim_next()
        with unit():
            claim.set_aside("tries_used_up")
        db.session.remove()
    assert "letter.send message 77 1 tries_used_up" in text_of(admin.get("/staff/failed-jobs"))


def test_a_failed_job_is_tried_again(admin: Desk) -> None:
    """Once; it is told in the house's chain."""
    with admin.app.app_context():
        with unit():
            job_id = jobs.enqueue("staff.mail", ticket=1, staff=1, rung="week", due="2026-01-01").id
        claim = jobs.claim_next()
        with unit():
            claim.set_aside("smtp_550")
        db.session.remove()
    assert "Try again" in text_of(admin.get("/staff/failed-jobs"))
    for said in ("tried again", "not one that can be tried again"):
        admin.post(f"/staff/failed-jobs/{job_id}/retry")
        assert said in text_of(admin.get("/staff/failed-jobs"))
    with admin.app.app_context():
        assert db.session.get(jobs.Job, job_id).state == jobs.READY
        told = db.session.scalars(sa.select(Event).where(Event.kind == "house.job_revived")).all()
        assert [event.data for event in told] == [{"job": job_id, "of_kind": "staff.mail"}]
