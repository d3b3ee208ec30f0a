"""Somebody leaves: tickets handed on with their history, sessions gone, what was theirs tidied."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from compliance import jobs
from compliance.db import db, new_id, unit
from compliance.ledger import Event, verify
from compliance.people import accounts, sessions
from compliance.people.models import DigestLine, Staff
from compliance.registers import approvals, saved_views
from compliance.rules.abilities import SYSTEM
from compliance.tickets import deciding, departing, talking, warrants
from compliance.tickets.models import Ticket
from tests.factories import a_member_of_staff, a_system, a_ticket


@pytest.fixture
def boss(book: Flask) -> Staff:
    """An administrator."""
    return a_member_of_staff("admin", "boss@staff.example.org")


@pytest.fixture
def leaver(book: Flask) -> Staff:
    """An agent who leaves."""
    return a_member_of_staff("agent", "leo@staff.example.org")


def test_open_tickets_go_to_the_colleague_and_their_history_says_so(book: Flask, boss: Staff, leaver: Staff) -> None:
    """Closed ones keep the name of who closed them."""
    heir = a_member_of_staff("agent", "ben@staff.example.org")
    theirs, done, foreign = a_ticket(book), a_ticket(book), a_ticket(book)
    for ticket in (theirs, done):
        deciding.assign(ticket, boss.actor, leaver)
    deciding.assign(foreign, boss.actor, boss)
    deciding.close_request(done.requests[0], boss.actor, outcome="refused", ground="nothing_held", text="", letter=False)
    assert departing.open_tickets() == {leaver.id: 1, boss.id: 1}
    assert departing.depart(leaver, boss.actor, heir) == 1
    jobs.run_due()
    owners = dict(db.session.execute(sa.select(Ticket.id, Ticket.assignee_id)).all())
    assert owners == {theirs.id: heir.id, done.id: leaver.id, foreign.id: boss.id}
    told = db.session.scalars(sa.select(Event).where(Event.ticket_id == theirs.id, Event.kind == "ticket.assigned")
                              .order_by(Event.id)).all()[-1]
    assert (told.actor_id, told.data) == (boss.id, {"to_staff": heir.id})
    assert verify()[1] is None


def test_without_a_colleague_they_go_to_the_team(book: Flask, boss: Staff, leaver: Staff) -> None:
    """As one's own hand would put them there."""
    ticket = a_ticket(book)
    deciding.assign(ticket, boss.actor, leaver)
    departing.depart(leaver, boss.actor, None)
    jobs.run_due()
    assert db.session.get(Ticket, ticket.id, populate_existing=True).assignee_id is None


def test_nothing_of_theirs_is_left(book: Flask, boss: Staff, leaver: Staff) -> None:
    """Sessions, own views, reminders that waited; the team's views stay."""
    token = sessions.begin(leaver, "", sessions.ENOUGH)
    ticket = a_ticket(book)
    saved_views.save("mine", "state=new", leaver.actor, team=False)
    saved_views.save("ours", "state=new", boss.actor, team=True)
    with unit():
        db.session.add(DigestLine(id=new_id(), staff_id=leaver.id, ticket_id=ticket.id, rung="due", due_on=date(2026, 1, 1)))
    departing.depart(leaver, boss.actor, None)
    assert sessions.find(token) is None
    assert [view.name for view in saved_views.views_of(leaver.id)] == ["ours"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(DigestLine)) == 0


@pytest.mark.parametrize("approved", [False, True])
def test_a_proposal_of_theirs_ends_unless_somebody_approved_it(book: Flask, boss: Staff, leaver: Staff, approved: bool) -> None:
    """What another has looked at and approved stands on that one's word."""
    approvals.set_rule(boss.actor, "restriction", 24)
    a_system("Forum", ("restriction",))
    ticket = a_ticket(book, "restriction")
    talking.accept_proof(ticket, boss.actor, "call_back")
    warrants.propose(ticket.requests[0], leaver.actor)
    if approved:
        warrants.approve(ticket.requests[0], boss.actor)
    departing.depart(leaver, boss.actor, None)
    assert (warrants.warrant_of(ticket.requests[0]) is not None) is approved
    assert verify()[1] is None


@pytest.mark.parametrize("wrong", ["self", "disabled", "auditor"])
def test_who_cannot_take_over(book: Flask, boss: Staff, leaver: Staff, wrong: str) -> None:
    """Then nothing happens at all."""
    heir = leaver if wrong == "self" else a_member_of_staff("auditor" if wrong == "auditor" else "agent", "ben@x.example.org")
    if wrong == "disabled":
        accounts.disable(heir, SYSTEM)
    with pytest.raises(accounts.AccountError, match="colleague"):
        departing.depart(leaver, boss.actor, heir)
    assert leaver.active


def test_who_may_not(book: Flask, boss: Staff, leaver: Staff) -> None:
    """Nobody ends their own account, and an agent nobody's."""
    with pytest.raises(accounts.AccountError, match="your own"):
        departing.depart(boss, boss.actor, None)
    with pytest.raises(accounts.AccountError, match="may not"):
        departing.depart(boss, leaver.actor, None)
