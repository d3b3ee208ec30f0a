"""Files that somebody put into the form, kept between filling it in and sending it, so that a mistake elsewhere loses none.

They belong to a form by its `submission`, a random name that only its own browser knows. What is not sent within a day goes.
A file is taken for what its content says it is, not its name: documents, pictures and plain text; nothing that runs.
"""

import hashlib
import re
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance import sealing
from compliance.db import Base, BigId, db, new_id, now, unit
from compliance.intake.names import harmless
from compliance.tickets.arrivals import File

MOST_FILES = 5
MOST_BYTES = 10_000_000
KEPT = timedelta(days=1)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
HEIC_BRANDS = frozenset({b"heic", b"heix", b"mif1", b"msf1"})


class Upload(Base):
    """A file of a form that is not sent yet."""

    __tablename__ = "uploads"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    submission: Mapped[str] = mapped_column(sa.String(32), index=True)
    name: Mapped[str] = mapped_column(sa.String(300))
    type: Mapped[str] = mapped_column(sa.String(200))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime] = mapped_column(index=True)
    key_id: Mapped[int] = mapped_column(BigId)
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)


class Wrong(Exception):
    """A file that is not taken: `reason` is type, size, number or empty."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name, self.reason = name, reason


def add(submission: str, name: str, content: bytes) -> None:
    """Keeps a file for a form. Raises Wrong for one that is not taken; the same file again is one."""
    name = harmless(name) or "file"
    if not content:
        raise Wrong(name, "empty")
    if len(content) > MOST_BYTES:
        raise Wrong(name, "size")
    media_type = type_of(content)
    if media_type is None:
        raise Wrong(name, "type")
    digest = hashlib.sha256(content).hexdigest()
    with unit():
        _forget(Upload.at < now() - KEPT)
        there = of_form(submission)
        if any((upload.name, upload.sha256) == (name, digest) for upload in there):
            return
        if len(there) >= MOST_FILES:
            raise Wrong(name, "number")
        row_id = new_id()
        sealed, = sealing.seal_each([(row_id, content)])
        db.session.add(Upload(id=row_id, submission=submission, name=name, type=media_type, size=len(content), sha256=digest,
                              at=now(), key_id=sealed.key_id, sealed=sealed.content))


def of_form(submission: str) -> list[Upload]:
    """The files of a form that is not sent yet, in the order they came."""
    return list(db.session.scalars(sa.select(Upload).where(Upload.submission == submission).order_by(Upload.id)))


def take_away(submission: str, upload_id: int) -> None:
    """Forgets a file of a form."""
    with unit():
        _forget(Upload.submission == submission, Upload.id == upload_id)


def hand_over(submission: str) -> tuple[File, ...]:
    """The files of a form that is being sent, in the open unit; they are no longer kept here."""
    uploads = of_form(submission)
    contents = sealing.open_each([sealing.Stored(upload.key_id, upload.id, upload.sealed) for upload in uploads])
    files = tuple(File(one.name, one.type, content, one.sha256) for one, content in zip(uploads, contents, strict=True))
    _forget(Upload.submission == submission)
    return files


def _forget(*which: sa.ColumnElement[bool]) -> None:
    """Deletes files, their keys first, in the open unit."""
    sealing.destroy(db.session.scalars(sa.select(Upload.key_id).where(*which)).all())
    db.session.execute(sa.delete(Upload).where(*which))


def type_of(content: bytes) -> str | None:
    """The media type that a file's first bytes show; None for what is not taken."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return "image/heic"
    return "text/plain" if _is_text(content) else None


def _is_text(content: bytes) -> bool:
    """Words in UTF-8 and nothing that a browser could take for a page."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return not CONTROL.search(text) and "<" not in text[:1000]
