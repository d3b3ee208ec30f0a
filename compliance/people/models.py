"""A member of staff's account, the sessions in which it is signed in, and its second factors.

Staff is guarded: each change is told by an event; name, address and password stay out of the digest.
"""

from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from compliance.db import Base, BigId
from compliance.ledger import Guarded
from compliance.rules.abilities import Actor, staff_actor


class Staff(Guarded, UserMixin, Base):  # type: ignore[misc]
    """Who works here. `invitation` is the SHA-256 of a one-time link's token, `subject` that of who they are at a provider.

    `timezone` is their own (None: the house's), `digest` one mail a day instead of single ones, `feed` the SHA-256 of their
    calendar's secret.
    """

    __tablename__ = "staff"
    __table_args__ = (sa.Index("uq_staff_subject", "subject", unique=True),)
    __entity__ = "staff"
    __personal__: ClassVar[frozenset[str]] = frozenset({"email", "name", "password", "invitation", "subject"})

    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200), default="")
    role: Mapped[str] = mapped_column(sa.String(20))
    active: Mapped[bool] = mapped_column(default=True)
    password: Mapped[str | None] = mapped_column(sa.String(200))
    invitation: Mapped[str | None] = mapped_column(sa.String(64))
    invited_until: Mapped[datetime | None]
    timezone: Mapped[str | None] = mapped_column(sa.String(60))
    digest: Mapped[bool] = mapped_column(default=False)
    feed: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    subject: Mapped[str | None] = mapped_column(sa.String(64))

    @property
    def display_name(self) -> str:
        """Name, or the address's local part where none was given."""
        return self.name or self.email.split("@")[0]

    @property
    def actor(self) -> Actor:
        """This member of staff as an actor for verbs."""
        return staff_actor(self.id, self.role)


class StaffSession(Base):
    """One browser in which a member of staff is signed in: `key` is the SHA-256 of what its cookie holds.

    `level`: 0 a password was given and a second factor is awaited, 1 a password was enough, 2 a second factor was given, too.
    `fresh_at` is when either was last given, `challenge` what a passkey is to sign next.
    """

    __tablename__ = "staff_sessions"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    device: Mapped[str] = mapped_column(sa.String(40))
    level: Mapped[int]
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    fresh_at: Mapped[datetime]
    challenge: Mapped[bytes | None] = mapped_column(sa.LargeBinary)

    staff: Mapped[Staff] = relationship()


class Authenticator(Base):
    """A member of staff's authenticator app (RFC 6238); `secret` is sealed, `last_step` the time step of the last code taken.

    It counts once it is `confirmed` by a code.
    """

    __tablename__ = "authenticators"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"), unique=True)
    key_id: Mapped[int] = mapped_column(BigId)
    secret: Mapped[bytes] = mapped_column(sa.LargeBinary)
    confirmed: Mapped[bool] = mapped_column(default=False)
    last_step: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]


class RecoveryCode(Base):
    """A code that stands in for a second factor once; `key` is its SHA-256."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    key: Mapped[str] = mapped_column(sa.String(64))


class Passkey(Base):
    """A security key or passkey (W3C WebAuthn): its public key, and how often it has signed."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    credential: Mapped[bytes] = mapped_column(sa.LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    signs: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class DigestLine(Base):
    """A reminder that waits for the daily digest of one member of staff."""

    __tablename__ = "digest_lines"
    __table_args__ = (sa.UniqueConstraint("staff_id", "ticket_id", "rung", "due_on"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"))
    rung: Mapped[str] = mapped_column(sa.String(20))
    due_on: Mapped[date]
