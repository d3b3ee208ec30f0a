"""Mails that wait together are understood together: each once, a poisoned one alone, whoever else works on them."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine

from compliance import jobs
from compliance.db import clock_at, db, now
from compliance.intake import understanding
from compliance.intake.keeping import Incoming, KeptMail, keep_together
from compliance.jobs import Job, LeaseLost
from compliance.ledger import verify
from compliance.tickets.models import Message, Ticket

US = "privacy@example.test"
MAIL = ("From: {sender}\r\nTo: privacy@example.test\r\nSubject: number {n}\r\nMessage-ID: <{n}@example.org>\r\n\r\n"
        "Please delete my account {n}.\r\n")
STATEMENTS = 3  # for each mail of a full batch


def keep(count: int, sender: str = "p{n}@example.org", first: int = 0) -> None:
    """Keeps mails of different senders, or of one."""
    raws = [MAIL.format(n=n, sender=sender.format(n=n)).encode() for n in range(first, first + count)]
    for kept in keep_together([Incoming(raw, (US,), "somebody@example.org", "mail") for raw in raws]):
        assert not isinstance(kept, Exception)


def run() -> None:
    """Understands what waits; letters are left alone."""
    while claims := jobs.claim_due(100):
        if claims[0].kind == "mail.understand":
            jobs.run_together(claims)


def subjects() -> list[str]:
    """The subjects that stand on tickets."""
    db.session.rollback()
    return sorted(db.session.scalars(sa.select(Message.subject).join(Ticket).where(Message.direction == "in")))


def numbered(*left_out: int, count: int) -> list[str]:
    """What `subjects` says when each mail stands on a ticket once."""
    return sorted(f"number {n}" for n in range(count) if n not in left_out)


def test_each_of_many_is_a_ticket_with_its_trail(book):
    keep(30)
    run()
    assert subjects() == numbered(count=30)
    assert verify()[1] is None
    mails = db.session.scalars(sa.select(KeptMail)).all()
    assert {(mail.state, mail.message_id is None, mail.ticket_id is None) for mail in mails} == {("understood", False, False)}
    inwards = sa.select(Message.id, Message.ticket_id).where(Message.direction == "in")
    assert {(mail.message_id, mail.ticket_id) for mail in mails} == {tuple(row) for row in db.session.execute(inwards)}
    assert set(db.session.scalars(sa.select(Job.state).where(Job.kind == "mail.understand"))) == {"done"}


def test_together_or_alone_the_story_is_the_same(book):
    """Kinds of events, letters and fields of the tickets do not tell which way they came."""
    keep(2)
    run()
    keep(1, first=2)
    run()
    stories = set()
    for ticket in db.session.scalars(sa.select(Ticket)):
        told = db.session.execute(sa.text("SELECT kind FROM events WHERE ticket_id = :t ORDER BY id"), {"t": ticket.id})
        letters = [(m.direction, m.letter, m.delivery, m.recipient.partition("@")[2]) for m in ticket.messages]
        stories.add((tuple(told.scalars()), tuple(letters), ticket.due_on, ticket.state, len(ticket.requests)))
    assert len(stories) == 1


def test_a_poisoned_mail_harms_only_itself(book, monkeypatch):
    place = understanding.place

    def breaks(mail, submission, *rest):
        if submission.subject == "number 3":
            raise RuntimeError("poison")
        return place(mail, submission, *rest)

    keep(7)
    monkeypatch.setattr(understanding, "place", breaks)
    run()
    assert subjects() == numbered(3, count=7)
    left, = db.session.scalars(sa.select(Job).where(Job.kind == "mail.understand", Job.state == "ready"))
    assert (left.tries, left.error) == (1, "RuntimeError")
    monkeypatch.undo()
    with clock_at(now() + timedelta(hours=1)):
        run()
    assert subjects() == numbered(count=7)
    assert verify()[1] is None


@pytest.mark.parametrize("fenced", [True, pytest.param(False, marks=pytest.mark.xfail(strict=True, reason="planted fault"))])
def test_who_lost_the_lease_places_nothing(book, monkeypatch, fenced):
    """Another worker does the work while the first one still reads: the first one's writes are refused."""
    keep(5)
    stale, read = jobs.claim_due(100), understanding._read

    def slowly(*asked):
        found = read(*asked)
        monkeypatch.setattr(understanding, "_read", read)
        with clock_at(now() + jobs.LEASE + timedelta(seconds=1)):
            run()
        return found

    if not fenced:
        monkeypatch.setattr(jobs, "done_together", lambda _claims: None)
    monkeypatch.setattr(understanding, "_read", slowly)
    with pytest.raises(LeaseLost):
        understanding.understand_all(stale)
    assert subjects() == numbered(count=5)


def test_two_workers_race_and_each_mail_is_one_ticket(app):
    with app.app_context():
        keep(60)

    def work() -> None:
        with app.app_context():
            run()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with app.app_context():
        assert subjects() == numbered(count=60)
        assert verify()[1] is None


def test_mails_of_one_sender_see_each_other(book):
    """A person who writes eight times at once is not answered eight times."""
    keep(8, sender="maria@example.org")
    run()
    letters = db.session.scalars(sa.select(Message.delivery).where(Message.direction == "out").order_by(Message.id)).all()
    assert letters == ["queued"] * 5 + ["held"] * 3
    assert subjects() == numbered(count=8)


def test_what_was_not_begun_in_time_is_given_back(book, monkeypatch):
    keep(3)
    monkeypatch.setattr(understanding, "PATIENCE", 0.0)
    claims = jobs.claim_due(100)
    understanding.understand_all(claims)
    db.session.rollback()
    assert {(job.state, job.tries, job.token) for job in db.session.scalars(sa.select(Job))} == {("ready", 0, None)}
    monkeypatch.undo()
    run()
    assert subjects() == numbered(count=3)


def test_large_mails_are_not_held_in_memory_together(book, monkeypatch):
    keep(5)
    monkeypatch.setattr(understanding, "PORTION_BYTES", 1)
    claims = jobs.claim_due(100)
    assert [len(portion) for portion in understanding._portions(claims)] == [1] * 5
    understanding.understand_all(claims)
    assert subjects() == numbered(count=5)


def test_statements_are_few(book):
    keep(understanding.MOST)
    claims = jobs.claim_due(100)
    said: list[str] = []
    listener = lambda _c, _cursor, statement, *_: said.append(statement)  # noqa: E731
    event.listen(Engine, "before_cursor_execute", listener)
    jobs.run_together(claims)
    event.remove(Engine, "before_cursor_execute", listener)
    assert len(said) < STATEMENTS * understanding.MOST
