"""The commands that administrators and scripts use: what they print, and with which status they end."""

import json

import pytest
import sqlalchemy as sa

from compliance.db import db
from compliance.people.models import Staff
from compliance.tickets.models import Ticket
from tests.factories import PASSWORD, a_member_of_staff, a_ticket


def said(runner, *words, **more):
    """What a command printed; it must end well."""
    result = runner.invoke(args=list(words), **more)
    assert result.exit_code == 0, result.output
    return result.output


def test_an_account_by_link_and_by_password(app, runner):
    link = said(runner, "staff", "add", "ana@example.org", "--role", "officer").strip()
    assert link.startswith("http://127.0.0.1:8000/staff/welcome/")
    assert said(runner, "staff", "link", "ana@example.org").strip() not in {"", link}
    said(runner, "staff", "add", "ben@example.org", "--role", "agent", "--password-stdin", input=PASSWORD + "\n")
    with app.app_context():
        assert db.session.scalar(sa.select(Staff.password).where(Staff.email == "ben@example.org")).startswith("$argon2id$")


@pytest.mark.parametrize(("words", "status"), [
    (("staff", "add", "ana@example.org", "--role", "emperor"), 2),
    (("staff", "link", "nobody@example.org"), 1),
    (("staff", "add", "nobody", "--role", "agent"), 1),
    (("system", "add", "Forum", "--kind", "nothing"), 2),
    (("tickets", "show", "PR-2026-999999"), 1),
    (("sweep", "--now", "tomorrow"), 2),
    (("sweep", "--now", "2026-03-02T09:00:00"), 2),
    (("mail", "accept"), 1),
])
def test_wrong_input_has_one_clear_line(runner, words, status):
    result = runner.invoke(args=list(words))
    assert result.exit_code == status
    assert "Traceback" not in result.output


def test_the_register(app, runner):
    said(runner, "system", "add", "Forum", "--kind", "removal", "--owner", "Community")
    assert runner.invoke(args=["system", "add", "Forum", "--kind", "removal"]).exit_code == 1
    with app.app_context():
        assert len(a_ticket(app).tasks) == 1


def test_reading_tickets(app, runner):
    with app.app_context():
        reference = a_ticket(app).reference
    line = json.loads(said(runner, "tickets", "list", "--json"))
    assert (line["reference"], line["kinds"]) == (reference, ["removal"])
    whole = json.loads(said(runner, "tickets", "show", reference, "--json"))
    assert [entry["kind"] for entry in whole["history"]] == ["ticket.opened", "request.opened", "letter.written"]
    assert reference in said(runner, "tickets", "list")
    assert reference in said(runner, "tickets", "show", reference.lower())


def test_the_trail(app, runner):
    with app.app_context():
        a_ticket(app)
    assert json.loads(said(runner, "audit", "verify"))["holds"] is True
    lines = [json.loads(line) for line in said(runner, "audit", "export").splitlines()]
    assert [line["kind"] for line in lines[:-1]] == ["ticket.opened", "request.opened", "letter.written"]
    assert lines[-1].keys() == {"checkpoint", "key"}
    assert "maria" not in json.dumps(lines).lower()
    assert json.loads(said(runner, "audit", "export").splitlines()[-2])["kind"] == "house.exported"


def test_a_broken_trail_is_named(app, runner, monkeypatch):
    with app.app_context():
        a_ticket(app)
    monkeypatch.setattr("compliance.ledger.verifying._has_its_digest", lambda _event: False)
    result = runner.invoke(args=["audit", "verify"])
    assert result.exit_code == 1
    assert "event" in result.output


def test_work_and_sweep(app, runner):
    with app.app_context():
        a_member_of_staff()
        due = a_ticket(app).due_on
    assert json.loads(said(runner, "sweep", "--now", f"{due}T09:00:00+01:00")) == {"reminders": 4, "tasks": 0, "retention": 0}
    assert json.loads(said(runner, "sweep", "--now", f"{due}T09:00:00+01:00")) == {"reminders": 0, "tasks": 0, "retention": 0}
    assert json.loads(said(runner, "work", "--once"))["tried"] >= 1


def test_settings_show_no_secret(make_app, app):
    output = said(make_app(MAIL_PASSWORD="hush-hush").test_cli_runner(), "settings")
    assert "MAIL_PASSWORD=(set)" in output
    assert "hush-hush" not in output
    assert app.config["SECRET_KEY"] not in output


def test_demo_fills_an_empty_book_once_and_sends_nothing(app, runner):
    said(runner, "demo")
    assert runner.invoke(args=["demo"]).exit_code == 1
    with app.app_context():
        states = set(db.session.scalars(sa.select(Ticket.state)))
        assert {"new", "open", "closed"} <= states
        assert db.session.scalars(sa.select(Ticket.suspected).where(Ticket.suspected.is_not(None))).all() == ["filter"] * 3
        assert db.session.scalars(sa.select(Ticket.perhaps_why).where(Ticket.perhaps_why.is_not(None))).all() == ["reference"]
        assert db.session.scalar(sa.select(sa.func.count(Ticket.id)).where(Ticket.trouble)) == 1
        assert db.session.scalar(sa.text("SELECT count(*) FROM jobs WHERE state = 'ready'")) == 0
    assert json.loads(said(runner, "audit", "verify"))["events"] > 1000
