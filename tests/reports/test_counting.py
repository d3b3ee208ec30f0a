"""What is counted of a period: by the local date of receipt, whatever became of it, and whoever was erased since."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import clock_at, db
from compliance.ledger import Event
from compliance.reports import snapshot, yearly
from compliance.reports.counting import count, year
from compliance.tickets import correcting, deciding, talking, timing
from compliance.tickets.arrivals import Asked
from compliance.tickets.erasing import erase
from tests.factories import a_member_of_staff, a_ticket

SPRING = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 11, 1)


@pytest.fixture
def book(app):
    with app.app_context():
        yield app


def a_request(book, kind, received=SPRING, outcome=None, after=10, regime="eu-gdpr", **closing):
    """A request that came in then and was answered so many days later."""
    with clock_at(received):
        ticket = a_ticket(book, asked=(Asked(kind, regime, suggested=False),), received_at=received)
    if outcome:
        staff = a_member_of_staff(email=f"s{ticket.id}@staff.example.org")
        with clock_at(received + timedelta(days=after)):
            talking.accept_proof(ticket, staff.actor, "call_back")
            deciding.close_request(ticket.requests[0], staff.actor, outcome=outcome, letter=False, **closing)
    return ticket


def test_each_outcome_has_its_place(book):
    a_request(book, "unsubscribe", outcome="done", after=10)
    a_request(book, "unsubscribe", outcome="done", after=50)
    a_request(book, "objection", outcome="refused", after=20, ground="excessive")
    a_request(book, "objection")
    whole = year(2026, TODAY).all
    assert (whole.received, whole.answered, whole.open, whole.in_time, whole.late, whole.overdue) == (4, 3, 1, 2, 1, 1)
    assert (whole.outcomes, whole.grounds) == ({"done": 2, "refused": 1}, {"excessive": 1})
    assert (whole.median_days, whole.share_in_time) == (20, 0.5)
    assert 20 < whole.p90_days <= 50


def test_nothing_is_nothing(book):
    whole = year(2026, TODAY).all
    assert (whole.received, whole.median_days, whole.p90_days, whole.share_in_time) == (0, None, None, None)
    assert all(table.rows == [] or table.heads for table in yearly.tables(2026, TODAY))


def test_the_local_date_decides_the_year(book):
    """Half an hour before midnight in UTC it is the new year in Berlin."""
    a_request(book, "access", received=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    assert (year(2025, TODAY).all.received, year(2026, TODAY).all.received) == (0, 1)
    assert count(date(2026, 1, 1), date(2026, 1, 1), TODAY).by_month["2026-01"].received == 1


def test_what_was_no_request_is_not_counted(book):
    staff = a_member_of_staff().actor
    correcting.dismiss(a_request(book, "access").requests[0], staff, reason="not_asked")
    deciding.mark_spam(a_request(book, "access"), staff)
    assert year(2026, TODAY).all.received == 0


def test_an_extension_is_counted_with_its_ground(book):
    ticket = a_request(book, "access")
    with clock_at(SPRING + timedelta(days=5)):
        timing.extend(ticket.requests[0], a_member_of_staff().actor, ground="number", letter=False)
    whole = year(2026, date(2026, 4, 20)).all
    assert (whole.extended, whole.extensions, whole.overdue) == (1, {"number": 1}, 0)


def test_erasing_people_changes_no_figure(book):
    ticket = a_request(book, "unsubscribe", outcome="done")
    before = [table.rows for table in yearly.tables(2026, TODAY)][1:]
    erase(ticket, a_member_of_staff().actor)
    assert [table.rows for table in yearly.tables(2026, TODAY)][1:] == before
    assert ("tickets whose data was erased", 1) in yearly.tables(ticket_year(), TODAY)[0].rows


def ticket_year() -> int:
    """The year in which the erasure was told."""
    return db.session.scalar(sa.select(sa.func.max(Event.at))).year


def test_the_counts_of_california(book):
    a_request(book, "opt_out_of_sale", outcome="done", after=3, regime="us-ca-ccpa")
    a_request(book, "opt_out_of_sale", outcome="done", after=5, regime="us-ca-ccpa")
    a_request(book, "unsubscribe", outcome="done", after=5)
    a_request(book, "access", regime="us-ca-ccpa", outcome="refused", after=9, ground="excessive")
    a_request(book, "access", regime="eu-gdpr")
    rows = {row[0]: row[1:] for row in yearly.california(year(2026, TODAY), only=True).rows}
    assert rows["opt out of sale or sharing"] == (2, 2, 0, 4)
    assert rows["know"] == (1, 0, 1, 9)
    assert rows["delete"] == (0, 0, 0, None)
    assert {row[0]: row[1] for row in yearly.california(year(2026, TODAY), only=False).rows}["know"] == 2


def test_the_dashboard_is_counted_by_the_worker_once_an_hour(book):
    a_request(book, "removal", received=datetime(2026, 10, 20, 9, tzinfo=UTC))
    with clock_at(datetime(2026, 11, 1, 9, tzinfo=UTC)):
        assert (snapshot.refresh(TODAY), snapshot.refresh(TODAY)) == (True, False)
        jobs.run_due()
        assert not snapshot.refresh(TODAY)
    figures = snapshot.latest().figures
    assert (figures["states"], figures["overdue"], figures["nobody"]) == ({"new": 1}, 0, 1)
    assert figures["received"] == {"2026-10": 1}
    assert sum(many for _week, many in figures["weeks"]) == 1
    with clock_at(datetime(2026, 11, 1, 10, 1, tzinfo=UTC)):
        assert snapshot.refresh(TODAY)
