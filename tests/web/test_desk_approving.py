"""Two people at the desk: proposed, approved with one's own password, listed, set kind by kind."""

from datetime import timedelta

import pytest
from flask import Flask

from compliance.db import clock_at, db, now
from compliance.people import accounts
from compliance.people.models import Staff
from compliance.registers import approvals
from compliance.tickets import talking
from compliance.tickets.models import Ticket
from tests.factories import PASSWORD, a_system, a_ticket
from tests.web.desk import Desk, text_of


@pytest.fixture
def desk(app: Flask) -> Desk:
    """An officer, and a rule for one kind."""
    desk = Desk(app)
    desk.post("/staff/approvals/restriction", hours="24")
    return desk


def ready(desk: Desk) -> tuple[str, int]:
    """A ticket that could be carried out, and its request."""
    with desk.app.app_context():
        a_system("Forum", ("restriction",))
        ticket = a_ticket(desk.app, "restriction")
        talking.accept_proof(ticket, db.session.get(Staff, desk.staff_id).actor, "call_back")
        return ticket.reference, ticket.requests[0].id


def test_from_the_proposal_to_the_wait(desk: Desk) -> None:
    """Each page says how far it is and what to do; the wrong password and the proposer get no further."""
    reference, request = ready(desk)
    other = Desk(desk.app, "officer", "ben")
    with desk.app.app_context():
        accounts.set_password(db.session.get(Staff, other.staff_id), PASSWORD)
    other.sign_in_again()
    task = task_of(desk, reference)
    assert desk.act(reference, f"tasks/{task}/finish", outcome="done").status_code == 409
    assert "propose it first" in text_of(desk.act(reference, f"tasks/{task}/finish", outcome="done"))
    desk.act(reference, f"requests/{request}/propose")
    assert "Somebody else must approve it." in text_of(desk.get(f"/staff/tickets/{reference}?act=every"))
    assert "Approve it" not in text_of(desk.get(f"/staff/tickets/{reference}?act=every"))
    assert reference in text_of(other.get("/staff/approvals"))
    assert "Approve it" in text_of(other.get(f"/staff/tickets/{reference}?act=every"))
    with clock_at(now() + timedelta(minutes=6)):
        assert other.act(reference, f"requests/{request}/approve", prove_it_is_you="wrong").status_code == 401
        assert other.act(reference, f"requests/{request}/approve").status_code == 401
        assert other.act(reference, f"requests/{request}/approve", prove_it_is_you=PASSWORD).status_code == 302
    assert "It may be carried out from" in text_of(desk.get(f"/staff/tickets/{reference}"))
    assert "Nothing waits for an approval" in text_of(other.get("/staff/approvals"))
    desk.act(reference, f"requests/{request}/unpropose")
    assert "Propose to carry it out" in text_of(desk.get(f"/staff/tickets/{reference}"))
    assert "approved that" in text_of(desk.get(f"/staff/tickets/{reference}"))


def task_of(desk: Desk, reference: str) -> int:
    """The first task of a ticket."""
    with desk.app.app_context():
        ticket = db.session.query(Ticket).filter_by(reference=reference).one()
        return ticket.tasks[0].id


def test_the_proposer_cannot_approve_by_hand(desk: Desk) -> None:
    """Not even just after giving the password."""
    reference, request = ready(desk)
    Desk(desk.app, "officer", "ben")
    desk.act(reference, f"requests/{request}/propose")
    answer = desk.act(reference, f"requests/{request}/approve")
    assert (answer.status_code, "Who proposes does not approve" in text_of(answer)) == (409, True)


def test_rules_are_set_and_lifted(desk: Desk) -> None:
    """From a day on; nonsense changes nothing; an agent sets none."""
    assert "two people, then 24 hours" in text_of(desk.get("/staff/approvals"))
    for wrong in ("1", "x", "99999", "-5"):
        desk.post("/staff/approvals/removal", hours=wrong)
        assert "Say how many hours" in text_of(desk.get("/staff/approvals"))
    desk.post("/staff/approvals/restriction", hours="")
    with desk.app.app_context():
        assert approvals.rules() == {}
    assert Desk(desk.app, "agent", "cem").post("/staff/approvals/removal", hours="72").status_code == 403


def test_one_officer_is_told_that_the_wait_stands_alone(desk: Desk) -> None:
    """On the page of rules, and on the ticket."""
    assert "You are the only one who could approve." in text_of(desk.get("/staff/approvals"))
    reference, request = ready(desk)
    desk.act(reference, f"requests/{request}/propose")
    assert "the waiting time alone counts" in text_of(desk.get(f"/staff/tickets/{reference}"))
