"""Typing in a request that came by phone, by letter or in person: its clock runs from the day on which it really came."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from compliance.db import db, now
from compliance.ledger import Event, verify
from compliance.tickets.models import Ticket
from tests.web.desk import Desk

TYPED = {"channel": "phone", "kinds": ["removal", "unsubscribe"], "words": "Wants out, and no more letters.",
         "name": "Jürgen Müller", "email": "jm@example.org", "language": "de", "law": "", "contact": "privacy@example.test"}


def a_day(back: int) -> str:
    return (now() - timedelta(days=back)).date().isoformat()


def test_a_call_becomes_a_ticket(app):
    desk = Desk(app, "agent")
    assert 'href="/staff/tickets/new"' in desk.get("/staff/").text
    sent = desk.post("/staff/tickets/new", received=a_day(9), **TYPED)
    assert sent.status_code == 303
    with app.app_context():
        ticket = db.session.scalars(sa.select(Ticket)).one()
        assert [request.kind for request in ticket.requests] == ["removal", "unsubscribe"]
        assert not any(request.suggested for request in ticket.requests)
        assert (ticket.channel, ticket.language, ticket.requester.name) == ("phone", "de", "Jürgen Müller")
        assert ticket.received_at.date().isoformat() == a_day(9)
        assert ticket.messages[1].letter == "acknowledgement"
        opened = db.session.scalars(sa.select(Event).where(Event.kind == "ticket.opened")).one()
        assert (opened.actor, opened.actor_id) == ("staff", desk.staff_id)
        assert verify()[1] is None
    assert "Wants out" in desk.get(sent.location).text


@pytest.mark.parametrize(("changed", "words"), [
    ({"received": a_day(-2)}, "still to come"), ({"received": ""}, "Enter the day"), ({"kinds": []}, "Choose what is asked"),
    ({"words": ""}, "Write down"), ({"email": "nobody"}, "such as ana@"), ({"channel": ""}, "Say how it came"),
])
def test_what_is_wrong_is_said_and_nothing_is_lost(sqlite_app, changed, words):
    desk = Desk(sqlite_app, "agent")
    page = desk.post("/staff/tickets/new", **{"received": a_day(0), **TYPED, **changed})
    assert page.status_code == 422
    assert words in page.text
    assert "Jürgen Müller" in page.text


def test_without_an_address_nobody_is_written_to(sqlite_app):
    desk = Desk(sqlite_app, "agent")
    typed = TYPED | {"email": "", "channel": "in_person"}
    assert desk.post("/staff/tickets/new", received=a_day(0), **typed).status_code == 303
    with sqlite_app.app_context():
        ticket = db.session.scalars(sa.select(Ticket)).one()
        assert [message.direction for message in ticket.messages] == ["in"]
