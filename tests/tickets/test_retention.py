"""Retention from the closing to the certificate: planned, announced, released by an officer, erased by the worker, shown."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import clock_at, db, now
from compliance.ledger import Event, verify
from compliance.people import accounts
from compliance.people.models import Staff
from compliance.registers import promises, retention
from compliance.reports import certificates
from compliance.rules.abilities import COMMAND, REQUESTER, ROLES, Actor
from compliance.tickets.deciding import reopen, withdraw
from compliance.tickets.expiring import expire
from compliance.tickets.models import Message, Ticket
from compliance.tickets.releasing import RetentionRun, release
from compliance.tickets.retaining import dues_of, lift_hold, set_hold
from tests.factories import a_member_of_staff, a_ticket

OFFICER = Actor("staff", None, ROLES["officer"])
CLOSED = datetime(2026, 3, 31, 10, tzinfo=UTC)


def closed(app, at: datetime = CLOSED, **given) -> Ticket:
    """A ticket that was closed at a moment."""
    with clock_at(at):
        ticket = a_ticket(app, **given)
        for request in ticket.open_requests:
            withdraw(request, REQUESTER)
    return ticket


def dues(ticket: Ticket) -> dict[str, tuple[date, str]]:
    """Its plan."""
    return {due.part: (due.due_on, due.state) for due in dues_of(ticket)}


def at(day: date) -> datetime:
    """That morning."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def expire_on(day: date) -> int:
    """What the clock and the worker do that day."""
    with clock_at(at(day)):
        done = expire(day)
        jobs.run_due()
    return done


def test_it_is_planned_from_the_last_closing(book):
    ticket = closed(book)
    assert {part: day for part, (day, _) in dues(ticket).items()} == {
        "raw": date(2027, 3, 31), "words": date(2028, 3, 31), "identifiers": date(2029, 3, 31)}
    with clock_at(CLOSED + timedelta(days=40)):
        reopen(ticket, OFFICER, "mistake")
        withdraw(ticket.requests[0], REQUESTER)
    assert dues(ticket)["raw"][0] == date(2027, 5, 10)


def test_from_announcement_to_certificate(book):
    ana = a_member_of_staff("officer")
    tickets = [closed(book, sender=f"p{n}@example.org") for n in range(3)]
    due = date(2028, 3, 31)
    assert expire_on(due - timedelta(days=15)) > 0  # the raw mails were due long ago
    assert dues(tickets[0])["words"][1] == "planned"
    expire_on(due - timedelta(days=14))
    assert dues(tickets[0])["words"][1] == "announced"
    mails = db.session.scalars(sa.select(jobs.Job.payload).where(jobs.Job.kind == "keeping.mail").order_by(jobs.Job.id)).all()
    assert [(mail["to"], mail["count"]) for mail in mails] == [(f"staff:{ana.id}", 3), (f"staff:{ana.id}", 3)]
    expire_on(due)
    assert db.session.scalar(sa.select(sa.func.count()).where(Message.ticket_id.is_not(None), Message.text != "")) > 0
    set_hold(tickets[1], OFFICER, "claim", "They sue", now().date() + timedelta(days=900))
    with clock_at(at(due)):
        run_id = release(ana.actor, due, ["words"])
        jobs.run_due()
    assert [dues(ticket)["words"][1] for ticket in tickets] == ["done", "announced", "done"]
    assert tickets[0].requester.email == "p0@example.org"
    assert {message.text for message in tickets[0].messages} == {""}
    run = db.session.get_one(RetentionRun, run_id)
    whole = certificates.text(run, "Example Books")
    assert tickets[0].reference in whole
    assert tickets[1].reference not in whole
    assert "Erased: 2 of 2 parts" in whole
    assert "example.org" not in whole
    assert certificates.paper(run, "Example Books").startswith(b"%PDF")
    digests = [event["digest"] for event in db.session.scalars(sa.select(Event.data).where(Event.kind == "ticket.erased"))]
    assert len(digests) == 2
    assert all(digest in whole for digest in digests)
    lift_hold(tickets[1], OFFICER)
    assert verify()[1] is None


def test_what_was_taken_up_again_is_left_alone(book):
    ticket, day = closed(book), date(2027, 4, 1)
    with clock_at(at(day)):
        release(OFFICER, day)
        reopen(ticket, OFFICER, "mistake")
        jobs.run_due()
    assert dues(ticket)["raw"] == (date(2027, 3, 31), "planned")
    assert release(OFFICER, day) is None
    assert not db.session.scalars(sa.select(Event).where(Event.kind == "ticket.erased")).all()


def test_the_house_sets_periods_and_the_plans_follow(book):
    ticket = closed(book)
    retention.set_rule(OFFICER, "words", 6, automatic=True)
    kind = retention.set_rule(OFFICER, "words", 9, automatic=False, kind="removal")
    jobs.run_due()
    assert dues(ticket)["words"][0] == date(2026, 12, 31)
    retention.take_back(kind, OFFICER)
    jobs.run_due()
    assert dues(ticket)["words"][0] == date(2026, 9, 30)
    expire_on(date(2026, 9, 30))
    assert dues(ticket)["words"][1] == "done"  # automatic: nobody needs to release it


@pytest.mark.parametrize(("key", "months", "more"), [
    ("words", -1, {}), ("words", 241, {}), ("logs", 3, {}), ("words", 3, {"law": "moon"}), ("pile", 3, {"kind": "removal"}),
])
def test_wrong_periods_are_refused(book, key, months, more):
    with pytest.raises(ValueError):
        retention.set_rule(OFFICER, key, months, automatic=False, **more)
    with pytest.raises(retention.NotAllowed):
        retention.set_rule(Actor("staff", None, ROLES["agent"]), "words", 3, automatic=False)


def test_promises_are_reminded_of_once_and_closed_with_a_note(book):
    a_member_of_staff("officer")
    promise = promises.add(OFFICER, name="Children's data (COPPA)", review_on=date(2027, 1, 31), every_months=12,
                           owner="ops@staff.example.org")
    for day in (date(2027, 1, 16), date(2027, 1, 17), date(2027, 1, 18)):
        expire_on(day)
    mails = db.session.scalars(sa.select(jobs.Job.payload).where(jobs.Job.kind == "keeping.mail")).all()
    assert sorted(mail["to"].split(":")[0] for mail in mails) == ["owner", "staff"]
    with pytest.raises(ValueError, match="note"):
        promises.close_review(promise, OFFICER, " ", date(2027, 1, 30))
    promises.close_review(promise, OFFICER, "Looked through the list.", date(2027, 1, 30))
    assert (promise.review_on, promise.told_on) == (date(2028, 1, 31), None)
    assert promises.reviews_of(promise)[0].note == "Looked through the list."
    assert verify()[1] is None


def test_a_hold_is_reminded_of_its_review(book):
    a_member_of_staff("officer")
    ticket, review = a_ticket(book), now().date() + timedelta(days=100)
    set_hold(ticket, OFFICER, "claim", "They sue", review)
    for days in (15, 14, 13):
        expire_on(review - timedelta(days=days))
    mails = db.session.scalars(sa.select(jobs.Job.payload).where(jobs.Job.kind == "keeping.mail")).all()
    assert [mail["what"] for mail in mails] == ["hold"]


def test_names_of_colleagues_go_after_their_time(book):
    staff = a_member_of_staff("agent", "gone@staff.example.org")
    with clock_at(CLOSED):
        accounts.disable(staff, COMMAND)
    expire_on(date(2029, 3, 31))
    assert db.session.get_one(Staff, staff.id).email == "gone@staff.example.org"
    expire_on(date(2029, 4, 1))
    gone = db.session.get_one(Staff, staff.id, populate_existing=True)
    assert (gone.email, gone.name, gone.password) == (f"erased-{staff.id}", "", None)
    assert verify()[1] is None
