"""How often somebody may try something, counted in the database: by all processes on all machines together.

This is a storage for Flask-Limiter ("book://"), used on PostgreSQL; on the embedded database each of the two web processes
counts for itself, in memory. A try is a row: a keyed digest of who and what, and when. Rows are dropped once their window is
over. The table is UNLOGGED: what a crash of the server takes from it is a few tries.
"""

import hashlib
import hmac
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from limits.storage import Storage
from limits.storage.base import MovingWindowSupport
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, BigId, db, new_id, unit

LONGEST = timedelta(days=1)  # of all windows
_secret = [b""]


class Hit(Base):
    """One try. `key` is a keyed digest of who tries what."""

    __tablename__ = "rate_hits"
    __table_args__ = (sa.Index("ix_rate_hits_key_at", "key", "at"), sa.Index("ix_rate_hits_at", "at"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]


def load(secret: str) -> None:
    """Says which secret the digests are keyed with."""
    _secret[0] = hmac.digest(secret.encode(), b"rate limits", "sha256")


def forget() -> int:
    """Drops the tries whose every window is over. Returns how many."""
    old = sa.delete(Hit).where(Hit.at < datetime.now(UTC) - LONGEST)
    with unit():
        return int(db.session.execute(old.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]


class BookStorage(Storage, MovingWindowSupport):
    """Tries in the database, in a transaction of their own: they count whatever becomes of the page."""

    STORAGE_SCHEME = ["book"]

    @property
    def base_exceptions(self) -> type[Exception]:
        """What a database that is away raises."""
        return SQLAlchemyError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Counts `amount` tries where the window of `expiry` seconds has room for them under `limit`; whether it had."""
        name, since = digest_of(key), _ago(expiry)
        with db.engine.begin() as connection:
            _take_turns(connection, name)
            connection.execute(sa.delete(Hit).where(Hit.key == name, Hit.at <= since))
            count = connection.scalar(sa.select(sa.func.count()).select_from(Hit).where(Hit.key == name)) or 0
            if count + amount > limit:
                return False
            connection.execute(sa.insert(Hit), [{"id": new_id(), "key": name, "at": datetime.now(UTC)} for _ in range(amount)])
        return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest try of the window was, in seconds since 1970, and how many there are."""
        window = sa.select(sa.func.min(Hit.at), sa.func.count()).where(Hit.key == digest_of(key), Hit.at > _ago(expiry))
        with db.engine.connect() as connection:
            first, count = connection.execute(window).one()
        return (first.timestamp() if first else time.time(), count)

    def clear(self, key: str) -> None:
        """Forgets the tries of a key."""
        with db.engine.begin() as connection:
            connection.execute(sa.delete(Hit).where(Hit.key == digest_of(key)))

    def reset(self) -> int | None:
        """Forgets all tries."""
        with db.engine.begin() as connection:
            return int(connection.execute(sa.delete(Hit)).rowcount)

    def check(self) -> bool:
        """Whether tries can be counted."""
        try:
            with db.engine.connect() as connection:
                connection.execute(sa.select(Hit.id).limit(1))
        except SQLAlchemyError:
            return False
        return True

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Of fixed windows, which are not used here."""
        raise NotImplementedError

    def get(self, key: str) -> int:
        """Of fixed windows, which are not used here."""
        raise NotImplementedError

    def get_expiry(self, key: str) -> float:
        """Of fixed windows, which are not used here."""
        raise NotImplementedError


def digest_of(key: str) -> str:
    """What a key is stored as: nobody reads an address out of it without our secret."""
    return hmac.new(_secret[0], key.encode(), hashlib.sha256).hexdigest()


def _ago(seconds: int) -> datetime:
    return datetime.now(UTC) - timedelta(seconds=seconds)


def _take_turns(connection: sa.Connection, name: str) -> None:
    """Two tries of one key at once are counted one after the other."""
    turn: Any = int(name[:15], 16)
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(turn)))
