"""What a channel hands to the middle: a message as it came in, and what is asked in it. Blind to which channel it was."""

from dataclasses import dataclass, field
from datetime import datetime

from compliance.db import db, new_id, now
from compliance.gathering import insert
from compliance.rules.evidence import Evidence, written
from compliance.sealing import seal_together
from compliance.tickets.models import Attachment, Message, Ticket

NAME_LENGTH = 300
ADDRESS_LENGTH = 320
TYPE_LENGTH = 200
ID_LENGTH = 998  # RFC 5322 section 2.1.1: no line is longer


@dataclass(frozen=True)
class File:
    """An attached file. `sha256` is over the content."""

    name: str
    type: str
    content: bytes
    sha256: str


@dataclass(frozen=True)
class Mark:
    """Words that decided a suggestion: `field` is subject or text of the message, offsets in characters."""

    field: str
    start: int
    end: int


@dataclass(frozen=True)
class Asked:
    """One request seen in what came in. `suggested`: read from prose; `confidence` in thousandths; `details`: answers."""

    kind: str
    regime: str | None = None
    suggested: bool = True
    confidence: int = 1000
    marks: tuple[Mark, ...] = ()
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Arrival:
    """One message from outside. `contact` is the address of ours it was sent to, `mail_digest` the raw mail's SHA-256.

    `undeliverable`: it reports that a letter of ours could not be delivered and is given up. `acknowledged`: another letter
    goes out at once, so that none need say that it came in. `evidence`: what our own mail server says of the sender.
    `suspected`: why it is taken for spam (`lifecycle.SUSPICIONS`). `on_behalf_of`: the address of the person whom it concerns,
    where a machine speaks for them.
    """

    channel: str
    contact: str
    sender: str
    sender_name: str = ""
    subject: str = ""
    text: str = ""
    body: str = ""
    html: str | None = None
    language: str | None = None
    country: str = ""
    outcome: str = "new"
    message_id: str | None = None
    in_reply_to: str | None = None
    received_at: datetime = field(default_factory=now)
    sent_at: datetime | None = None
    kept_id: int | None = None
    mail_digest: str | None = None
    warnings: tuple[str, ...] = ()
    evidence: Evidence | None = None
    files: tuple[File, ...] = ()
    asked: tuple[Asked, ...] = ()
    answerable: bool = True
    acknowledged: bool = False
    needs_reading: bool = False
    undeliverable: bool = False
    suspected: str | None = None
    on_behalf_of: str = ""


@dataclass(frozen=True)
class Hint:
    """A ticket that what came in may belong to, and why (`lifecycle.HINTS`); it proves nothing."""

    ticket: Ticket
    why: str


def storable(text: str) -> str:
    """The text as any database takes it: without NUL and lone surrogates, which PostgreSQL refuses."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def write_message(arrival: Arrival, ticket: Ticket | None) -> Message:
    """Writes the message and its files in the open unit, on a ticket or (automatic mail that belongs to none) on none."""
    message = Message(
        ticket_id=ticket.id if ticket else None, direction="in", channel=arrival.channel,
        outcome=arrival.outcome, kept_id=arrival.kept_id, at=arrival.received_at, sent_at=arrival.sent_at,
        sender=storable(arrival.sender)[:ADDRESS_LENGTH], sender_name=storable(arrival.sender_name)[:NAME_LENGTH],
        recipient=arrival.contact, subject=storable(arrival.subject), text=storable(arrival.text),
        body=storable(arrival.body), html=storable(arrival.html) if arrival.html else None,
        language=arrival.language, message_id=_id(arrival.message_id), in_reply_to=_id(arrival.in_reply_to),
        warnings=[storable(warning) for warning in arrival.warnings],
        evidence=written(arrival.evidence) if arrival.evidence else None,
    )
    if ticket is not None and ticket not in db.session:
        message.ticket = ticket  # neither is in the database yet: they find each other so
    insert(message)
    if arrival.files:
        write_files(message, arrival.files)
    return message


def write_files(message: Message, files: tuple[File, ...]) -> None:
    """Writes the files of a message in the open unit, sealed under one key."""
    ids = [new_id() for _ in files]
    sealed = seal_together([(row_id, file.content) for row_id, file in zip(ids, files, strict=True)])
    for row_id, file, content in zip(ids, files, sealed, strict=True):
        insert(
            Attachment(
                id=row_id, message_id=message.id, name=storable(file.name), type=storable(file.type)[:TYPE_LENGTH],
                size=len(file.content), sha256=file.sha256, key_id=content.key_id, sealed=content.content,
            )
        )


def _id(text: str | None) -> str | None:
    """A Message-ID that an index can hold; a longer one identifies nothing."""
    return storable(text) if text and len(text) <= ID_LENGTH else None
