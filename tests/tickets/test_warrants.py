"""Two people and a wait: nothing is carried out without every one of the conditions."""

from datetime import timedelta

import pytest

from compliance.db import clock_at, db, now, unit
from compliance.ledger import verify
from compliance.people import accounts
from compliance.registers import approvals
from compliance.registers.approvals import set_rule
from compliance.rules.abilities import SYSTEM
from compliance.tickets import correcting, deciding, talking, warrants, working
from compliance.tickets.door import Forbidden, Refused
from compliance.tickets.retaining import HOLDS, lift_hold, set_hold
from compliance.tickets.warrants import Standing, standing
from tests.factories import a_member_of_staff, a_system, a_ticket

HOURS = 48


@pytest.fixture
def house(app):
    """Two officers, an agent, a system, the rule, and a request that could be carried out without it."""
    with app.app_context():
        set_rule(SYSTEM, "restriction", HOURS)
        a_system("Forum", ("restriction",))
        a_system("Shop", ("restriction",))
        ana, ben = a_member_of_staff(), a_member_of_staff(email="ben@staff.example.org")
        cem = a_member_of_staff("agent", "cem@staff.example.org")
        ticket = a_ticket(app, "restriction")
        talking.accept_proof(ticket, ana.actor, "call_back")
        yield ticket.requests[0], ana, ben, cem


def refused(reason, act, *args, **fields):
    with pytest.raises(Refused) as refusal:
        act(*args, **fields)
    assert refusal.value.reason == reason


def finish(request, staff, n=0):
    working.finish_task(request.tasks[n], staff.actor, "done")


def approved(house):
    request, ana, ben, _cem = house
    warrants.propose(request, ana.actor)
    warrants.approve(request, ben.actor)
    return request, ana


def test_the_whole_way(house):
    request, ana, ben, cem = house
    assert standing(request) is Standing.MISSING
    refused("approval_missing", finish, request, ana)
    warrants.propose(request, cem.actor)
    refused("approval_missing", finish, request, ana)
    warrants.approve(request, ben.actor)
    assert standing(request) is Standing.WAITING
    refused("approval_missing", finish, request, ana)
    with clock_at(now() + timedelta(hours=HOURS, minutes=1)):
        assert standing(request) is Standing.READY
        finish(request, ana)
        finish(request, ana, 1)
        deciding.close_request(request, ana.actor, outcome="done")
    assert verify()[1] is None


def test_the_wait_is_not_a_minute_shorter(house):
    request, ana = approved(house)
    with clock_at(now() + timedelta(hours=HOURS) - timedelta(minutes=1)):
        refused("approval_missing", finish, request, ana)


def test_who_proposes_does_not_approve(house):
    request, ana, _ben, _cem = house
    warrants.propose(request, ana.actor)
    refused("own_proposal", warrants.approve, request, ana.actor)


def test_an_agent_does_not_approve(house):
    request, ana, _ben, cem = house
    warrants.propose(request, ana.actor)
    with pytest.raises(Forbidden):
        warrants.approve(request, cem.actor)


def test_nothing_is_approved_that_nobody_proposed(house):
    request, ana, ben, _cem = house
    refused("not_proposed", warrants.approve, request, ben.actor)
    warrants.propose(request, ana.actor)
    warrants.approve(request, ben.actor)
    refused("not_proposed", warrants.approve, request, ben.actor)


def test_what_is_taken_back_is_over(house):
    request, ana = approved(house)
    warrants.take_back(request, house[3].actor)
    with clock_at(now() + timedelta(hours=HOURS + 1)):
        refused("approval_missing", finish, request, ana)
    refused("not_proposed", warrants.take_back, request, ana.actor)


@pytest.mark.parametrize("change", ["system", "person", "law"])
def test_another_plan_needs_another_approval(house, change):
    request, ana = approved(house)
    if change == "system":
        a_system("Newsletter", ("restriction",))
        deciding.set_request(request, ana.actor, kind="restriction", regime="eu-gdpr")
    elif change == "person":
        correcting.set_person(request.ticket, ana.actor, name="Tom", email="tom@example.org")
        talking.accept_proof(request.ticket, ana.actor, "call_back")
    else:
        deciding.set_request(request, ana.actor, kind="restriction", regime="uk-gdpr")
    assert standing(request) is Standing.CHANGED
    with clock_at(now() + timedelta(hours=HOURS + 1)):
        refused("approval_missing", finish, request, ana)
        refused("not_proposed", warrants.approve, request, house[2].actor)


def test_a_changed_proposal_is_not_approved(house):
    request, ana, ben, _cem = house
    warrants.propose(request, ana.actor)
    deciding.set_request(request, ana.actor, kind="restriction", regime="uk-gdpr")
    refused("approval_missing", warrants.approve, request, ben.actor)
    warrants.propose(request, ana.actor)
    warrants.approve(request, ben.actor)
    assert standing(request) is Standing.WAITING


def test_a_hold_that_comes_meanwhile_stops_it(house):
    request, ana = approved(house)
    day = now().date() + timedelta(days=90)
    set_hold(request.ticket, ana.actor, sorted(HOLDS)[0], "A claim.", day)
    with clock_at(now() + timedelta(hours=HOURS + 1)):
        refused("approval_missing", finish, request, ana)
        lift_hold(request.ticket, ana.actor)
        finish(request, ana)


def test_proof_and_confirmation_come_first(app, house):
    ana = house[1]
    unproven = a_ticket(app, "restriction").requests[0]
    refused("proof_missing", warrants.propose, unproven, ana.actor)
    suggested = a_ticket(app, "restriction", suggested=True)
    talking.accept_proof(suggested, ana.actor, "call_back")
    refused("not_confirmed", warrants.propose, suggested.requests[0], ana.actor)


def test_without_systems_the_closing_waits(app, house):
    ana, ben = house[1], house[2]
    set_rule(SYSTEM, "objection", 24)
    ticket = a_ticket(app, "objection")
    talking.accept_proof(ticket, ana.actor, "call_back")
    request = ticket.requests[0]
    refused("approval_missing", deciding.close_request, request, ana.actor, outcome="done")
    warrants.propose(request, ana.actor)
    warrants.approve(request, ben.actor)
    with clock_at(now() + timedelta(hours=25)):
        deciding.close_request(request, ana.actor, outcome="done")


def test_refusing_needs_nobody_else(house):
    request, ana, _ben, _cem = house
    deciding.close_request(request, ana.actor, outcome="refused", ground="excessive")


def test_a_house_with_one_officer_has_the_wait_alone(house):
    request, ana, ben, _cem = house
    eva = a_member_of_staff("admin", "eva@staff.example.org")
    assert not warrants.alone(ana.id)
    accounts.disable(ben, eva.actor)
    accounts.disable(eva, SYSTEM)
    assert warrants.alone(ana.id)
    warrants.propose(request, ana.actor)
    assert standing(request) is Standing.WAITING
    with clock_at(now() + timedelta(hours=HOURS + 1)):
        finish(request, ana)


def test_a_kind_without_the_rule_is_free(app, house):
    request, ana, _ben, _cem = house
    set_rule(SYSTEM, "restriction", None)
    assert (standing(request), approvals.rules()) == (Standing.FREE, {})
    refused("not_needed", warrants.propose, request, ana.actor)
    finish(request, ana)


@pytest.mark.parametrize(("kind", "hours"), [("restriction", 23), ("restriction", 337), ("complaint", 72), ("nothing", 72)])
def test_a_wrong_rule_is_refused(app, kind, hours):
    with app.app_context(), pytest.raises(ValueError):
        set_rule(SYSTEM, kind, hours)


def test_proposals_that_wait_are_listed(house):
    request, ana, ben, _cem = house
    warrants.propose(request, ana.actor)
    assert [warrant.request_id for warrant in warrants.proposed()] == [request.id]
    warrants.approve(request, ben.actor)
    with unit():
        db.session.expire_all()
    assert warrants.proposed() == []
