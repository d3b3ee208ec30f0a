"""The spam pile and the pile of automatic mail: nothing is answered, nothing lost, and clocks run until somebody has looked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from compliance import jobs
from compliance.db import clock_at, db, now
from compliance.ledger import Event, verify
from compliance.tickets import queries
from compliance.tickets.models import Message, Ticket
from compliance.tickets.sweep import sweep
from tests.intake.posting import US, a_mail, posted
from tests.web.desk import Desk, text_of

SUSPECTED = b"X-Spam-Flag: YES\r\nReceived: from mail.example by mx.example.test; Mon, 23 Nov 2026 09:00:00 +0000\r\n"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """A house with small limits, which believes its mail server."""
    return make_app(MAX_MAILS_A_DAY="3", MAX_ANSWERS_A_DAY="2")


def tickets(app: Flask) -> list[Ticket]:
    """All tickets, oldest first."""
    with app.app_context():
        found = list(db.session.scalars(sa.select(Ticket).order_by(Ticket.id)))
        db.session.expunge_all()
        assert verify()[1] is None
    return found


def letters(app: Flask) -> list[str | None]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Message.delivery).where(Message.direction == "out").order_by(Message.id)))


def casino(app: Flask, count: int = 1) -> list[Ticket]:
    """Suspected mails from as many addresses."""
    mails = (a_mail(f"win{n}@example.org", f"casino {n}", "delete my account please") for n in range(count))
    posted(app, *((SUSPECTED + mail, US) for mail in mails))
    return tickets(app)


def test_suspected_spam_has_its_clock_and_no_answer(app: Flask) -> None:
    """It stands in a view of its own, with its due date, and staff are reminded of it."""
    ticket, = casino(app)
    assert (ticket.state, ticket.suspected, ticket.answerable) == ("spam", "filter", True)
    assert ticket.due_on is not None
    assert letters(app) == []
    desk = Desk(app)
    assert "d left" in text_of(desk.get("/staff/?view=suspected"))
    assert ticket.reference not in desk.get("/staff/").text
    page = text_of(desk.get(f"/staff/tickets/{ticket.reference}"))
    assert "Nobody has looked yet: the mail server's spam filter suspects it." in page
    with app.app_context(), clock_at(now() + timedelta(days=60)):
        assert sweep() > 0
        told = [claim.payload["ticket"] for claim in iter(jobs.claim_next, None) if claim.kind == "reminder.tell"]
    assert ticket.id in told


def test_what_was_looked_at_is_not_reminded_of(app: Flask) -> None:
    """It stays on the pile."""
    ticket, = casino(app)
    desk = Desk(app)
    assert desk.act(ticket.reference, "confirm-spam").status_code == 302
    assert desk.act(ticket.reference, "confirm-spam").status_code == 409
    ticket, = tickets(app)
    assert (ticket.state, ticket.suspected) == ("spam", None)
    assert "win0" in desk.get("/staff/?view=spam").text
    assert "win0" not in desk.get("/staff/?view=suspected").text
    with app.app_context(), clock_at(now() + timedelta(days=60)):
        assert sweep() == 0
    assert desk.act(ticket.reference, "reopen", reason="mistake").status_code == 302


def test_many_are_cleared_at_once(app: Flask) -> None:
    """What is rescued is new with its clock from its arrival, and only then answered; the rest is spam; doubles are told."""
    first, second, third = casino(app, 3)
    desk = Desk(app)
    answer = desk.post("/staff/spam", act="rescue", ids=[str(first.id), str(second.id), "0", "x", str(first.id)])
    assert answer.headers["Location"].endswith("view=suspected")
    assert "2 tickets are rescued." in text_of(desk.get("/staff/?view=suspected"))
    assert letters(app) == ["queued", "queued"]
    desk.post("/staff/spam", act="confirm_all", shown=[str(third.id), str(first.id)], back="/staff/?view=spam")
    page = text_of(desk.get("/staff/?view=spam"))
    assert "1 ticket is spam." in page
    assert f"others were faster: {first.reference}" in page
    assert [(t.state, t.suspected, t.due_on) for t in tickets(app)] == [
        ("new", None, first.due_on), ("new", None, second.due_on), ("spam", None, third.due_on)]
    desk.post("/staff/spam", act="rescue", ids=[str(third.id)])
    assert tickets(app)[2].state == "new"
    desk.post("/staff/spam", act="rescue")
    assert "Tick what it is about" in text_of(desk.get("/staff/"))


def test_a_rescue_from_the_ticket_page_answers_once(app: Flask) -> None:
    """What was acknowledged before it was called spam is not acknowledged again."""
    posted(app, (a_mail("tom@example.org", "Hi", "please delete my account"), US))
    ticket, = tickets(app)
    desk = Desk(app)
    desk.act(ticket.reference, "spam")
    desk.act(ticket.reference, "rescue")
    assert desk.act(ticket.reference, "rescue").status_code == 409
    assert tickets(app)[0].state == "new"
    assert len(letters(app)) == 1


def test_a_flood_is_kept_suspected_and_not_answered(app: Flask) -> None:
    """Two answers a day; from the fourth ticket on it lies on the pile; another day everything is as usual."""
    posted(app, *((a_mail("tom@example.org", f"Hi {n}", f"please delete my account, {n}"), US) for n in range(5)))
    assert [t.suspected for t in tickets(app)] == [None, None, None, "flood", "flood"]
    assert letters(app) == ["queued", "queued", "held"]
    held = tickets(app)[2].reference
    desk = Desk(app)
    page = text_of(desk.get(f"/staff/tickets/{held}"))
    assert "not sent: enough letters that day" in page
    assert "The letter Acknowledgement was not sent: its address had enough letters that day." in page
    with app.app_context():
        letter = db.session.scalar(sa.select(Message.id).where(Message.delivery == "held"))
    assert desk.act(held, f"letters/{letter}/retry").status_code == 302
    assert letters(app) == ["queued", "queued", "queued"]
    with clock_at(now() + timedelta(days=2)):
        posted(app, (a_mail("tom@example.org", "Hi again", "please delete my account now"), US))
    assert tickets(app)[5].suspected is None
    assert letters(app)[-1] == "queued"


def test_automatic_mail_is_looked_at_and_made_a_ticket(app: Flask) -> None:
    """Its clock runs from its arrival; nobody is answered; doing it twice is a 404."""
    posted(app, (a_mail("tom@example.org", "Away", "I am out of office.", headers="Auto-Submitted: auto-replied\r\n"), US))
    with app.app_context():
        mail, = queries.set_aside_mail()
    desk = Desk(app)
    path = f"/staff/automatic-mail/{mail.id}"
    assert path in desk.get("/staff/automatic-mail").text
    assert "I am out of office." in text_of(desk.get(path))
    assert desk.post(f"{path}/ticket").status_code == 302
    ticket, = tickets(app)
    assert (ticket.state, ticket.needs_reading, ticket.received_at) == ("new", True, mail.at)
    assert letters(app) == []
    assert "I am out of office." in text_of(desk.get(f"/staff/tickets/{ticket.reference}"))
    assert desk.post(f"{path}/ticket").status_code == desk.get(path).status_code == 404
    with app.app_context():
        assert queries.set_aside_mail() == []
        assert db.session.scalar(sa.select(Event.actor).where(Event.kind == "ticket.opened")) == "staff"
