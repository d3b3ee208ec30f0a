"""What else lies on the desk of `flask demo`: suspected spam, a mail that may belong to a ticket, a letter that came back."""

from collections.abc import Iterator

import sqlalchemy as sa

from compliance.db import db
from compliance.rules import lifecycle
from compliance.tickets.models import Message, Ticket

# Subject and words of what the mail server holds for spam; the last one is not.
SUSPECTED = (
    ("You have won", "Dear winner, your prize of 1,000,000 waits. Reply with your bank details."),
    ("Cheap watches", "Luxury watches at a tenth of the price, only today."),
    ("URGENT!!! my data", "DELETE MY ACCOUNT AND ALL MY DATA NOW. I have asked three times already. Hanna Virtanen"),
)
RETURNED = (
    "From: MAILER-DAEMON@mx.example.org\r\nTo: {contact}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
    "MIME-Version: 1.0\r\n"
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/plain\r\n\r\nYour mail could not be delivered: no such user here.\r\n"
    "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
    "Final-Recipient: rfc822; {failed}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
    "--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {name}\r\n\r\n--b--\r\n"
)


def strays(contact: str) -> Iterator[tuple[bytes, str]]:
    """Raw mails with their envelope senders, to be delivered to the contact address one after the other."""
    for number, (subject, words) in enumerate(SUSPECTED):
        sender = f"stranger{number}@mail.example"
        yield _mail(sender, contact, subject, words, "X-Spam-Flag: YES\r\nReceived: from mail.example by mx.example.org; "
                    "Mon, 23 Nov 2026 09:00:00 +0000\r\n"), sender
    live = sa.select(Ticket).where(Ticket.state.in_(sorted(lifecycle.LIVE))).order_by(Ticket.id.desc()).limit(1)
    if ticket := db.session.scalar(live):
        sender = "at.work@company.example"
        words = f"Hello,\r\n\r\nI write from my address at work. My customer number is 4711.\r\n\r\n{ticket.requester.name}"
        yield _mail(sender, contact, f"Re: your request {ticket.reference}", words), sender
    sent = sa.select(Message).where(Message.direction == "out", Message.delivery == "sent", Message.message_id.is_not(None))
    if letter := db.session.scalar(sent.order_by(Message.id.desc()).limit(1)):
        yield RETURNED.format(contact=contact, failed=letter.recipient, name=letter.message_id).encode(), ""


def _mail(sender: str, contact: str, subject: str, words: str, trace: str = "") -> bytes:
    return (f"{trace}From: {sender}\r\nTo: {contact}\r\nSubject: {subject}\r\nMessage-ID: <{sender}>\r\n"
            f"\r\n{words}\r\n").encode()
