"""The dated versions of the privacy policy: published at the desk or by command, read by everybody, never changed."""

from datetime import UTC, date, datetime

import pytest

from compliance.db import clock_at
from compliance.ledger import verify
from compliance.registers import policies
from compliance.rules.abilities import COMMAND, REQUESTER
from tests.web.desk import Desk

JUNE = datetime(2026, 6, 10, 12, tzinfo=UTC)


def publish(app, day: str, text: str, changed: str = "", language: str = "en") -> None:
    with app.app_context():
        policies.publish(COMMAND, date.fromisoformat(day), language, text, changed)


def test_before_the_first_one_the_page_says_whom_to_ask(app):
    assert "privacy@example.test" in app.test_client().get("/policy").text


def test_the_version_in_force_and_the_others(app):
    publish(app, "2026-01-01", "# Who we are\nA shop.\n\n- one\n- two <b>")
    publish(app, "2026-06-01", "We keep less.", "We keep data for a shorter time.")
    publish(app, "2026-07-01", "To come.")
    with clock_at(JUNE):
        page = app.test_client().get("/policy").text
        assert "We keep less." in page
        assert "We keep data for a shorter time." in page
        assert page.count('href="/policy/2026') == 3
        older = app.test_client().get("/policy/2026-01-01").text
    assert "<h2>Who we are</h2>" in older
    assert "<li>two &lt;b&gt;</li>" in older
    assert "This is not the version that counts today." in older
    with app.app_context():
        assert verify()[1] is None


def test_in_the_reader_s_language_where_there_is_one(app):
    publish(app, "2026-01-01", "English words.")
    publish(app, "2026-01-01", "Deutsche Worte.", language="de")
    with app.app_context(), clock_at(JUNE):
        assert policies.in_force(JUNE.date(), "de").text == "Deutsche Worte."
        assert policies.in_force(JUNE.date(), "fr").text == "English words."


@pytest.mark.parametrize("day", ["2026-02-30", "2026-01-02", "yesterday"])
def test_no_such_version(app, day):
    publish(app, "2026-01-01", "Words.")
    assert app.test_client().get(f"/policy/{day}").status_code == 404


def test_a_version_is_never_changed(app):
    publish(app, "2026-01-01", "Words.")
    with app.app_context():
        with pytest.raises(ValueError, match="never changed"):
            policies.publish(COMMAND, date(2026, 1, 1), "en", "Other words.")
        with pytest.raises(ValueError, match="characters"):
            policies.publish(COMMAND, date(2026, 1, 2), "en", "  ")
        with pytest.raises(policies.NotAllowed):
            policies.publish(REQUESTER, date(2026, 1, 2), "en", "Words.")


def test_at_the_desk(app):
    desk = Desk(app, "officer")
    assert "No policy yet" in desk.get("/staff/policies").text
    data = {"effective_on": "2026-06-01", "language": "en", "text": "We keep less.", "changed": "Shorter."}
    assert desk.post("/staff/policies/new", **data).status_code == 303
    assert "Shorter." in desk.get("/staff/policies").text
    again = desk.post("/staff/policies/new", **data)
    assert again.status_code == 422
    assert "We keep less." in again.text


def test_by_command(app, tmp_path):
    file = tmp_path / "policy.txt"
    file.write_text("We keep little.", encoding="utf-8")
    run = app.test_cli_runner().invoke
    assert run(args=["policy", "publish", str(file), "--from", "2026-01-01"]).exit_code == 0
    assert run(args=["policy", "publish", str(file), "--from", "2026-01-01"]).exit_code == 1
    assert '"effective_on": "2026-01-01"' in run(args=["policy", "list"]).output
