"""Kept mail is understood soon after, in a process that can be killed.

The job `mail.understand` reads the raw bytes in the reader's child process (bounded time and memory), and places what was
read and marks the mail as understood in one unit. What the child cannot read comes back as unreadable and becomes a ticket
that needs a person; so does a mail over which the whole road failed on the job's last try.
"""

import atexit

from flask import current_app

from compliance import jobs
from compliance.db import db, unit
from compliance.intake.keeping import UNDERSTOOD, KeptMail, keep
from compliance.intake.reader import Reader
from compliance.intake.reading import salvaged
from compliance.intake.receive import Door, Origin, Placed, receive
from compliance.intake.submission import Submission
from compliance.tickets.clock import Office
from compliance.triage import Findings
from config import Settings

_reader = Reader()
atexit.register(_reader.close)


def door_of(settings: Settings) -> Door:
    """What the settings say to the road in."""
    return Door(settings.contact_address, settings.secret_key, office_of(settings))


def office_of(settings: Settings) -> Office:
    """What the settings say about time and law."""
    return Office(settings.timezone, settings.holidays or None, settings.default_regime)


@jobs.handler("mail.understand", set_aside=lambda claim: _hold_for_a_person(claim))
def understand(claim: jobs.Claim) -> None:
    """Understands one kept mail; doing it twice places it once."""
    mail = db.session.get(KeptMail, claim.payload["kept"])
    if mail is None or mail.state == UNDERSTOOD:
        return
    settings: Settings = current_app.config["SETTINGS"]
    raw, own, sender = mail.raw, frozenset(settings.contact_address), mail.envelope_sender
    db.session.rollback()  # no transaction is held open while the child reads
    understood = _reader.understand(raw, own, sender)
    with unit():
        place(mail, understood.submission, understood.findings)
        claim.done()


def place(mail: KeptMail, submission: Submission, findings: Findings | None) -> Placed:
    """Places what was read from a kept mail and marks it understood, in the open unit."""
    settings: Settings = current_app.config["SETTINGS"]
    origin = Origin(tuple(mail.recipients), mail.at, mail.id, mail.sha256)
    placed = receive(submission, findings, origin, door_of(settings))
    mail.state, mail.message_id = UNDERSTOOD, placed.message_id
    mail.ticket_id = placed.ticket.id if placed.ticket else None
    return placed


def hold(header: bytes, recipients: list[str], why: str) -> int:
    """Keeps a mail of which only the header can be had as a ticket that needs a person, in one unit; the kept mail's id."""
    with unit():
        kept = keep(header, recipients, None, "mail")
        mail = db.session.get(KeptMail, kept.id)
        if mail is not None and mail.state != UNDERSTOOD:
            place(mail, salvaged(header, why), None)
        return kept.id


def _hold_for_a_person(claim: jobs.Claim) -> None:
    """The last try failed: the mail stands on the desk as one that needs reading, whatever went wrong."""
    mail = db.session.get(KeptMail, claim.payload["kept"])
    if mail is not None and mail.state != UNDERSTOOD:
        place(mail, Submission(channel="mail", outcome="unreadable", sender="", acknowledge=False), None)
