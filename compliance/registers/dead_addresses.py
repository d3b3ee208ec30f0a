"""The register of addresses that take no mail: a letter to them came back for good.

Nothing that goes out by itself is written to such an address until it is revived: by a mail that comes from it, or by staff who
say that it works again. An entry holds no address, only an HMAC of it under the house's secret key, upper and lower case being
one: it outlives the erasure of the person and cannot be turned back into an address without the key. Guarded: each change is
told by an event.
"""

import hashlib
import hmac
from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.asking import Question
from compliance.db import Base, db, now, unit
from compliance.ledger import Guarded, hold, record
from compliance.rules.abilities import Actor


class DeadAddress(Guarded, Base):
    """An address to which mail failed for good. `reason` is a code; `revived_at`: it takes mail again."""

    __tablename__ = "dead_addresses"
    __entity__ = "address"

    key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    reason: Mapped[str] = mapped_column(sa.String(20))
    since: Mapped[datetime]
    revived_at: Mapped[datetime | None]


def is_dead(address: str, key: str) -> bool:
    """Whether mail to this address has failed for good, and nothing has been heard from it since."""
    entry = entry_of(address, key)
    return entry is not None and entry.revived_at is None


def mark(address: str, reason: str, key: str, actor: Actor) -> bool:
    """Enters an address as dead for a reason (a code). Returns whether it was alive; entering it twice changes nothing."""
    with unit():
        entry = entry_of(address, key)
        if entry is None:
            entry = DeadAddress(key=digest_of(address, key), reason=reason, since=now())
            with record(entry, "address.died", actor, reason=reason):
                pass
            return True
        hold(entry)
        if entry.revived_at is None:
            return False
        with record(entry, "address.died", actor, reason=reason):
            entry.reason, entry.since, entry.revived_at = reason, now(), None
        return True


def revive(address: str, key: str, actor: Actor) -> bool:
    """Mail to the address is worth trying again. Returns whether it was dead."""
    with unit():
        entry = entry_of(address, key)
        if entry is None or entry.revived_at is not None:
            return False
        hold(entry)
        with record(entry, "address.revived", actor):
            entry.revived_at = now()
        return True


def entry_of(address: str, key: str) -> DeadAddress | None:
    """The entry of an address, revived or not."""
    return ENTRIES(digest_of(address, key))


OF_KEYS = sa.select(DeadAddress).where(DeadAddress.key.in_(sa.bindparam("digests", expanding=True)))


def _entries(digests: Collection[str]) -> dict[str, DeadAddress]:
    return {entry.key: entry for entry in db.session.scalars(OF_KEYS, {"digests": list(digests)})}


ENTRIES = Question(_entries)


def digest_of(address: str, key: str) -> str:
    """What `ENTRIES` knows an address by, under the house's key."""
    return hmac.new(key.encode(), f"dead address|{address.strip().casefold()}".encode(), hashlib.sha256).hexdigest()
