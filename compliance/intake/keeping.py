"""Mail is kept before it is understood.

`keep()` makes the raw bytes durable, byte for byte with their SHA-256, together with the promise (a job) to understand
them. Only when it has returned may the channel let go of the mail (250, exit 0): RFC 5321 section 4.2.5 and 6.1. The same
content delivered again (trace headers apart, to the same or another of our addresses) is the same mail: it is kept once, with
the recipients of all its deliveries, and Message-ID alone never proves sameness.

Mails that arrive together share a commit (`keep_together`). When that fails over one of them, each is kept by itself.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import Mapped, deferred, mapped_column

from compliance import jobs
from compliance.db import Base, BigId, Json, db, new_id, now, unit
from compliance.intake.reading import redelivery_key
from compliance.intake.receive import Placed
from compliance.sealing import Stored, open_each, seal_each
from compliance.tickets.arrivals import storable
from compliance.tickets.models import Message

KEPT, UNDERSTOOD = "kept", "understood"
MOST_RECIPIENTS = 100  # noted of one mail, however often it is delivered


class KeptMail(Base):
    """A raw mail as it came. `redelivery` is what recognises the same mail when it is delivered again.

    `recipients` are those of all its deliveries. `envelope_sender` is empty for the null sender of automatic mail, None where
    the channel did not say.
    """

    __tablename__ = "kept_mails"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    redelivery: Mapped[str] = mapped_column(sa.String(64), unique=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    size: Mapped[int]
    channel: Mapped[str] = mapped_column(sa.String(10))
    envelope_sender: Mapped[str | None] = mapped_column(sa.String(320))
    recipients: Mapped[list[str]] = mapped_column(Json)
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(sa.String(12), default=KEPT)
    tries: Mapped[int] = mapped_column(default=0)
    message_id: Mapped[int | None] = mapped_column(BigId)
    ticket_id: Mapped[int | None] = mapped_column(BigId)
    key_id: Mapped[int | None] = mapped_column(BigId)
    sealed: Mapped[bytes] = deferred(mapped_column("raw", sa.LargeBinary))

    @property
    def raw(self) -> bytes:
        """The bytes as they came. Raises Unopenable once they are erased."""
        return raw_of([self])[0]


@dataclass(frozen=True)
class Incoming:
    """A mail as a channel takes it; `envelope_sender` as in `KeptMail`."""

    raw: bytes
    recipients: tuple[str, ...]
    envelope_sender: str | None
    channel: str


@dataclass(frozen=True)
class Kept:
    """What `keep` did: the row's id, and whether the mail had been kept before."""

    id: int
    again: bool


def raw_of(mails: Sequence[KeptMail]) -> list[bytes]:
    """The bytes of mails as they came, with one look for their keys. Raises Unopenable over any that is erased."""
    return open_each([Stored(mail.key_id, mail.id, mail.sealed) for mail in mails])


def keep(raw: bytes, recipients: list[str], envelope_sender: str | None, channel: str) -> Kept:
    """Keeps a mail durably, or finds that it is kept already. Raises sqlalchemy errors when the database is away."""
    mail = Incoming(raw, tuple(recipients), envelope_sender, channel)
    try:
        return _keep_all([mail])[0]
    except IntegrityError:  # the same mail came in by two doors at once; the other one kept it
        key = redelivery_key(raw)
        found = _known([key]).get(key)
        if found is None:
            raise
        with unit():
            return _again(found, recipients)


def keep_together(mails: list[Incoming]) -> list[Kept | Exception]:
    """Keeps mails durably in one commit. Says for each what `keep` says, or the error because of which it is not kept."""
    try:
        return list(_keep_all(mails))
    except (OperationalError, InterfaceError) as away:  # the database is away for all of them
        return [away for _ in mails]
    except Exception:  # over one of them, whatever it is: the others are kept
        return [_kept_or_not(mail) for mail in mails]


def _kept_or_not(mail: Incoming) -> Kept | Exception:
    try:
        return keep(mail.raw, list(mail.recipients), mail.envelope_sender, mail.channel)
    except Exception as error:  # told to the one who handed this mail in
        return error


def _keep_all(mails: list[Incoming]) -> list[Kept]:
    """All in one unit, with the promises to understand them; raises over any of them."""
    keys = [redelivery_key(mail.raw) for mail in mails]
    with unit():
        known = _known(keys)
        rows: dict[str, dict[str, Any]] = {}
        raws: dict[str, bytes] = {}
        for key, mail in zip(keys, mails, strict=True):
            if key not in known:
                rows[key] = _row(key, mail)
                raws[key] = mail.raw
                known[key] = rows[key]["id"]
        if rows:
            sealed = seal_each([(rows[key]["id"], raw) for key, raw in raws.items()])
            for row, content in zip(rows.values(), sealed, strict=True):
                row |= {"key_id": content.key_id, "sealed": content.content}
            db.session.execute(sa.insert(KeptMail), list(rows.values()))
            jobs.enqueue_all("mail.understand", [{"kept": row["id"]} for row in rows.values()])
        return [
            Kept(rows.pop(key)["id"], again=False) if key in rows else _again(known[key], list(mail.recipients))
            for key, mail in zip(keys, mails, strict=True)
        ]


def _row(key: str, mail: Incoming) -> dict[str, Any]:
    sender = mail.envelope_sender
    return {
        "id": new_id(), "redelivery": key, "sha256": hashlib.sha256(mail.raw).hexdigest(), "size": len(mail.raw),
        "channel": mail.channel, "envelope_sender": sender if sender is None else storable(sender)[:320],
        "recipients": _plain(list(mail.recipients)), "at": now(),
    }


def _known(keys: list[str]) -> dict[str, int]:
    """The mails of these keys that are kept already."""
    rows = db.session.execute(sa.select(KeptMail.redelivery, KeptMail.id).where(KeptMail.redelivery.in_(keys)))
    return {row.redelivery: row.id for row in rows}


def _again(kept_id: int, recipients: list[str]) -> Kept:
    """The mail is there already: only whom it was delivered to, too, is added."""
    was = db.session.scalar(sa.select(KeptMail.recipients).where(KeptMail.id == kept_id)) or []
    if set(_plain(recipients)) - set(was):
        mail = db.session.get_one(KeptMail, kept_id, with_for_update=True, populate_existing=True)
        mail.recipients = list(dict.fromkeys([*mail.recipients, *_plain(recipients)]))[:MOST_RECIPIENTS]
    return Kept(kept_id, again=True)


def _plain(recipients: list[str]) -> list[str]:
    return [storable(recipient).lower()[:320] for recipient in recipients]


def keep_form(submission: str, raw: bytes, place: Callable[[str], Placed]) -> Placed | None:
    """Keeps a form as it was sent and places it, in one unit; None where the same one was taken before.

    `submission` is the random name that the form carries, `place` takes the SHA-256 of `raw`.
    """
    key = hashlib.sha256(f"form {submission}".encode()).hexdigest()
    digest = hashlib.sha256(raw).hexdigest()
    try:
        with unit():
            if db.session.scalar(sa.select(KeptMail.id).where(KeptMail.redelivery == key)):
                return None
            placed = place(digest)
            kept_id = new_id()
            [sealed] = seal_each([(kept_id, raw)])
            db.session.add(
                KeptMail(
                    id=kept_id, redelivery=key, sha256=digest, size=len(raw), channel="form", recipients=[], at=now(),
                    key_id=sealed.key_id, sealed=sealed.content,
                    state=UNDERSTOOD, message_id=placed.message_id, ticket_id=placed.ticket.id if placed.ticket else None,
                )
            )
            db.session.flush()
            db.session.execute(sa.update(Message).where(Message.id == placed.message_id).values(kept_id=kept_id))
            return placed
    except IntegrityError:  # the same form was sent twice at once; the other one was taken
        if db.session.scalar(sa.select(KeptMail.id).where(KeptMail.redelivery == key)) is None:
            raise
        return None
