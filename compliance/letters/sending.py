"""Sending: the job `letter.send` fills a letter in, hands it to the mail server and reports back to its ticket.

Words, date and Message-ID are fixed in a unit before the first try, so every try sends the same letter. A mail server that is
away or says 4yz delays: tries go on with growing pauses for at least five days, and after `ALARM_AFTER` the ticket shows it.
5yz gives the letter up at once, and what goes out by itself is not sent to an address that is known to be dead. A worker
killed between the server's 250 and our commit sends the letter once more with the same Message-ID: sending is at least once,
and cannot be exactly once (RFC 1047). While no mail server is set, letters wait.
"""

import hashlib
import smtplib
from datetime import timedelta

from flask import current_app
from flask_mail import Message as Mail

from compliance import jobs
from compliance.db import db, now, unit
from compliance.letters.relay import GivenUp, hand_over, require_server
from compliance.letters.threading import headers_for, new_message_id
from compliance.letters.writing import sender_of, with_links, write_to_requester
from compliance.registers.dead_addresses import is_dead
from compliance.rules.abilities import SYSTEM
from compliance.tickets.models import Message, Ticket
from compliance.tickets.talking import QUEUED, letter_delayed, letter_failed, letter_sent
from compliance.tickets.tokens import reply_address
from config import Settings

FIVE_DAYS_OF_TRIES = 1_000  # with jobs.LONGEST_PAUSE between them
ALARM_AFTER = timedelta(hours=4)
SENDING_LEASE = timedelta(minutes=15)  # longer than all answers of one letter together


@jobs.handler(
    "letter.send", tries=FIVE_DAYS_OF_TRIES, lease=SENDING_LEASE, set_aside=lambda claim: _failed(claim, "tries_used_up")
)
def send(claim: jobs.Claim) -> None:
    """Sends one letter to a requester."""
    settings: Settings = current_app.config["SETTINGS"]
    message = db.session.get(Message, claim.payload["message"])
    if message is None or message.ticket is None or message.delivery != QUEUED:
        return
    if message.author_id is None and is_dead(message.recipient, settings.secret_key):
        _give_up(claim, "address_dead")
        return
    try:
        require_server(settings)
        digest = _try(message, message.ticket, settings)
    except GivenUp as refusal:
        _give_up(claim, refusal.reason)
        return
    except (OSError, smtplib.SMTPException, jobs.Postpone):
        if settings.mail_server and message.error is None and now() - message.at >= ALARM_AFTER:
            letter_delayed(message, SYSTEM, claim.tries)
        raise
    letter_sent(message, SYSTEM, digest, claim)


def _try(message: Message, ticket: Ticket, settings: Settings) -> str:
    """One try at sending. Returns the SHA-256 of its words as they go out. Raises GivenUp, OSError, smtplib.SMTPException."""
    if message.message_id is None:
        fill_in(message)
    outgoing = _compose(message, ticket, settings)
    db.session.rollback()  # no transaction is held open while the mail server answers
    hand_over(outgoing, settings)
    return hashlib.sha256((outgoing.body or "").encode()).hexdigest()


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
        subject=message.subject, recipients=[message.recipient], sender=(sender_of(ticket).name, ticket.contact),
        body=with_links(message.body, url, key), html=with_links(message.html or "", url, key),
        extra_headers=headers_for(message, ticket, reply_address(ticket, key)), date=message.at.timestamp(),
    )
    outgoing.msgId = message.message_id or ""
    return outgoing


def _give_up(claim: jobs.Claim, reason: str) -> None:
    with unit():
        claim.done()
        _failed(claim, reason)


def _failed(claim: jobs.Claim, reason: str) -> None:
    message = db.session.get(Message, claim.payload["message"])
    if message is not None:
        letter_failed(message, SYSTEM, reason)
