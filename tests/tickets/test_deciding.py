"""Deciding and working: what may be closed when, what a refusal leaves behind, who may do what."""

import pytest
import sqlalchemy as sa

from compliance.db import db
from compliance.ledger import Event, verify
from compliance.people import accounts
from compliance.rules.abilities import REQUESTER, ROLES, SYSTEM, staff_actor
from compliance.tickets import deciding, talking, working
from compliance.tickets.door import Forbidden, Refused
from compliance.tickets.models import Message
from tests.factories import a_member_of_staff, a_system, a_ticket


@pytest.fixture
def desk(app):
    """The app with an officer."""
    with app.app_context():
        yield app, a_member_of_staff("officer").actor


def close(app, actor, request, outcome="done", **more):
    return deciding.close_request(request, actor, outcome=outcome, **more)


def kinds_of_events(ticket) -> list[str]:
    return list(db.session.scalars(sa.select(Event.kind).where(Event.ticket_id == ticket.id).order_by(Event.id)))


def test_the_whole_road_of_a_removal(desk):
    app, actor = desk
    a_system("Forum")
    a_system("Newsletter", ("unsubscribe",))
    ticket = a_ticket(app, suggested=True)
    request = ticket.requests[0]
    assert request.tasks == []
    deciding.set_request(request, actor, kind="removal", regime="eu-gdpr")
    assert (ticket.state, len(request.tasks), request.suggested) == ("open", 1, False)
    with pytest.raises(Refused, match="ask for proof"):
        working.finish_task(request.tasks[0], actor, "done")
    talking.accept_proof(ticket, actor, "call_back")
    with pytest.raises(Refused, match="1 system still"):
        close(app, actor, request)
    working.finish_task(request.tasks[0], actor, "done", text="Account 17 is gone.")
    letter = close(app, actor, request)
    assert (ticket.state, request.outcome, letter.letter, letter.delivery) == ("closed", "done", "done", "queued")
    assert "act.refused" in kinds_of_events(ticket)
    assert verify()[1] is None


def test_what_the_person_withdraws_leaves_the_rest_to_be_looked_at(desk):
    app, _ = desk
    ticket = a_ticket(app, "unsubscribe", "objection")
    deciding.withdraw(ticket.requests[0], REQUESTER)
    assert (ticket.state, ticket.unread) == ("new", True)


def test_every_request_has_its_own_outcome_and_the_last_closes_the_ticket(desk):
    app, actor = desk
    ticket = a_ticket(app, "unsubscribe", "objection")
    close(app, actor, ticket.requests[0])
    assert ticket.state == "new"
    close(app, actor, ticket.requests[1], "refused", ground="not_covered")
    assert (ticket.state, [request.outcome for request in ticket.requests]) == ("closed", ["done", "refused"])


@pytest.mark.parametrize(("outcome", "more", "reason"), [
    ("refused", {}, "ground"), ("refused", {"ground": "because"}, "ground"), ("partly", {}, "ground"),
    ("gone", {}, "outcome"),
])
def test_an_outcome_needs_what_it_needs(desk, outcome, more, reason):
    app, actor = desk
    ticket = a_ticket(app, "unsubscribe")
    with pytest.raises(Refused, match=reason):
        close(app, actor, ticket.requests[0], outcome, **more)
    assert ticket.requests[0].outcome is None


def test_a_suggestion_is_never_carried_out_unconfirmed(desk):
    app, actor = desk
    ticket = a_ticket(app, "unsubscribe", suggested=True)
    with pytest.raises(Refused, match="Confirm"):
        close(app, actor, ticket.requests[0])


def test_a_closed_request_stays_closed_until_the_ticket_is_reopened(desk):
    app, actor = desk
    ticket = a_ticket(app, "unsubscribe")
    due = ticket.due_on
    close(app, actor, ticket.requests[0])
    with pytest.raises(Refused, match="Reopen"):
        close(app, actor, ticket.requests[0])
    deciding.reopen(ticket, actor, "answer")
    assert (ticket.state, ticket.requests[0].outcome, ticket.due_on) == ("open", None, due)


def test_reopening_needs_a_reason(desk):
    app, actor = desk
    ticket = a_ticket(app, "unsubscribe")
    with pytest.raises(Refused, match="open"):
        deciding.reopen(ticket, actor, "answer")
    close(app, actor, ticket.requests[0])
    with pytest.raises(Refused, match="why"):
        deciding.reopen(ticket, actor, "")


def test_another_law_moves_the_due_date(desk):
    app, actor = desk
    ticket = a_ticket(app, "removal")
    before = ticket.due_on
    deciding.set_request(ticket.requests[0], actor, kind="removal", regime="us-ca-ccpa")
    assert ticket.due_on > before
    assert ticket.requests[0].steps


def test_a_law_that_does_not_give_the_right_is_refused(desk):
    app, actor = desk
    ticket = a_ticket(app, "removal")
    before = ticket.requests[0].due_on
    with pytest.raises(Refused):
        deciding.set_request(ticket.requests[0], actor, kind="access", regime="us-canspam")
    assert (ticket.requests[0].kind, ticket.requests[0].due_on) == ("removal", before)


def test_a_ticket_of_no_known_request_has_a_due_date_all_the_same(desk):
    app, _ = desk
    ticket = a_ticket(app, asked=())
    assert ticket.requests == []
    assert ticket.due_on is not None


def test_changing_the_kind_changes_the_tasks(desk):
    app, actor = desk
    a_system("Forum", ("removal",))
    a_system("Newsletter", ("unsubscribe",))
    ticket = a_ticket(app, "removal")
    deciding.set_request(ticket.requests[0], actor, kind="unsubscribe", regime="eu-gdpr")
    assert sorted(task.dropped for task in ticket.tasks) == [False, True]
    deciding.set_request(ticket.requests[0], actor, kind="removal", regime="eu-gdpr")
    assert len(ticket.tasks) == 2


def test_kept_data_needs_its_ground_and_stands_in_the_letter(desk):
    app, actor = desk
    a_system("Invoices")
    ticket = a_ticket(app, "removal")
    task = ticket.tasks[0]
    with pytest.raises(Refused, match="why"):
        working.finish_task(task, actor, "kept")
    working.finish_task(task, actor, "kept", "legal_duty")
    with pytest.raises(Refused, match="finished"):
        working.finish_task(task, actor, "done")
    working.reopen_task(task, actor)
    assert task.outcome is None


def test_spam_stays_with_its_due_date_and_can_be_rescued(desk):
    app, actor = desk
    ticket = a_ticket(app, "removal")
    due = ticket.due_on
    deciding.mark_spam(ticket, actor)
    assert (ticket.state, ticket.due_on) == ("spam", due)
    deciding.reopen(ticket, actor, "mistake")
    assert (ticket.state, ticket.due_on) == ("open", due)


def test_nothing_is_written_to_who_must_not_be_answered(desk):
    app, actor = desk
    ticket = a_ticket(app, "unsubscribe", answerable=False)
    assert close(app, actor, ticket.requests[0]) is None
    assert db.session.scalar(sa.select(sa.func.count(Message.id)).where(Message.direction == "out")) == 0


@pytest.mark.parametrize("role", ROLES)
def test_who_may_not_is_refused_and_the_refusal_is_told(app, role):
    with app.app_context():
        ticket = a_ticket(app)
        actor = staff_actor(a_member_of_staff(role).id, role)
        may = actor.can("ticket.assign")
        if may:
            deciding.assign(ticket, actor, None)
        else:
            with pytest.raises(Forbidden):
                deciding.assign(ticket, actor, None)
        assert kinds_of_events(ticket)[-1] == ("ticket.assigned" if may else "act.refused")
        assert verify()[1] is None


def test_a_disabled_colleague_gets_no_tickets(desk):
    app, actor = desk
    colleague = a_member_of_staff("agent", "ben@staff.example.org")
    ticket = a_ticket(app)
    deciding.assign(ticket, actor, colleague)
    assert ticket.assignee_id == colleague.id
    colleague_id = colleague.id
    accounts.disable(colleague, SYSTEM)
    with pytest.raises(Refused, match="disabled"):
        deciding.assign(ticket, actor, db.session.get(type(colleague), colleague_id))
