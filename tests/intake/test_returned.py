"""What comes back: bounces mark letter and address, complaints take people off lists, loops end, and nobody is answered."""

import pytest
import sqlalchemy as sa
from flask import Flask

from compliance.db import db, unit
from compliance.ledger import Event, verify
from compliance.registers.dead_addresses import is_dead
from compliance.tickets import queries
from compliance.tickets.models import Message, Ticket
from compliance.tickets.tokens import reply_address
from tests.intake.posting import US, a_mail, posted
from tests.web.desk import Desk, text_of

MARIA, OURS = "maria@example.org", "<letter@example.test>"
REPORT = (
    "From: MAILER-DAEMON@mx.example.org\r\nTo: {to}\r\nSubject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/plain\r\n\r\nYour mail could not be delivered.\r\n"
    "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
    "Final-Recipient: rfc822; {failed}\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n"
    "--b\r\nContent-Type: {type}\r\n\r\nFrom: privacy@example.test\r\nTo: {failed}\r\nMessage-ID: {id}\r\n\r\n--b--\r\n"
)
COMPLAINT = (
    "From: fbl@provider.example\r\nTo: privacy@example.test\r\nSubject: complaint about message\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/plain\r\n\r\nThis is an email abuse report.\r\n"
    "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: {type}\r\nUser-Agent: X/1\r\nVersion: 1\r\n{rcpt}\r\n"
    "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: news@example.test\r\nSubject: News\r\n\r\nBuy.\r\n--b--\r\n"
)


@pytest.fixture
def ticket(app: Flask) -> Ticket:
    """Maria's ticket, whose acknowledgement has gone out."""
    posted(app, (a_mail(MARIA, "My account", "please delete my account and all my data."), US))
    with app.app_context(), unit():
        letter = db.session.scalar(sa.select(Message).where(Message.direction == "out"))
        letter.message_id, letter.delivery = OURS, "sent"
    return tickets(app)[0]


def tickets(app: Flask) -> list[Ticket]:
    """All tickets, oldest first."""
    with app.app_context():
        found = list(db.session.scalars(sa.select(Ticket).options(sa.orm.joinedload(Ticket.requester),
                                        sa.orm.selectinload(Ticket.messages), sa.orm.selectinload(Ticket.requests))
                                        .order_by(Ticket.id)))
        db.session.expunge_all()
        assert verify()[1] is None
    return found


def dead(app: Flask, address: str) -> bool:
    with app.app_context():
        return is_dead(address, app.config["SETTINGS"].secret_key)


def report(to: str = US, action: str = "failed", failed: str = MARIA, name: str = OURS,
           part: str = "text/rfc822-headers") -> bytes:
    return REPORT.format(to=to, action=action, failed=failed, id=name, type=part).encode()


@pytest.mark.parametrize("part", ["text/rfc822-headers", "message/rfc822", "message/rfc822-headers"])
def test_a_bounce_marks_letter_address_and_ticket(app: Flask, ticket: Ticket, part: str) -> None:
    """By the letter's Message-ID, wherever the report came to."""
    posted(app, (report(part=part), US), sender="")
    found, = tickets(app)
    assert (found.trouble, found.messages[1].delivery, found.messages[1].error) == (True, "failed", "bounced")
    assert found.messages[2].outcome == "bounce"
    assert dead(app, MARIA)
    with app.app_context():
        kinds = db.session.scalars(sa.select(Event.kind).where(Event.ticket_id == ticket.id).order_by(Event.id)).all()
    assert kinds[-2:] == ["message.automatic", "letter.bounced"]


def test_a_bounce_to_the_secret_address_needs_no_message_id(app: Flask, ticket: Ticket) -> None:
    """The latest letter sent from there is the one."""
    with app.app_context():
        address = reply_address(db.session.get(Ticket, ticket.id), app.config["SETTINGS"].secret_key)
    posted(app, (report(address, name="<other@elsewhere.test>", failed="forwarded@elsewhere.test"), address), sender="")
    assert tickets(app)[0].messages[1].error == "bounced"
    assert dead(app, MARIA)
    assert not dead(app, "forwarded@elsewhere.test")


@pytest.mark.parametrize(("action", "name"), [("delayed", OURS), ("failed", "<forged@elsewhere.test>")])
def test_a_delay_and_a_report_of_somebody_elses_mail_mark_nothing(app: Flask, ticket: Ticket, action: str, name: str) -> None:
    """Whoever names an address in a report does not silence us towards it."""
    posted(app, (report(action=action, name=name), US), sender="")
    assert (tickets(app)[0].trouble, tickets(app)[0].messages[1].delivery) == (False, "sent")
    assert not dead(app, MARIA)
    with app.app_context():
        assert len(queries.set_aside_mail()) == 1


@pytest.mark.parametrize("by", ["mail", "staff"])
def test_the_address_lives_again(app: Flask, ticket: Ticket, by: str) -> None:
    """By a mail from it, or when staff say so; a second time there is nothing to say."""
    posted(app, (report(), US), sender="")
    desk, path = Desk(app), f"/staff/tickets/{ticket.reference}"
    assert "Mail to this address comes back." in text_of(desk.get(path))
    if by == "mail":
        posted(app, (a_mail(MARIA, "New box", "I can read again, please delete my data."), US))
    else:
        assert desk.act(ticket.reference, "address-works").status_code == 302
        assert tickets(app)[0].trouble is False
    assert not dead(app, MARIA)
    assert "comes back" not in text_of(desk.get(path))
    assert desk.act(ticket.reference, "address-works").status_code == 409


def test_a_complaint_is_the_wish_of_the_person_who_complained(app: Flask) -> None:
    """Not of the mailbox that reports it; nobody is written to."""
    posted(app, (COMPLAINT.format(type="abuse", rcpt="Original-Rcpt-To: tom@example.org\r\n").encode(), US), sender="")
    found, = tickets(app)
    assert (found.requester.email, [request.kind for request in found.requests]) == ("tom@example.org", ["unsubscribe"])
    assert (found.answerable, found.needs_reading, found.due_on is not None) == (False, False, True)
    assert [(message.direction, message.sender) for message in found.messages] == [("in", "fbl@provider.example")]


def test_a_complaint_that_hides_who_complained_needs_a_person(app: Flask) -> None:
    """It asks nothing yet."""
    hidden = "Original-Rcpt-To: redacted@redacted.invalid\r\n"
    posted(app, (COMPLAINT.format(type="abuse", rcpt=hidden).encode(), US), sender="")
    found, = tickets(app)
    assert (found.needs_reading, found.requests, found.answerable, len(found.messages)) == (True, [], False, 1)


def test_a_report_on_authentication_is_no_complaint(app: Flask) -> None:
    """It stands in the pile of automatic mail."""
    posted(app, (COMPLAINT.format(type="auth-failure", rcpt="Original-Rcpt-To: tom@example.org\r\n").encode(), US), sender="")
    assert tickets(app) == []


@pytest.mark.parametrize(("sender", "headers"), [
    (US, ""), (f"Us <{US.replace('@', '+r1-abc@')}>", ""), (MARIA, f"X-Loop: {US}\r\n"),
    (MARIA, "Received: from a by b\r\n" * 31), (MARIA, "Auto-Submitted: notified\r\n"), (MARIA, "List-Archive: <http://x.test>\r\n"),
    (MARIA, "Precedence: junk\r\n"), (MARIA, "Auto-Submitted: auto-generated (cron)\r\n"),
])
def test_loops_and_machines_get_no_ticket_and_no_answer(app: Flask, sender: str, headers: str) -> None:
    """They are kept in the pile."""
    posted(app, (a_mail(sender, "News", "Here is something.", headers=headers), US))
    assert tickets(app) == []
    with app.app_context():
        assert len(queries.set_aside_mail()) == 1


@pytest.mark.parametrize(("sender", "headers", "envelope"), [
    ("no-reply@example.org", "", MARIA), ("MAILER-DAEMON@example.org", "", MARIA), (MARIA, "", ""),
    (MARIA, "X-Auto-Response-Suppress: OOF, AutoReply\r\n", MARIA), (MARIA, "Precedence: bulk\r\n", MARIA),
    (MARIA, "List-Id: <news.example.org>\r\n", MARIA), (MARIA, "Auto-Submitted: auto-generated\r\n", MARIA),
])
def test_what_machines_ask_is_a_ticket_without_an_answer(app: Flask, sender: str, headers: str, envelope: str) -> None:
    """A request in it is not lost (RFC 3834)."""
    posted(app, (a_mail(sender, "Request", "please delete my account and all my data.", headers=headers), US), sender=envelope)
    found, = tickets(app)
    assert [message.direction for message in found.messages] == ["in"]


def test_a_copy_of_our_own_letter_is_not_answered(app: Flask, ticket: Ticket) -> None:
    """Sent on by somebody under its own Message-ID: a ticket with a hint, since a person may have added words."""
    raw = a_mail(MARIA, "Fwd", "please delete my account.").replace(b"Message-ID: <", b"X-Old: <").replace(
        b"\r\nDate:", f"\r\nMessage-ID: {OURS}\r\nDate:".encode())
    posted(app, (raw, US))
    _, copy = tickets(app)
    assert (copy.perhaps_why, copy.answerable, len(copy.messages)) == ("answers_letter", False, 1)
