"""Who was removed or left stays so: after closing, after an import, under a new key; and the way back leaves a trace."""

import json

import pytest

from compliance.ledger import verify
from compliance.registers import suppression
from compliance.registers.suppression import EVERY, Why, is_suppressed
from compliance.rules.abilities import REQUESTER, SYSTEM, staff_actor
from compliance.tickets import deciding, talking
from tests.factories import a_member_of_staff, a_ticket
from tests.web.desk import Desk

ADDRESS = "maria@example.org"


@pytest.fixture
def officer(app):
    with app.app_context():
        yield staff_actor(a_member_of_staff().id, "officer")


@pytest.mark.parametrize(("kind", "outcome", "stays"), [
    ("removal", "done", True), ("unsubscribe", "done", True), ("objection", "done", True), ("access", "done", False),
    ("removal", "refused", False), ("removal", "withdrawn", False),
])
def test_closing_suppresses_for_every_list(app, officer, kind, outcome, stays):
    ticket = a_ticket(app, kind)
    talking.accept_proof(ticket, officer, "call_back")
    deciding.close_request(ticket.requests[0], officer, outcome=outcome, ground="legal_duty" if outcome == "refused" else None)
    assert is_suppressed(ADDRESS.upper()) is stays
    assert is_suppressed(ADDRESS, "weekly") is stays
    if stays:
        entry = suppression.entry_of(ADDRESS, EVERY)
        assert (entry.reason, entry.law, entry.by_ticket_id) == (kind, "eu-gdpr", ticket.id)
    assert verify()[1] is None


def test_a_new_key_finds_old_entries_while_the_old_one_is_kept(app):
    with app.app_context():
        try:
            suppression.load(["old key"])
            suppression.suppress("old@example.org", EVERY, SYSTEM, Why("entered"))
            suppression.load(["new key", "old key"])
            suppression.suppress("new@example.org", EVERY, SYSTEM, Why("entered"))
            assert is_suppressed("old@example.org")
            assert is_suppressed("new@example.org")
            assert list(suppression.not_suppressed(["old@example.org", "x@example.org"], "weekly")) == ["x@example.org"]
            suppression.load(["new key"])
            assert not is_suppressed("old@example.org")
        finally:
            suppression.load([app.config["SETTINGS"].secret_key])


def test_the_way_back_is_told_and_can_be_gone_again(app, officer):
    suppression.suppress(ADDRESS, EVERY, SYSTEM, Why("removal", "eu-gdpr"))
    with pytest.raises(suppression.NotAllowed):
        suppression.lift(ADDRESS, EVERY, REQUESTER, "wrote")
    with pytest.raises(ValueError, match="Say why"):
        suppression.lift(ADDRESS, EVERY, officer, "because")
    assert suppression.lift(ADDRESS, EVERY, officer, "wrote", "a" * 64)
    assert not suppression.lift(ADDRESS, EVERY, officer, "wrote")
    entry = suppression.entry_of(ADDRESS, EVERY)
    assert (entry.lifted_because, entry.evidence) == ("wrote", "a" * 64)
    suppression.suppress(ADDRESS, EVERY, SYSTEM, Why("objection"))
    assert is_suppressed(ADDRESS)
    assert entry.evidence is None
    assert verify()[1] is None


def test_an_import_is_screened(app, runner, tmp_path):
    runner.invoke(args=["suppression", "add", ADDRESS])
    file = tmp_path / "people.csv"
    file.write_text('name,mail\n"Keller, Maria",Maria@example.org\nTom,tom@example.org\nNobody,\n', encoding="utf-8-sig")
    kept = runner.invoke(args=["suppression", "screen", str(file), "--column", "mail"])
    assert kept.stdout == "name,mail\nTom,tom@example.org\nNobody,\n"
    assert "2 may be written to, 1 must not" in kept.stderr
    gone = runner.invoke(args=["suppression", "screen", str(file), "--column", "mail", "--removed"])
    assert gone.stdout == 'name,mail\n"Keller, Maria",Maria@example.org\n'
    wrong = runner.invoke(args=["suppression", "screen", str(file), "--column", "address"])
    assert (wrong.exit_code, "it has name, mail" in wrong.stderr) == (1, True)


def test_check_says_why(app, runner):
    assert runner.invoke(args=["suppression", "check", ADDRESS]).exit_code == 1
    runner.invoke(args=["suppression", "add", ADDRESS])
    said = runner.invoke(args=["suppression", "check", ADDRESS, "--list", "weekly"])
    assert said.exit_code == 0
    assert json.loads(said.stdout)["entries"][0]["reason"] == "entered"


def test_at_the_desk(sqlite_app):
    with sqlite_app.app_context():
        ticket = a_ticket(sqlite_app)
        suppression.suppress(ADDRESS, EVERY, SYSTEM, Why("removal", "eu-gdpr", ticket.id))
        reference = ticket.reference
    desk = Desk(sqlite_app, "officer")
    asked = desk.post("/staff/suppression", address=ADDRESS, in_list="all").text
    assert "had their data removed" in asked
    assert reference in asked
    assert "says nothing of this address" in desk.post("/staff/suppression", address="x@example.org", in_list="all").text
    assert desk.post("/staff/suppression", address="x@example.org", in_list="two words").status_code == 422
    lifted = desk.post("/staff/suppression/lift", address=ADDRESS, in_list="all", because="wrote").text
    assert "may be written to again" in lifted
    with sqlite_app.app_context():
        assert not is_suppressed(ADDRESS)
