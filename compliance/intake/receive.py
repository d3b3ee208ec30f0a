"""The one road in: every channel makes a `Submission` and calls `receive`, and nothing after it knows which channel it was.

- An answer that comes to a ticket's secret reply address *and* from an address known on that ticket is a message on it.
  The secret address alone, the Message-ID of a letter of ours among those that it answers, or a ticket's reference in the
  subject only mark a new ticket as "perhaps belongs to" (`tickets.placing`); From, Reply-To, Cc and References carry no
  authority.
- Automatic mail (out of office, bounces, lists, loops) is kept, put on the ticket whose reply address it came to, and
  never answered; where it belongs to none it stands in the pile of automatic mail.
- A bounce also marks the letter that came back, and its address as dead until something is heard from it again. A complaint
  report is a request to unsubscribe by each person who complained, who is not written to.
- What our own mail server holds for spam, and what one address sends beyond the house's limit, lies on the spam pile: it has
  its clock and is not answered before somebody has looked.
- Mail to the address by which somebody leaves a mailing list takes that person off it, whoever sent it.
- Everything else opens a ticket, also what could not be read: that one needs a person, its clock running from arrival.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from compliance.asking import Question
from compliance.db import db, now, unit
from compliance.intake.submission import STILL_TRIED, Submission
from compliance.registers import dead_addresses
from compliance.registers.house import tell
from compliance.registers.limits import limits
from compliance.registers.mailing_lists import link_addressed
from compliance.rules import addresses
from compliance.rules.abilities import REQUESTER, SYSTEM, Actor
from compliance.rules.answering import is_flood
from compliance.tickets.arrivals import ADDRESS_LENGTH, Arrival, Asked, File, Hint, Mark, storable, write_message
from compliance.tickets.clock import Office
from compliance.tickets.leaving import leave
from compliance.tickets.models import Message, Ticket
from compliance.tickets.opening import open_ticket
from compliance.tickets.placing import known_on, where_it_went
from compliance.tickets.queries import by_reference
from compliance.tickets.talking import BOUNCED, SENT, letter_bounced, receive_message
from compliance.tickets.tokens import ticket_of_reply_address
from compliance.tickets.traffic import OPENED, WRITTEN, opened_by
from compliance.triage import Findings

AUTOMATIC = frozenset({"auto_reply", "bounce", "loop"})
RETURNED = frozenset({"bounce", "loop"})  # nobody's wish, whatever address it came to
REFERENCE = re.compile(r"\bPR-\d{4}-\d{6,12}\b")
SUBJECT_CHARACTERS, MOST_NAMED = 500, 5
MOST_REFERENCES = 50
MOST_COMPLAINANTS = 20


@dataclass(frozen=True)
class Door:
    """What the road in goes by: our addresses, each with its law and time, the first one first; the key of reply addresses."""

    offices: Mapping[str, Office]
    key: str


@dataclass(frozen=True)
class Origin:
    """Where a submission came from: who it was sent to, when, and the kept mail it was read from."""

    recipients: tuple[str, ...]
    received_at: datetime
    kept_id: int | None = None
    mail_digest: str | None = None


@dataclass(frozen=True)
class Placed:
    """What became of it. `outcome` is the submission's; `ticket` None for automatic mail that belongs to none."""

    outcome: str
    ticket: Ticket | None
    message_id: int | None


def receive(submission: Submission, findings: Findings | None, origin: Origin, door: Door,
            asked: tuple[Asked, ...] = (), by: Actor | None = None) -> Placed:
    """Places a submission. `asked` is what was chosen in a form; otherwise the findings suggest it. `by`: who typed it in.

    Raises ledger.Conflict.
    """
    with unit():
        arrival = _arrival(submission, findings, origin, door, asked)
        leaving = link_addressed(origin.recipients, door.key)
        if leaving and submission.outcome not in RETURNED:
            ticket = leave(arrival, leaving, door.offices[arrival.contact])
            return Placed("new", ticket, max(message.id for message in ticket.messages if message.direction == "in"))
        addressed = _addressed(origin.recipients, door)
        if submission.outcome in AUTOMATIC:
            return _automatic(arrival, addressed, submission, door)
        if submission.outcome == "complaint":
            return _complained(arrival, submission.complained_recipients, door.offices[arrival.contact])
        if submission.sender:
            dead_addresses.revive(submission.sender, door.key, SYSTEM)
        addressed = where_it_went(addressed) if addressed else None
        if addressed and known_on(addressed, submission.sender):
            message = receive_message(addressed, REQUESTER, arrival)
            return Placed("reply", addressed, message.id)
        return _opened(arrival, submission, addressed, door.offices[arrival.contact], by)


def _opened(arrival: Arrival, submission: Submission, addressed: Ticket | None, office: Office, by: Actor | None) -> Placed:
    """A ticket of its own, with what hints at another one; neither suspected mail nor a copy of our own letter is answered."""
    actor = by or (REQUESTER if submission.channel in {"mail", "form"} else SYSTEM)
    letter = _letter_of(_names(submission))
    arrival = replace(
        arrival, suspected=None if by else _suspicion(submission),
        answerable=arrival.answerable and not (letter and letter.message_id == submission.message_id),
    )
    ticket = open_ticket(arrival, actor, office, _hint(submission, addressed, letter))
    return Placed(submission.outcome if submission.outcome != "reply" else "new", ticket, _first_message(ticket))


def _suspicion(submission: Submission) -> str | None:
    if submission.suspected_spam:
        return "filter"
    opened = opened_by(addresses.key(submission.sender))
    return "flood" if submission.sender and is_flood(limits(), opened) else None


def _automatic(arrival: Arrival, addressed: Ticket | None, submission: Submission, door: Door) -> Placed:
    """On the ticket that it belongs to, or on the pile. What came back marks its letter, and the address as dead."""
    letter = _returned(submission, addressed) if arrival.undeliverable else None
    ticket = addressed or (letter.ticket if letter else None)
    if ticket is None:
        message = write_message(arrival, None)
        tell("house.mail_set_aside", SYSTEM, message=message.id, outcome=arrival.outcome, mail=arrival.mail_digest)
        return Placed(arrival.outcome, None, message.id)
    message = receive_message(ticket, SYSTEM, arrival)
    if letter:
        letter_bounced(ticket, SYSTEM, letter)
        dead_addresses.mark(letter.recipient, BOUNCED, door.key, SYSTEM)
    return Placed(arrival.outcome, ticket, message.id)


def _returned(submission: Submission, addressed: Ticket | None) -> Message | None:
    """The letter that came back: by its Message-ID, else the latest one sent by the ticket whose secret address it came to.

    Whom a report says it failed for proves nothing: anybody can write one. Our Message-IDs and addresses cannot be guessed.
    """
    letter = _letter_of(submission.returned_ids)
    if addressed is None or (letter and letter.ticket_id == addressed.id):
        return letter
    latest = sa.select(Message).where(Message.ticket_id == addressed.id, Message.direction == "out", Message.delivery == SENT)
    return db.session.scalar(latest.order_by(Message.id.desc()).limit(1))


def _complained(arrival: Arrival, people: tuple[str, ...], office: Office) -> Placed:
    """A report that people do not want our mail is their wish to get none; where it hides them, a person must find out."""
    if not people or len(people) > MOST_COMPLAINANTS:
        tickets = [open_ticket(replace(arrival, asked=(), needs_reading=True, answerable=False), SYSTEM, office)]
    else:
        wish = replace(arrival, asked=(Asked("unsubscribe", suggested=False),), needs_reading=False, answerable=False)
        tickets = [open_ticket(replace(wish, on_behalf_of=address), SYSTEM, office) for address in people]
    return Placed(arrival.outcome, tickets[0], _first_message(tickets[0]))


def _addressed(recipients: tuple[str, ...], door: Door) -> Ticket | None:
    """The ticket whose secret address is among the envelope's recipients."""
    tickets = (ticket_of_reply_address(recipient, door.key) for recipient in recipients)
    return next((ticket for ticket in tickets if ticket), None)


def _hint(submission: Submission, addressed: Ticket | None, letter: Message | None) -> Hint | None:
    """What says that it may belong to a ticket, the strongest first; none of it has authority."""
    if addressed:
        return Hint(addressed, "reply_address")
    if letter and letter.ticket:
        return Hint(where_it_went(letter.ticket), "answers_letter")
    named = _named(submission.subject)
    return Hint(where_it_went(named), "reference") if named else None


def _names(submission: Submission) -> list[str]:
    """The Message-IDs of a mail and of those that it answers, the most telling first."""
    names = (submission.message_id, submission.in_reply_to, *submission.references)
    return [name for name in names if name][:MOST_REFERENCES]


OF_NAMES = sa.select(Message).where(
    Message.direction == "out", Message.message_id.in_(sa.bindparam("names", expanding=True)), Message.ticket_id.is_not(None))


def _letters(names: Collection[str]) -> dict[str, Message]:
    return {letter.message_id or "": letter for letter in db.session.scalars(OF_NAMES, {"names": list(names)})}


LETTERS = Question(_letters)


def _letter_of(names: Sequence[str]) -> Message | None:
    """The letter of ours that has one of these Message-IDs."""
    return next(iter(LETTERS.about(names[:MOST_REFERENCES]).values()), None)


def to_be_asked(submissions: Iterable[Submission], door: Door) -> dict[Question[Any, Any], list[Any]]:
    """What will be asked about these, so that it can be asked together (`asking.answered_ahead`)."""
    sent = [submission for submission in submissions if submission.outcome not in AUTOMATIC and submission.sender]
    keys = [addresses.key(storable(submission.sender)[:ADDRESS_LENGTH])[:ADDRESS_LENGTH] for submission in sent]
    return {
        dead_addresses.ENTRIES: [dead_addresses.digest_of(submission.sender, door.key) for submission in sent],
        LETTERS: [name for submission in sent for name in _names(submission)],
        OPENED: [addresses.key(submission.sender) for submission in sent],
        WRITTEN: keys,
    }


def _named(subject: str) -> Ticket | None:
    """The ticket whose reference stands in a subject; of several the first that there is."""
    for reference in REFERENCE.findall(subject[:SUBJECT_CHARACTERS].upper())[:MOST_NAMED]:
        if ticket := by_reference(reference):
            return ticket
    return None


def _first_message(ticket: Ticket) -> int | None:
    return min((message.id for message in ticket.messages), default=None)


def _arrival(submission: Submission, findings: Findings | None, origin: Origin, door: Door,
             asked: tuple[Asked, ...]) -> Arrival:
    unreadable = submission.outcome == "unreadable"
    contact = contact_of(origin.recipients, door.offices)
    suggested = _suggested(findings, door.offices[contact].regime) if findings and not unreadable else ()
    return Arrival(
        channel=submission.channel, contact=contact, sender=submission.sender,
        sender_name=submission.sender_name, subject=submission.subject, text=submission.text, body=submission.body,
        html=submission.html, language=submission.language or (findings.language if findings else None),
        outcome=submission.outcome,
        message_id=submission.message_id, in_reply_to=submission.in_reply_to, received_at=origin.received_at or now(),
        sent_at=submission.sent_at, kept_id=origin.kept_id, mail_digest=origin.mail_digest,
        warnings=submission.warnings, evidence=submission.evidence, asked=asked or suggested,
        answerable=submission.acknowledge and not unreadable,
        files=tuple(File(a.name, a.type, a.content, a.sha256) for a in submission.attachments),
        needs_reading=unreadable or not (asked or suggested),
        undeliverable=submission.outcome == "bounce" and STILL_TRIED not in submission.warnings,
    )


def _suggested(findings: Findings, regime: str) -> tuple[Asked, ...]:
    """Under the law that the words name, or under the contact address's own, whatever else may hold in its country."""
    named = findings.law if findings.law_evidence else None
    return tuple(
        Asked(
            kind=found.kind, regime=named or regime, confidence=round(found.confidence * 1000),
            marks=tuple(Mark(span.field, span.start, span.end) for span in found.evidence),
        )
        for found in findings.requests
    )


def contact_of(recipients: Iterable[str], ours: Iterable[str]) -> str:
    """Which of our addresses it was sent to; the first of ours where none is named."""
    contacts = tuple(ours)
    for recipient in recipients:
        local, _, domain = recipient.lower().partition("@")
        plain = f"{local.split('+')[0]}@{domain}"
        if plain in contacts:
            return plain
    return contacts[0]


