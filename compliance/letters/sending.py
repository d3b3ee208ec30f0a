"""Sending: the job `letter.send` fills a letter in, hands it to the mail server and reports back to its ticket.

Words and Message-ID are fixed in a unit before the first try, so every try sends the same letter. A mail server that is away
or says 4yz delays: tries go on with growing pauses for five days, and after `ALARM_TRIES` (about an hour and a half) the
ticket shows it. 5yz gives the letter up at once. A worker killed between the server's 250 and our commit sends the letter
once more with the same Message-ID: sending is at least once, and cannot be exactly once (RFC 1047). While no mail server
is set, letters wait.
"""

import hashlib
import smtplib
import socket
from datetime import timedelta

from flask import current_app
from flask_mail import Message as Mail

from compliance import jobs
from compliance.db import db, now, unit
from compliance.extensions import mail
from compliance.letters.threading import headers_for, new_message_id
from compliance.letters.writing import with_links, write_to_requester
from compliance.rules.abilities import SYSTEM
from compliance.tickets.models import Message, Ticket
from compliance.tickets.talking import QUEUED, letter_delayed, letter_failed, letter_sent
from compliance.tickets.tokens import reply_address
from config import Settings

FIVE_DAYS_OF_TRIES = 128
ALARM_TRIES = 10
NO_SERVER_PAUSE = timedelta(seconds=30)
SMTP_SECONDS = 60.0  # for each answer of the mail server
SENDING_LEASE = timedelta(minutes=15)  # longer than all answers of one letter together


class GivenUp(Exception):
    """The mail server refused for good; `reason` is a code such as smtp_550."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@jobs.handler(
    "letter.send", tries=FIVE_DAYS_OF_TRIES, lease=SENDING_LEASE, set_aside=lambda claim: _failed(claim, "tries_used_up")
)
def send(claim: jobs.Claim) -> None:
    """Sends one letter to a requester."""
    settings: Settings = current_app.config["SETTINGS"]
    require_server(settings)
    message = db.session.get(Message, claim.payload["message"])
    if message is None or message.ticket is None or message.delivery != QUEUED:
        return
    if message.message_id is None:
        fill_in(message)
    outgoing = _compose(message, message.ticket, settings)
    digest = hashlib.sha256((outgoing.body or "").encode()).hexdigest()
    db.session.rollback()  # no transaction is held open while the mail server answers
    try:
        hand_over(outgoing, settings)
    except GivenUp as refusal:
        with unit():
            claim.done()
            _failed(claim, refusal.reason)
        return
    except (OSError, smtplib.SMTPException):
        if claim.tries == ALARM_TRIES:
            letter_delayed(message, SYSTEM, claim.tries)
        raise
    letter_sent(message, SYSTEM, digest, claim)


def require_server(settings: Settings) -> None:
    """Raises jobs.Postpone while no mail server is set: letters wait, and their tries are not counted."""
    if not settings.mail_server:
        raise jobs.Postpone(NO_SERVER_PAUSE)


def hand_over(outgoing: Mail, settings: Settings) -> None:
    """One try at the mail server. Raises GivenUp for 5yz, OSError and smtplib.SMTPException where trying again may help."""
    patience = socket.getdefaulttimeout()
    socket.setdefaulttimeout(SMTP_SECONDS)  # Flask-Mail sets none, and would wait for ever
    try:
        with mail.connect() as connection:
            bounces_to = (outgoing.extra_headers or {}).get("Reply-To", settings.contact_address[0])
            connection.send(outgoing, envelope_from=bounces_to)
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _ in refusal.recipients.values()]
        _give_up_on(codes[0] if codes else 0, refusal)
    except smtplib.SMTPResponseException as refusal:
        _give_up_on(refusal.smtp_code, refusal)
    finally:
        socket.setdefaulttimeout(patience)


def _give_up_on(code: int, refusal: smtplib.SMTPException) -> None:
    if 500 <= code < 600 and not isinstance(refusal, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError):
        raise GivenUp(f"smtp_{code}") from refusal
    raise refusal


def fill_in(message: Message) -> None:
    """Fills a letter in and fixes its words and Message-ID."""
    with unit():
        ticket = message.ticket
        if ticket is None:
            raise ValueError("a letter needs its ticket")
        written = write_to_requester(message, ticket)
        message.subject, message.body, message.html = written.subject, written.text, written.html
        message.message_id, message.at = new_message_id(ticket.contact), now()


def _compose(message: Message, ticket: Ticket, settings: Settings) -> Mail:
    key, url = settings.secret_key, settings.public_url
    outgoing = Mail(
        subject=message.subject, recipients=[message.recipient], sender=(settings.organisation, ticket.contact),
        body=with_links(message.body, url, key), html=with_links(message.html or "", url, key),
        extra_headers=headers_for(message, ticket, reply_address(ticket, key)),
    )
    outgoing.msgId = message.message_id or ""
    return outgoing


def _failed(claim: jobs.Claim, reason: str) -> None:
    message = db.session.get(Message, claim.payload["message"])
    if message is not None:
        letter_failed(message, SYSTEM, reason)
