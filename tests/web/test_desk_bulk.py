"""One act on many tickets: looked at first, done by the worker one by one, with a result for each."""

import pytest
from flask import Flask

from compliance import jobs
from compliance.db import db
from compliance.ledger import verify
from compliance.people import accounts
from compliance.people.models import Staff
from compliance.rules.abilities import SYSTEM
from compliance.tickets import bulk, deciding
from compliance.tickets.bulk import BulkItem, BulkRun
from compliance.tickets.models import Message, Ticket
from compliance.tickets.tagging import tags_of
from tests.factories import a_ticket
from tests.web.desk import Desk, text_of


@pytest.fixture
def desk(app: Flask) -> Desk:
    """An officer at the desk."""
    return Desk(app)


def made(desk: Desk, count: int = 3, *kinds: str) -> list[str]:
    """References of new tickets."""
    with desk.app.app_context():
        return [a_ticket(desk.app, *(kinds or ("unsubscribe",)), sender=f"p{n}@example.org").reference for n in range(count)]


def worked(desk: Desk) -> None:
    """The worker does all that was promised."""
    with desk.app.app_context():
        while jobs.run_due(limit=50):
            pass


def begun(desk: Desk, act: str, references: list[str], **fields: str) -> str:
    """Starts a run and lets the worker do it; its page."""
    answer = desk.post("/staff/bulk", act=act, ticket=references, step="yes", back="/staff/", **fields)
    assert answer.status_code == 302, text_of(answer)
    assert "to come" in text_of(desk.get(answer.headers["Location"]))
    worked(desk)
    return text_of(desk.get(answer.headers["Location"]))


def tickets(desk: Desk, references: list[str]) -> list[Ticket]:
    """The tickets as they are now."""
    db.session.expire_all()
    return bulk.chosen(references)


def test_each_step_says_what_comes_next(desk: Desk) -> None:
    """What to say, then what would become of each, then the results; looking changes nothing."""
    references = made(desk)
    assert all(f'value="{reference}" form="bulk"' in desk.get("/staff/").text for reference in references)
    asked = desk.post("/staff/bulk", act="assign", ticket=references, back="/staff/")
    assert "Who works on them" in text_of(asked)
    looked = desk.post("/staff/bulk", act="assign", ticket=references, step="look", to=str(desk.staff_id), back="/staff/")
    assert "3 tickets will be done" in text_of(looked)
    with desk.app.app_context():
        assert {ticket.assignee_id for ticket in tickets(desk, references)} == {None}
    page = begun(desk, "assign", references, to=str(desk.staff_id))
    assert "Done: 3 tickets." in page
    with desk.app.app_context():
        assert {ticket.assignee_id for ticket in tickets(desk, references)} == {desk.staff_id}
        assert verify()[1] is None


def test_every_act(desk: Desk) -> None:
    """Each does what the act for one does."""
    references = made(desk)
    begun(desk, "tag", references, tags="campaign, may")
    begun(desk, "note", references, text="All from the same campaign.")
    begun(desk, "write", references, text="We are looking into it.")
    begun(desk, "ask_proof", references)
    begun(desk, "read", references)
    with desk.app.app_context():
        for ticket in tickets(desk, references):
            assert tags_of(ticket) == ["campaign", "may"]
            assert not ticket.unread
            letters = {message.letter for message in ticket.messages if message.direction == "out"}
            assert {"reply", "proof"} <= letters
            assert "All from the same campaign." in {message.text for message in ticket.messages}
    begun(desk, "close", references, outcome="refused", ground="excessive", letter="y")
    with desk.app.app_context():
        assert {ticket.state for ticket in tickets(desk, references)} == {"closed"}
    spam = made(desk, 2)
    begun(desk, "spam", spam)
    with desk.app.app_context():
        assert {ticket.state for ticket in tickets(desk, spam)} == {"spam"}
        assert db.session.query(BulkRun).filter(BulkRun.ended_at.is_(None)).count() == 0
        assert {str(run.fields) for run in db.session.query(BulkRun)} == {"{}"}


def test_what_cannot_be_done_says_why_and_harms_nothing(desk: Desk) -> None:
    """Before the run and in it; the others are done."""
    first, second, third = made(desk, 3, "removal")
    with desk.app.app_context():
        deciding.mark_spam(bulk.chosen([second])[0], db.session.get(Staff, desk.staff_id).actor)
    looked = desk.post("/staff/bulk", act="ask_proof", ticket=[first, second, third], step="look", back="/staff/")
    assert "2 tickets will be done" in text_of(looked)
    assert "Reopen the ticket first." in text_of(looked)
    with desk.app.app_context():
        assert not db.session.query(Message).filter_by(letter="proof").count()
    page = begun(desk, "ask_proof", [first, second, third])
    assert "Done, but for 1 ticket." in page
    assert "not done: the ticket was not open" in page


def test_a_closing_that_lacks_something_is_not_begun(desk: Desk) -> None:
    """No ground: the form says so; nothing chosen, an unknown act, unknown tickets: back to the list with a word."""
    references = made(desk)
    answer = desk.post("/staff/bulk", act="close", ticket=references, step="yes", outcome="refused", back="/staff/")
    assert (answer.status_code, "needs its ground" in text_of(answer)) == (422, True)
    for act, chosen in (("close", []), ("explode", references), ("tag", ["PR-2020-000001", "<script>"])):
        back = desk.post("/staff/bulk", act=act, ticket=chosen, back="//evil.example.org/")
        assert back.headers["Location"] == "/staff/"
        assert "Tick some tickets" in text_of(desk.get("/staff/"))
    with desk.app.app_context():
        assert db.session.query(BulkRun).count() == 0


def test_a_run_is_its_own_and_ends_with_the_account(desk: Desk) -> None:
    """Nobody sees another's run; a disabled account does nothing more."""
    references = made(desk)
    location = desk.post("/staff/bulk", act="read", ticket=references, step="yes", back="/staff/").headers["Location"]
    assert Desk(desk.app, "officer", "ben").get(location).status_code == 404
    with desk.app.app_context():
        accounts.disable(db.session.get(Staff, desk.staff_id), SYSTEM)
    worked(desk)
    with desk.app.app_context():
        items = db.session.query(BulkItem).all()
        assert {(item.state, item.reason) for item in items} == {("refused", "disabled")}
        assert all(ticket.unread for ticket in tickets(desk, references))


def test_no_ticket_is_done_twice(desk: Desk) -> None:
    """A job that comes up again, as after a crash, does only what is left."""
    references = made(desk)
    desk.post("/staff/bulk", act="note", ticket=references, step="yes", text="Once.", back="/staff/")
    with desk.app.app_context():
        run = db.session.query(BulkRun).one()
        bulk._do(run.id, bulk.chosen(references)[0].id)
    worked(desk)
    with desk.app.app_context():
        bulk._do(db.session.query(BulkRun).one().id, bulk.chosen(references)[1].id)
        assert db.session.query(Message).filter_by(direction="note").count() == 3


def test_more_than_can_be_chosen_are_cut(desk: Desk) -> None:
    """At most so many tickets in a run, each once."""
    (reference,) = made(desk, 1)
    with desk.app.app_context():
        assert len(bulk.chosen([reference, reference.lower(), "x"] * 500)) <= 1
