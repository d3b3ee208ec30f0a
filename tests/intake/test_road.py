"""The road in: the same request by each channel, answers on their ticket, strangers not, automatic mail never answered."""

import json
import subprocess
from datetime import timedelta

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import clock_at, db, now
from compliance.intake.keeping import KeptMail, keep
from compliance.intake.reader import Understood
from compliance.intake.submission import Submission
from compliance.ledger import Event, verify
from compliance.tickets import queries, talking
from compliance.tickets.models import Message, Ticket
from compliance.tickets.tokens import reply_address
from tests.factories import a_member_of_staff
from tests.servers.site import run

MAIL = (
    "From: Maria Keller <maria@example.org>\r\nTo: privacy@example.test\r\nSubject: My account\r\n"
    "Message-ID: <first@example.org>\r\nDate: Mon, 02 Nov 2026 10:00:00 +0100\r\n\r\n"
    "Hello,\r\n\r\nplease delete my account and all my data.\r\n\r\nMaria\r\n"
)


@pytest.fixture
def book(app):
    with app.app_context():
        yield app


def came(raw: str | bytes, *recipients: str, sender: str = "maria@example.org") -> KeptMail:
    """Keeps a mail and understands it, as listener and worker do."""
    raw = raw.encode() if isinstance(raw, str) else raw
    kept = keep(raw, list(recipients) or ["privacy@example.test"], sender, "mail")
    while claim := jobs.claim_next():
        if claim.kind == "mail.understand":
            jobs.run(claim)
    db.session.rollback()
    return db.session.get(KeptMail, kept.id)


def the_ticket() -> Ticket:
    ticket, = db.session.scalars(sa.select(Ticket))
    return ticket


def answer(to: str, sender: str = "maria@example.org", subject: str = "Re: My account", headers: str = "") -> str:
    number = abs(hash((to, sender, subject)))
    return (f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{number}@example.org>\r\n"
            f"{headers}\r\nHere is what you asked for.\r\n")


def test_a_mail_becomes_a_ticket(book):
    came(MAIL)
    ticket = the_ticket()
    request, = ticket.requests
    assert (request.kind, request.suggested, ticket.requester.email, ticket.requester.name) == (
        "removal", True, "maria@example.org", "Maria Keller")
    assert ticket.due_on is not None
    marked = request.evidence[0]
    message = ticket.messages[0]
    words = getattr(message, marked["field"])[marked["start"]:marked["end"]]
    assert "delete" in words
    assert ticket.messages[1].letter == "acknowledgement"
    assert ticket.reference.startswith("PR-")


def test_the_same_mail_twice_is_one(book):
    came(MAIL)
    came("Received: from elsewhere\r\n" + MAIL)
    assert len(the_ticket().messages) == 2


def test_an_answer_lands_on_its_ticket(book):
    came(MAIL)
    ticket = the_ticket()
    talking.ask_proof(ticket, a_member_of_staff().actor)
    address = reply_address(ticket, book.config["SETTINGS"].secret_key)
    came(answer(address), address)
    assert the_ticket().state == "open"
    assert [m.direction for m in the_ticket().messages] == ["in", "out", "out", "in"]


@pytest.mark.parametrize("sender", ["mallory@example.org", "maria@example.org.evil.test", ""])
def test_a_stranger_with_the_secret_address_does_not_write_on_the_ticket(book, sender):
    came(MAIL)
    ticket_id = the_ticket().id
    address = reply_address(the_ticket(), book.config["SETTINGS"].secret_key)
    came(answer(address, sender or "x@example.org"), address, sender=sender)
    tickets = db.session.scalars(sa.select(Ticket).order_by(Ticket.id)).all()
    assert [t.perhaps_of_id for t in tickets] == [None, ticket_id]
    assert len([m for m in tickets[0].messages if m.direction == "in"]) == 1


def test_the_known_sender_without_the_secret_address_gets_a_ticket_with_a_hint(book):
    came(MAIL)
    ticket = the_ticket()
    letter = ticket.messages[1]
    letter.message_id = "<ours@example.test>"
    db.session.commit()
    came(answer("privacy@example.test", headers="In-Reply-To: <ours@example.test>\r\nReferences: <ours@example.test>\r\n"))
    tickets = db.session.scalars(sa.select(Ticket).order_by(Ticket.id)).all()
    assert [t.perhaps_of_id for t in tickets] == [None, ticket.id]


def test_a_forged_reply_address_is_nobodys(book):
    came(MAIL)
    ticket = the_ticket()
    forged = f"privacy+r{ticket.number}-{'a' * 26}@example.test"
    came(answer(forged), forged)
    assert db.session.scalar(sa.select(sa.func.count(Ticket.id))) == 2


def test_automatic_mail_is_kept_and_never_answered(book):
    came(answer("privacy@example.test", subject="Out of office", headers="Auto-Submitted: auto-replied\r\n"))
    assert db.session.scalar(sa.select(sa.func.count(Ticket.id))) == 0
    message, = queries.set_aside_mail()
    assert message.outcome == "auto_reply"
    assert db.session.scalar(sa.select(sa.func.count(Message.id)).where(Message.direction == "out")) == 0
    assert "house.mail_set_aside" in db.session.scalars(sa.select(Event.kind)).all()


def test_automatic_mail_to_a_tickets_address_stands_on_it_and_wakes_nobody(book):
    came(MAIL)
    ticket = the_ticket()
    talking.ask_proof(ticket, a_member_of_staff().actor)
    address = reply_address(ticket, book.config["SETTINGS"].secret_key)
    came(answer(address, headers="Auto-Submitted: auto-replied\r\n"), address)
    assert (the_ticket().state, the_ticket().messages[-1].outcome) == ("waiting", "auto_reply")


def test_a_flood_from_one_address_is_kept_and_not_answered_each_time(book):
    for n in range(8):
        came(MAIL.replace("first@", f"{n}@").replace("all my data", f"all my data, {n}"))
    assert db.session.scalar(sa.select(sa.func.count(Ticket.id))) == 8
    letters = db.session.scalars(sa.select(Message.delivery).where(Message.direction == "out").order_by(Message.id)).all()
    assert letters == ["queued"] * 5 + ["held"] * 3
    assert "letter.held" in db.session.scalars(sa.select(Event.kind)).all()


def test_what_cannot_be_read_needs_a_person_and_has_a_clock(book, monkeypatch):
    unread = Understood(Submission(outcome="unreadable", sender="maria@example.org", warnings=("took too long",)), None)
    monkeypatch.setattr("compliance.intake.understanding._reader.understand_all", lambda *_: (one for one in [unread]))
    came(MAIL)
    ticket = the_ticket()
    assert ticket.needs_reading
    assert ticket.due_on is not None
    assert not [m for m in ticket.messages if m.direction == "out"]


def test_a_mail_over_which_the_road_fails_is_held_for_a_person(book, monkeypatch):
    def breaks(*_args, **_more):
        raise RuntimeError("no")

    keep(MAIL.encode(), ["privacy@example.test"], "", "mail")
    monkeypatch.setattr("compliance.intake.understanding._reader.understand_all", breaks)
    for hours in range(jobs.TRIES):
        with clock_at(now() + timedelta(hours=2 * hours)):
            jobs.run_due(limit=5)
    assert the_ticket().needs_reading
    assert verify()[1] is None


def test_the_same_request_by_each_channel_tells_the_same_story(make_app, database_url, tmp_path):
    """By pipe as a process, and by the kept road: the events are of the same kinds in the same order."""
    app = make_app()
    environment = {"DATABASE_URL": database_url, "INSTANCE_PATH": str(tmp_path), "CONTACT_ADDRESS": "privacy@example.test",
                   "SECRET_KEY": app.config["SETTINGS"].secret_key}
    piped = run(environment, "mail", "accept", "--to", "privacy@example.test", stdin=MAIL.replace("first@", "pipe@").encode())
    assert piped.returncode == 0, piped.stderr
    said = json.loads(piped.stdout)
    assert said["outcome"] == "new"
    with app.app_context():
        came(MAIL)
        stories = {}
        for ticket in db.session.scalars(sa.select(Ticket)):
            stories[ticket.reference] = [(e.kind, e.data.get("channel")) for e in queries.timeline(ticket)]
        assert said["ticket"] in stories
        assert len(stories) == 2
        assert len({tuple(story) for story in stories.values()}) == 1


def test_the_pipe_says_try_again_when_the_database_is_away(tmp_path):
    environment = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none", "INSTANCE_PATH": str(tmp_path),
                   "CONTACT_ADDRESS": "privacy@example.test"}
    piped = run(environment, "mail", "accept", stdin=MAIL.encode())
    assert piped.returncode == 75
    assert piped.stderr.decode().count("\n") == 1


def test_the_pipe_says_try_again_when_the_settings_are_wrong(tmp_path):
    piped: subprocess.CompletedProcess = run(
        {"TIMEZONE": "Mars", "INSTANCE_PATH": str(tmp_path)}, "mail", "accept", stdin=MAIL.encode())
    assert piped.returncode == 75


BOUNCE = (
    "From: MAILER-DAEMON@mx.example.org\r\nTo: {to}\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/plain\r\n\r\n{words}\r\n"
    "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
    "Final-Recipient: rfc822; maria@example.org\r\nAction: {action}\r\nStatus: {status}\r\n\r\n--b--\r\n"
)


@pytest.mark.parametrize(("action", "status", "trouble"), [("failed", "5.1.1", True), ("delayed", "4.4.1", False)])
def test_a_bounce_raises_the_flag_and_a_delay_does_not(book, action, status, trouble):
    came(MAIL)
    address = reply_address(the_ticket(), book.config["SETTINGS"].secret_key)
    came(BOUNCE.format(to=address, subject="Delivery report", words="About your mail.", action=action, status=status), address,
         sender="")
    assert (the_ticket().messages[-1].outcome, the_ticket().trouble) == ("bounce", trouble)
