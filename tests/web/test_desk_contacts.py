"""Contact addresses at the desk and at the command line."""

import json

import pytest
from flask import Flask

from compliance.registers import contacts
from compliance.registers.contacts import Entry
from compliance.rules.abilities import COMMAND
from tests.conftest import opened_app
from tests.web.desk import Desk, text_of

UK = {"regime": "uk-gdpr", "language": "en", "timezone": "Europe/London", "holidays": "GB-ENG",
      "sender_name": " Example Books UK ", "signature": "Jane Roe\r\nLondon", "active": "y"}
PAGE = "/staff/contacts/privacy@example.test"


@pytest.fixture
def desk(sqlite_app: Flask) -> Desk:
    """An officer at the desk."""
    return Desk(sqlite_app)


def test_an_address_of_the_settings_gets_its_entry(desk: Desk) -> None:
    """Seen in the list before and after; the form shows what is kept."""
    assert "privacy@example.test" in text_of(desk.get("/staff/contacts"))
    assert "as in the settings" in text_of(desk.get("/staff/contacts"))
    assert desk.post(PAGE, **UK).headers["Location"] == "/staff/contacts"
    listed = text_of(desk.get("/staff/contacts"))
    assert "Europe/London Example Books UK own entry" in listed
    assert 'value="Europe/London"' in desk.get(PAGE).text
    desk.post(PAGE, **{**UK, "active": ""})
    assert "as in the settings" in text_of(desk.get("/staff/contacts"))


@pytest.mark.parametrize(("field", "value", "says"), [
    ("timezone", "Mars", "time zone"), ("holidays", "XX", "calendar"), ("regime", "mars", "valid choice"),
    ("signature", "x" * 2001, "2000 characters"), ("sender_name", "x" * 121, "120 characters"),
])
def test_a_wrong_entry_is_said_and_kept(desk: Desk, field: str, value: str, says: str) -> None:
    """With everything that was typed."""
    answer = desk.post(PAGE, **{**UK, field: value})
    assert (answer.status_code, says in text_of(answer)) == (422, True)
    assert "Jane Roe" in answer.text or field == "signature"
    with desk.app.app_context():
        assert contacts.all_entries() == {}


def test_an_address_that_is_not_ours(desk: Desk) -> None:
    """Is not found; one that stood in the settings once is shown, and can be changed no more."""
    assert desk.get("/staff/contacts/other@example.test").status_code == 404
    assert desk.post("/staff/contacts/other@example.test", **UK).status_code == 404
    with desk.app.app_context():
        contacts.keep(COMMAND, "old@example.test", Entry(), ["old@example.test"])
    assert "old@example.test" in text_of(desk.get("/staff/contacts"))
    assert "not in CONTACT_ADDRESS" in text_of(desk.get("/staff/contacts"))
    answer = desk.post("/staff/contacts/old@example.test", **UK)
    assert (answer.status_code, "mail to it would not be taken" in text_of(answer)) == (422, True)


def test_the_command_lists_and_sets(sqlite_url: str, tmp_path) -> None:
    """What is not named stays; an address of nobody's is refused."""
    ours = "a@example.test,b@example.test"
    with opened_app(DATABASE_URL=sqlite_url, INSTANCE_PATH=str(tmp_path), CONTACT_ADDRESS=ours) as app:
        run = app.test_cli_runner().invoke
        (tmp_path / "signed").write_text("Jane Roe\nLondon\n")
        done = run(args=["contact", "set", "B@example.test", "--law", "uk-gdpr", "--signature", str(tmp_path / "signed")])
        assert done.exit_code == 0, done.output
        assert run(args=["contact", "set", "b@example.test", "--timezone", "Europe/London"]).exit_code == 0
        first, second = map(json.loads, run(args=["contact", "list"]).output.splitlines())
        assert (first["address"], first["entry"]) == ("a@example.test", False)
        assert (second["regime"], second["timezone"], second["signature"]) == ("uk-gdpr", "Europe/London", "Jane Roe\nLondon")
        refused = run(args=["contact", "set", "c@example.test", "--law", "uk-gdpr"])
        assert refused.exit_code == 1
        assert "not in CONTACT_ADDRESS" in refused.output
