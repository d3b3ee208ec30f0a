"""Reminders: each rung once for each due date, however often and by however many clocks; never in a burst."""

import threading
from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from compliance.db import clock_at, db
from compliance.jobs import Job
from compliance.ledger import verify
from compliance.rules.reminders import LADDER, reached
from compliance.tickets import deciding
from compliance.tickets.models import Reminder
from compliance.tickets.sweep import sweep
from tests.factories import a_member_of_staff, a_ticket


def at(day) -> datetime:
    return datetime.combine(day, time(8), UTC)


def told(ticket_id: int) -> list[tuple[str, bool]]:
    db.session.rollback()
    rows = sa.select(Reminder.rung, Reminder.skipped).where(Reminder.ticket_id == ticket_id).order_by(Reminder.id)
    return [tuple(row) for row in db.session.execute(rows)]


def promised() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count(Job.id)).where(Job.kind == "staff.remind"))


@pytest.fixture
def ticket(app):
    with app.app_context():
        yield a_ticket(app)


def test_each_rung_once_day_after_day(ticket):
    due = ticket.due_on
    for days in range(-40, 20):
        for _ in range(2):
            with clock_at(at(due + timedelta(days=days))):
                sweep("UTC")
    assert told(ticket.id) == [("week", False), ("day", False), ("overdue", False)]
    assert promised() == 3
    assert verify()[1] is None


def test_nothing_before_the_first_rung(ticket):
    with clock_at(at(ticket.due_on - timedelta(days=8))):
        assert sweep("UTC") == 0


def test_after_a_long_downtime_only_the_most_urgent_is_told(ticket):
    with clock_at(at(ticket.due_on + timedelta(days=3))):
        assert sweep("UTC") == 3
    assert told(ticket.id) == [("week", True), ("day", True), ("overdue", False)]
    assert promised() == 1


def test_the_day_is_the_offices_own(ticket):
    """At 23:30 UTC on the eighth day before, it is already the seventh in Tokyo."""
    eve = datetime.combine(ticket.due_on - timedelta(days=8), time(23, 30), UTC)
    with clock_at(eve):
        assert sweep("UTC") == 0
        assert sweep("Asia/Tokyo") == 1


def test_a_closed_ticket_is_left_alone(app, ticket):
    due = ticket.due_on
    deciding.mark_spam(ticket, a_member_of_staff().actor)
    with clock_at(at(due)):
        assert sweep("UTC") == 0


def test_a_new_due_date_has_its_own_reminders(app, ticket):
    with clock_at(at(ticket.due_on)):
        sweep("UTC")
    deciding.set_request(
        ticket.requests[0], a_member_of_staff().actor, kind="removal", regime="us-ca-ccpa"
    )
    with clock_at(at(ticket.due_on - timedelta(days=7))):
        assert sweep("UTC") == 1


def test_two_clocks_at_once_tell_it_once(app):
    with app.app_context():
        ids = [a_ticket(app, sender=f"p{n}@example.org").id for n in range(5)]
        moment = at(a_ticket(app).due_on)
    start = threading.Barrier(3)

    def run() -> None:
        with app.app_context(), clock_at(moment):
            start.wait(10)
            sweep("UTC")

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with app.app_context():
        assert all(told(ticket_id) == [("week", True), ("day", False)] for ticket_id in ids)
        assert promised() == 6
        assert verify()[1] is None


def test_rungs_are_reached_in_order():
    today = datetime(2026, 3, 2, tzinfo=UTC).date()
    for days in range(-5, 15):
        rungs = reached(today + timedelta(days=days), today)
        assert [rung.days for rung in rungs] == [rung.days for rung in LADDER if days <= rung.days]
