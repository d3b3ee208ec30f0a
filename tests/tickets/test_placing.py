"""Putting a stray mail onto the ticket that it belongs to: nothing lost, nothing doubled, no clock later, and nobody told."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from compliance.db import clock_at, db
from compliance.ledger import verify
from compliance.rules.abilities import REQUESTER
from compliance.tickets import deciding, placing, queries, talking
from compliance.tickets.arrivals import Arrival, Asked, Hint
from compliance.tickets.door import Refused
from compliance.tickets.models import Message, Plan, Ticket
from compliance.tickets.opening import open_ticket
from tests.factories import a_member_of_staff, a_system, a_ticket, office

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def ana(book):
    """A member of staff, and the time of the tests."""
    with clock_at(MONDAY):
        yield a_member_of_staff().actor


def a_stray(book, of: Ticket, *kinds: str, sender: str = "maria@elsewhere.test") -> Ticket:
    """A mail that hints at a ticket and has one of its own."""
    came = Arrival("mail", "privacy@example.test", sender, text="As I said", body="As I said",
                   asked=tuple(Asked(kind, "eu-gdpr") for kind in kinds))
    return open_ticket(came, REQUESTER, office(book), Hint(of, "reference"))


def letters() -> int:
    return db.session.scalar(sa.select(sa.func.count(Message.id)).where(Message.direction == "out")) or 0


def kinds_of(ticket: Ticket) -> list[str]:
    return [event.kind for event in queries.timeline(ticket)]


def test_what_came_in_moves_and_both_histories_say_so(book, ana):
    """The stray ends, says where it went, and no letter goes out."""
    ticket = a_ticket(book)
    stray = a_stray(book, ticket, "removal")
    before = letters()
    placing.place(stray, ana, onto=ticket)
    assert letters() == before
    assert [m.text for m in ticket.messages if m.direction == "in"] == ["Please help me.", "As I said"]
    assert [m for m in stray.messages if m.direction == "in"] == []
    assert (stray.state, stray.placed_on_id, stray.due_on, stray.perhaps_of_id) == ("placed", ticket.id, None, None)
    assert [request.outcome for request in stray.requests] == ["joined"]
    assert [request.outcome for request in ticket.requests] == [None]
    assert ticket.unread
    assert kinds_of(ticket)[-1] == "message.placed"
    assert kinds_of(stray)[-1] == "ticket.placed"
    assert db.session.scalars(sa.select(Plan.ticket_id)).all() == [ticket.id]
    assert verify()[1] is None


def test_a_new_wish_is_carried_over_with_its_clock_and_its_tasks(book, ana):
    """It counts from the stray's receipt, and is first due there where the other has more time."""
    a_system(kinds=("access",))
    ticket = a_ticket(book)
    with clock_at(MONDAY + timedelta(days=3)):
        stray = a_stray(book, ticket, "access")
        deciding.set_request(stray.requests[0], ana, kind="access", regime="eu-gdpr")
        due = stray.due_on
    with clock_at(MONDAY + timedelta(days=9)):
        assert placing.carried_by_itself(stray, ticket) == {stray.requests[0].id}
        placing.place(stray, ana, onto=ticket, carry=[stray.requests[0].id])
    removal, access = ticket.requests
    assert (access.kind, access.due_on, access.received_at) == ("access", due, stray.received_at)
    assert ticket.due_on == removal.due_on < due
    assert [task.request_id for task in ticket.tasks] == [access.id]
    assert stray.requests == stray.tasks == []
    assert verify()[1] is None


def test_it_can_be_taken_back(book, ana):
    """Messages and clock are as they were."""
    ticket = a_ticket(book)
    stray = a_stray(book, ticket, "removal")
    due = stray.due_on
    placing.place(stray, ana, onto=ticket)
    placing.take_back(stray, ana)
    assert (stray.state, stray.due_on, stray.placed_on_id) == ("open", due, None)
    assert [m.text for m in stray.messages if m.direction == "in"] == ["As I said"]
    assert [m.text for m in ticket.messages if m.direction == "in"] == ["Please help me."]
    assert [request.outcome for request in stray.requests] == [None]
    assert db.session.get(Plan, stray.id) is not None
    assert verify()[1] is None
    with pytest.raises(Refused, match="was not put"):
        placing.take_back(stray, ana)


def test_waiting_ends_on_the_day_on_which_the_answer_came(book, ana):
    """Not on the later day on which staff placed it."""
    ticket = a_ticket(book)
    talking.ask_proof(ticket, ana)
    assert ticket.paused
    with clock_at(MONDAY + timedelta(days=2)):
        stray = a_stray(book, ticket)
    with clock_at(MONDAY + timedelta(days=8)):
        placing.place(stray, ana, onto=ticket)
    assert (ticket.state, ticket.paused) == ("open", False)
    assert [waited["to"] for waited in ticket.requests[0].pauses] == ["2026-11-04"]


def test_an_address_is_known_once_staff_say_so(book, ana):
    """On that ticket alone."""
    ticket, other = a_ticket(book), a_ticket(book)
    placing.place(a_stray(book, ticket), ana, onto=ticket, known=True)
    placing.place(a_stray(book, ticket), ana, onto=ticket, known=True)
    assert placing.known_on(ticket, "Maria@Elsewhere.test")
    assert placing.known_on(ticket, "maria@example.org")
    assert not placing.known_on(other, "maria@elsewhere.test")
    assert not placing.known_on(ticket, "")
    assert kinds_of(ticket).count("ticket.address_known") == 1


def test_what_a_stranger_asks_is_not_carried_under_the_proof_of_another(book, ana):
    """Unless staff say that it is the same person."""
    ticket = a_ticket(book)
    talking.accept_proof(ticket, ana, "call_back")
    stray = a_stray(book, ticket, "access")
    with pytest.raises(Refused, match="Proof was given"):
        placing.place(stray, ana, onto=ticket, carry=[stray.requests[0].id])
    assert stray.state == "new"
    placing.place(stray, ana, onto=ticket, carry=[stray.requests[0].id], known=True)
    assert [request.kind for request in ticket.requests] == ["removal", "access"]


def test_what_cannot_be_placed(book, ana):
    """Onto itself, onto spam, onto what was put elsewhere; closed tickets; an unknown address."""
    ticket, spam, gone = a_ticket(book), a_ticket(book), a_ticket(book)
    deciding.mark_spam(spam, ana)
    placing.place(gone, ana, onto=ticket)
    stray = a_stray(book, ticket, sender="")
    for onto in (stray, spam, gone):
        with pytest.raises(Refused, match="another ticket"):
            placing.place(stray, ana, onto=onto)
    with pytest.raises(Refused, match="no address"):
        placing.place(stray, ana, onto=ticket, known=True)
    with pytest.raises(Refused, match="Nothing has come in"):
        placing.place(gone, ana, onto=ticket)
    with pytest.raises(Refused, match="take it back"):
        deciding.reopen(gone, ana, "mistake")
    deciding.mark_spam(stray, ana)
    with pytest.raises(Refused, match="Reopen"):
        placing.place(stray, ana, onto=ticket)
    assert verify()[1] is None


def test_a_case_of_its_own_loses_the_hint(book, ana):
    """Nothing else changes."""
    ticket = a_ticket(book)
    stray = a_stray(book, ticket, "removal")
    assert (stray.perhaps_of_id, stray.perhaps_why) == (ticket.id, "reference")
    placing.keep_apart(stray, ana)
    assert (stray.perhaps_of_id, stray.perhaps_why, stray.state) == (None, None, "new")
    with pytest.raises(Refused):
        placing.keep_apart(stray, ana)
    assert placing.where_it_went(stray) == stray
