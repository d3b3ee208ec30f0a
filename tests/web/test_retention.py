"""The retention pages: what will go is shown before it is released, rules and promises are kept, a ticket is held or erased."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import clock_at, db, now
from compliance.registers.promises import Promise, PromiseReview
from compliance.registers.retention import RetentionRule
from compliance.rules.abilities import REQUESTER
from compliance.tickets.deciding import withdraw
from compliance.tickets.models import Ticket
from compliance.tickets.releasing import RetentionRun
from tests.factories import a_ticket
from tests.web.desk import Desk, text_of


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The pages need no second database."""
    return sqlite_url


def closed(app, days: int) -> str:
    """The reference of a ticket that was closed some days ago."""
    with app.app_context(), clock_at(now() - timedelta(days=days)):
        ticket = a_ticket(app)
        withdraw(ticket.requests[0], REQUESTER)
        return ticket.reference


def test_what_will_go_is_listed_released_and_certified(app):
    reference, desk = closed(app, 800), Desk(app)
    page = text_of(desk.get("/staff/retention"))
    assert "The raw mail, byte for byte 1 0" in page
    assert "Words of the conversation, answers, notes and files 1 0" in page
    assert reference in desk.get("/staff/retention/due/words").text
    assert desk.get("/staff/retention/due/nothing").status_code == 404
    assert desk.post("/staff/retention/release", parts=["words"]).status_code == 303
    with app.app_context():
        jobs.run_due()
        run = db.session.scalars(sa.select(RetentionRun)).one()
        assert run.by_id == desk.staff_id
    assert reference in desk.get(f"/staff/retention/runs/{run.id}.txt").text
    assert desk.get(f"/staff/retention/runs/{run.id}.pdf").data.startswith(b"%PDF")
    ticket = text_of(desk.get(f"/staff/tickets/{reference}"))
    assert "erased on" in ticket
    assert "Please help me." not in ticket
    assert "Maria Keller" in ticket


def test_nothing_is_released_before_its_day_or_untold(app):
    closed(app, 355)
    desk = Desk(app)
    assert "disabled" in desk.get("/staff/retention").text
    for parts in ([], ["raw"], ["nonsense"]):
        page = desk.get(desk.post("/staff/retention/release", parts=parts).headers["Location"])
        assert "only what is due by today can be released" in page.text


def test_a_period_is_set_and_taken_back(app):
    desk = Desk(app)
    sent = {"rule": "words", "law": "eu-gdpr", "kind": "removal"}
    assert desk.post("/staff/retention/rules", months="999", **sent).status_code == 422
    assert desk.post("/staff/retention/rules", months="30", **sent).status_code == 303
    assert "30 months" in text_of(desk.get("/staff/retention"))
    with app.app_context():
        rule = db.session.scalars(sa.select(RetentionRule)).one()
        assert (rule.key, rule.law, rule.kind, rule.months, rule.automatic) == ("words", "eu-gdpr", "removal", 30, False)
    desk.post(f"/staff/retention/rules/{rule.id}/end")
    assert "30 months" not in text_of(desk.get("/staff/retention"))


def test_a_promise_is_entered_changed_and_closed_with_a_note(app):
    desk = Desk(app)
    sent = {"name": "Newsletter sign-ups", "period": "24 months after the last contact", "review_on": "2027-01-31",
            "every_months": "6", "owner": "ops@staff.example.org"}
    assert desk.post("/staff/retention/promises/new", **sent | {"name": ""}).status_code == 422
    assert desk.post("/staff/retention/promises/new", **sent).status_code == 303
    with app.app_context():
        promise = db.session.scalars(sa.select(Promise)).one()
    assert "24 months after the last contact" in text_of(desk.get("/staff/retention"))
    assert desk.post(f"/staff/retention/promises/{promise.id}", **sent | {"name": "Sign-ups"}).status_code == 303
    assert desk.post(f"/staff/retention/promises/{promise.id}/close", note="").status_code == 422
    assert desk.post(f"/staff/retention/promises/{promise.id}/close", note="Deleted 12 of them.").status_code == 303
    assert "Deleted 12 of them." in text_of(desk.get(f"/staff/retention/promises/{promise.id}"))
    with app.app_context():
        assert db.session.scalars(sa.select(PromiseReview)).one().by_id == desk.staff_id
        assert db.session.scalars(sa.select(Promise)).one().name == "Sign-ups"


def test_a_ticket_is_held_then_erased_by_an_officer(app):
    reference, desk = closed(app, 3), Desk(app)
    day = (now().date() + timedelta(days=90)).isoformat()
    assert desk.act(reference, "hold", ground="claim", reason="", review_on=day).status_code == 422
    assert desk.act(reference, "hold", ground="claim", reason="They sue.", review_on=day).status_code == 302
    assert "They sue." in desk.get(f"/staff/tickets/{reference}").text
    assert "They sue." in desk.get("/staff/retention").text
    assert desk.act(reference, "erase", sure="y").status_code == 409
    assert desk.act(reference, "lift-hold").status_code == 302
    assert desk.act(reference, "erase").status_code == 422
    assert desk.act(reference, "erase", sure="y").status_code == 302
    assert "Maria" not in desk.get(f"/staff/tickets/{reference}").text
    with app.app_context():
        assert db.session.scalars(sa.select(Ticket)).one().requester.name == ""
