"""Reminders: each rung once for each date, however often and by however many clocks; never in a burst."""

import threading
from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from compliance.db import clock_at, db
from compliance.jobs import Job
from compliance.ledger import Event, verify
from compliance.tickets import deciding, talking, timing, working
from compliance.tickets.clock import local_date
from compliance.tickets.models import Plan, Reminder
from compliance.tickets.sweep import sweep
from tests.factories import a_member_of_staff, a_system, a_ticket

ALL = ["half", "week", "two_days", "day", "overdue", "overdue_officer"]


def at(day) -> datetime:
    return datetime.combine(day, time(8), UTC)


def told(ticket_id: int) -> list[tuple[str, bool]]:
    db.session.rollback()
    rows = sa.select(Reminder.rung, Reminder.skipped).where(Reminder.ticket_id == ticket_id).order_by(Reminder.id)
    return [tuple(row) for row in db.session.execute(rows)]


def promised() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count(Job.id)).where(Job.kind == "reminder.tell"))


def swept(day) -> int:
    with clock_at(at(day)):
        return sweep()


@pytest.fixture
def ticket(app):
    with app.app_context():
        yield a_ticket(app)


def test_each_rung_once_day_after_day(ticket):
    due = ticket.due_on
    for days in range(-40, 20):
        for _ in range(2):
            swept(due + timedelta(days=days))
    assert told(ticket.id) == [(rung, False) for rung in ALL]
    assert promised() == len(ALL)
    assert verify()[1] is None


def test_nothing_before_the_first_rung(ticket):
    received = local_date(ticket.received_at, ticket)
    half = received + (ticket.due_on - received) // 2
    assert swept(half - timedelta(days=1)) == 0
    assert swept(half) == 1


def test_after_a_long_downtime_only_the_latest_is_told_to_each(ticket):
    """The assignee hears that it is overdue, and so do the officers; the rest is passed over, and both are late."""
    assert swept(ticket.due_on + timedelta(days=3)) == len(ALL)
    assert told(ticket.id) == [(rung, rung not in {"overdue", "overdue_officer"}) for rung in ALL]
    assert promised() == 2
    kinds = list(db.session.scalars(sa.select(Event.kind).where(Event.ticket_id == ticket.id).order_by(Event.id)))
    assert kinds[-6:] == ["reminder.skipped"] * 4 + ["reminder.late"] * 2
    assert verify()[1] is None


def test_a_clock_that_jumps_ahead_and_back_tells_nothing_twice(ticket):
    due = ticket.due_on
    assert swept(due - timedelta(days=7)) == 2
    assert swept(due + timedelta(days=30)) == 4
    for days in range(-7, 35):
        assert swept(due + timedelta(days=days)) == 0
    assert sorted(rung for rung, _ in told(ticket.id)) == sorted(ALL)


def test_the_day_is_that_of_the_ticket(make_app):
    """At 15:30 UTC of the day before, it is already the day in Tokyo."""
    app = make_app(TIMEZONE="Asia/Tokyo")
    with app.app_context():
        ticket = a_ticket(app)
        eve = datetime.combine(ticket.due_on - timedelta(days=8), time(14, 30), UTC)
        with clock_at(eve):
            assert [rung for rung, _ in told(ticket.id) if sweep() >= 0] == []
            sweep()
        before = told(ticket.id)
        with clock_at(eve + timedelta(hours=1)):
            assert sweep() == 1
        assert [rung for rung, _ in told(ticket.id)][len(before):] == ["week"]


def test_a_closed_ticket_is_left_alone(app, ticket):
    due = ticket.due_on
    deciding.mark_spam(ticket, a_member_of_staff().actor)
    assert db.session.get(Plan, ticket.id) is None
    assert swept(due) == 0


def test_a_new_due_date_has_its_own_reminders(app, ticket):
    swept(ticket.due_on)
    deciding.set_request(ticket.requests[0], a_member_of_staff().actor, kind="removal", regime="us-ca-ccpa")
    before = len(told(ticket.id))
    swept(ticket.due_on - timedelta(days=7))
    assert [rung for rung, _ in told(ticket.id)][before:][-1] == "week"


def test_nobody_is_reminded_while_the_clock_stands_still(app, ticket):
    due = ticket.due_on
    timing.pause(ticket.requests[0], a_member_of_staff().actor, reason="identity")
    assert ticket.paused
    assert swept(due + timedelta(days=1)) == 0


def test_an_extended_ticket_is_reminded_of_its_new_date(app, ticket):
    due = ticket.due_on
    timing.extend(ticket.requests[0], a_member_of_staff().actor, ground="number", letter=False)
    assert ticket.due_on > due
    swept(due + timedelta(days=1))
    assert {rung for rung, _ in told(ticket.id)} <= {"half"}


def test_the_person_is_reminded_of_the_proof_before_it_lapses(app, ticket):
    officer = a_member_of_staff().actor
    talking.ask_proof(ticket, officer)
    until = local_date(ticket.proof_until, ticket)
    assert swept(until - timedelta(days=3)) == 0
    assert swept(until - timedelta(days=2)) == 1
    assert swept(until + timedelta(days=1)) == 1
    assert [rung for rung, _ in told(ticket.id)] == ["proof", "proof_lapsed"]


def test_proof_that_was_given_is_not_reminded_of(app, ticket):
    officer = a_member_of_staff().actor
    talking.ask_proof(ticket, officer)
    until = ticket.proof_until.date()
    talking.accept_proof(ticket, officer, "call_back")
    swept(until + timedelta(days=1))
    assert not {rung for rung, _ in told(ticket.id)} & {"proof", "proof_lapsed"}


def test_receipt_is_to_be_acknowledged_in_time(app):
    with app.app_context():
        officer = a_member_of_staff().actor
        for answered in (False, True):
            ticket = a_ticket(app, sender=f"{answered}@example.org".lower(), answerable=False)
            deciding.set_request(ticket.requests[0], officer, kind="removal", regime="us-ca-ccpa")
            if answered:
                letter = talking.write(ticket, officer, "We have it.")
                letter.delivery = "sent"
                db.session.commit()
                working.replan(ticket)
                db.session.commit()
            swept(ticket.requests[0].acknowledge_on - timedelta(days=1))
            assert ("acknowledge" in [rung for rung, _ in told(ticket.id)]) is not answered


def test_owners_are_reminded_while_systems_are_still_to_do(app):
    with app.app_context():
        officer = a_member_of_staff().actor
        a_system("Forum")
        for finished in (False, True):
            ticket = a_ticket(app, sender=f"{finished}@example.org".lower())
            if finished:
                working.finish_task(ticket.tasks[0], officer, "nothing_found")
            swept(ticket.due_on - timedelta(days=10))
            assert ("systems" in [rung for rung, _ in told(ticket.id)]) is not finished


def test_two_clocks_at_once_tell_it_once(app):
    with app.app_context():
        ids = [a_ticket(app, sender=f"p{n}@example.org").id for n in range(5)]
        moment = at(a_ticket(app).due_on)
    start = threading.Barrier(3)

    def run() -> None:
        with app.app_context(), clock_at(moment):
            start.wait(10)
            sweep()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with app.app_context():
        swept(moment.date())  # what one left to another that was not faster
        assert all(told(ticket_id) == [("half", True), ("week", True), ("two_days", True), ("day", False)] for ticket_id in ids)
        assert promised() == 6
        assert verify()[1] is None
