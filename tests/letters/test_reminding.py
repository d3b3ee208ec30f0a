"""Reminders on the wire: to whom, when, once; digests; owners of systems."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from compliance import jobs
from compliance.db import clock_at, db, unit
from compliance.ledger import record
from compliance.letters.reminding import MORNING, next_morning, quiet
from compliance.people.models import DigestLine
from compliance.registers import systems
from compliance.rules.abilities import SYSTEM
from compliance.tickets import deciding
from compliance.tickets.sweep import sweep
from tests.factories import a_member_of_staff, a_ticket

RECEIVED = datetime(2026, 3, 2, 9, tzinfo=UTC)  # due on Thursday 2 April
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def post(make_app, smtp_sink):
    """The app with a mail server that shows what it took, and an unanswerable ticket."""
    app = make_app(MAIL_SERVER="127.0.0.1", MAIL_PORT=str(smtp_sink.port))
    with app.app_context():
        with clock_at(RECEIVED):
            ticket = a_ticket(app, received_at=RECEIVED, answerable=False)
        yield ticket, smtp_sink


def morning(day: str, hour: int = 8) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00+00:00")


def run(moment: datetime) -> None:
    with clock_at(moment):
        sweep()
        jobs.run_due(limit=50)
    db.session.rollback()


def taken(sink) -> list[tuple[str, str]]:
    return [(letter.recipients[0], letter.message["Subject"]) for letter in sink.letters]


def settle(staff, **values) -> None:
    with unit(), record(staff, "staff.invited", SYSTEM):
        for name, value in values.items():
            setattr(staff, name, value)


def test_the_assignee_else_the_team_and_then_the_officers(post):
    ticket, sink = post
    officer, agent = a_member_of_staff(), a_member_of_staff("agent", "ben@staff.example.org")
    a_member_of_staff("auditor", "ines@staff.example.org")
    run(morning("2026-03-17"))
    assert {to for to, _ in taken(sink)} == {"ana@staff.example.org", "ben@staff.example.org"}
    deciding.assign(ticket, officer.actor, agent)
    run(morning("2026-03-26"))
    assert taken(sink)[2:] == [("ben@staff.example.org", f"{ticket.reference} is due Thursday, April 2, 2026")]
    run(morning("2026-04-06"))
    assert sorted(to for to, _ in taken(sink)[3:]) == ["ana@staff.example.org", "ben@staff.example.org"]
    body = sink.letters[-1].message.get_body(("plain",)).get_content()
    assert "is still open" in body
    assert not any("maria" in letter.raw.decode().lower() for letter in sink.letters)
    assert len({letter.message["Message-ID"] for letter in sink.letters}) == 5


def test_nothing_for_a_ticket_that_was_closed_meanwhile(post):
    ticket, sink = post
    officer = a_member_of_staff()
    with clock_at(morning("2026-03-17")):
        sweep()
    deciding.mark_spam(ticket, officer.actor)
    run(morning("2026-03-18"))
    assert taken(sink) == []


def test_a_weekend_is_quiet(post):
    """Half-time moved to a Saturday waits for Monday; the day before a due date does not."""
    _ticket, sink = post
    settle(a_member_of_staff(), timezone="Europe/Berlin")
    with clock_at(morning("2026-03-21")):  # a Saturday; the rung of the 17th is late
        sweep()
        jobs.run_due()
    assert taken(sink) == []
    run(morning("2026-03-23", 5))
    assert [to for to, _ in taken(sink)] == []
    run(morning("2026-03-23", 6))  # seven in Berlin
    assert [to for to, _ in taken(sink)] == ["ana@staff.example.org"]
    assert "later than planned" in sink.letters[0].message.get_body(("plain",)).get_content()


def test_one_digest_a_day_for_who_chose_it(post):
    ticket, sink = post
    settle(a_member_of_staff(), digest=True)
    run(morning("2026-03-17", 10))
    run(morning("2026-03-26", 10))
    assert [to for to, _ in taken(sink)] == ["ana@staff.example.org"]
    run(morning("2026-03-27"))
    assert [subject for _, subject in taken(sink)] == ["Due in privacy requests: 1"] * 2
    body = sink.letters[1].message.get_body(("plain",)).get_content()
    assert f"{ticket.reference}: a week before (2 April 2026)" in body
    assert db.session.scalar(sa.select(sa.func.count(DigestLine.id))) == 0


def test_owners_of_systems_are_asked_by_mail(post):
    ticket, sink = post
    officer = a_member_of_staff()
    systems.add(SYSTEM, systems.Entry(name="Forum", kinds=["removal"], owner="forum@owners.example.org"))
    systems.add(SYSTEM, systems.Entry(name="Shop", kinds=["removal"], owner="Mr. Shop"))
    with clock_at(morning("2026-03-03")):
        deciding.set_request(ticket.requests[0], officer.actor, kind="removal", regime="eu-gdpr")
    run(morning("2026-03-23"))
    assert ("forum@owners.example.org", f"{ticket.reference} is due Thursday, April 2, 2026") in taken(sink)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.integers(-5, 40))
def test_quiet_is_never_earlier_nor_after_the_date(moment, days):
    moment = moment.replace(tzinfo=UTC)
    due = moment.astimezone(BERLIN).date() + timedelta(days=days)
    sent = quiet(moment, BERLIN, due.isoformat())
    assert sent >= moment.astimezone(BERLIN)
    assert sent.time() >= MORNING
    if sent.weekday() >= 5:
        assert due < sent.date() + timedelta(days=2)
    assert sent.date() <= max(due, moment.astimezone(BERLIN).date())


def test_a_digest_goes_out_in_the_morning_of_a_working_day():
    assert next_morning(datetime(2026, 3, 20, 7, tzinfo=UTC), BERLIN) == datetime.combine(date(2026, 3, 23), MORNING, BERLIN)
    assert next_morning(datetime(2026, 3, 20, 5, tzinfo=UTC), BERLIN) == datetime.combine(date(2026, 3, 20), MORNING, BERLIN)
