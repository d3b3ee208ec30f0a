"""Taking a message out into a ticket of its own, and putting it back."""

from datetime import timedelta

import pytest

from compliance.db import db, now
from compliance.ledger import verify
from compliance.rules.abilities import REQUESTER
from compliance.tickets import placing, talking
from compliance.tickets.arrivals import Arrival
from compliance.tickets.door import Refused
from compliance.tickets.models import Message
from compliance.tickets.queue import View, search
from compliance.tickets.splitting import split
from tests.factories import a_member_of_staff, a_ticket, office


@pytest.fixture
def case(app):
    """A ticket with a second mail, and somebody of the staff."""
    with app.app_context():
        ticket, ana = a_ticket(app, received_at=now() - timedelta(days=20)), a_member_of_staff()
        more = Arrival("mail", ticket.contact, "maria@example.org", text="My brother Xaver wants his data deleted, too.",
                       received_at=now() - timedelta(days=2), outcome="reply")
        talking.receive_message(ticket, REQUESTER, more)
        db.session.expire_all()
        yield ticket, ticket.messages[-1], ana.actor, office(app)


def test_a_ticket_of_its_own_with_its_own_clock(case):
    ticket, message, actor, where = case
    made = split(message, actor, where)
    assert made.reference != ticket.reference
    assert (made.received_at, made.needs_reading, made.open_requests) == (message.at, True, [])
    assert made.due_on > ticket.due_on
    assert made.proof == 0
    assert [one.id for one in made.messages] == [message.id]
    assert message.id not in {one.id for one in ticket.messages}
    assert [one.reference for one in search("xaver", View()).tickets] == [made.reference]
    assert not [one for one in made.messages if one.direction == "out"]
    assert verify()[1] is None


def test_putting_it_back_undoes_it(case):
    ticket, message, actor, where = case
    made = split(message, actor, where)
    placing.place(made, actor, onto=ticket)
    assert db.session.get(Message, message.id).ticket_id == ticket.id
    assert [one.reference for one in search("xaver", View()).tickets] == [ticket.reference]
    assert verify()[1] is None


def test_the_first_message_stays(case):
    ticket, message, actor, where = case
    for wrong in (ticket.messages[0], next(one for one in ticket.messages if one.direction == "out")):
        with pytest.raises(Refused):
            split(wrong, actor, where)
    split(message, actor, where)
    with pytest.raises(Refused):
        split(message, actor, where)
