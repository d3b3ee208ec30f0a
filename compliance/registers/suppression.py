"""The suppression register: who has left which mailing list. Whoever sends to a list asks here first.

An entry holds no address, only an HMAC over list and address under the house's secret key: it outlives the erasure of the
person in it, as an objection to direct marketing must (GDPR Art. 21(3)), and cannot be turned back into addresses without the
key. Under another key no entry is found: keep the key as long as the book. Guarded: each change is told by an event.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, BigId, db, now, unit
from compliance.ledger import Guarded, hold, record
from compliance.registers.mailing_lists import keyed, list_name
from compliance.rules.abilities import Actor

BATCH = 500


class Suppression(Guarded, Base):
    """An address that left a list. `lifted_at`: the person joined again; leaving once more clears it."""

    __tablename__ = "suppressions"
    __entity__ = "suppression"

    key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    in_list: Mapped[str] = mapped_column(sa.String(40))
    since: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    by_ticket_id: Mapped[int | None] = mapped_column(BigId)


def suppress(address: str, in_list: str, key: str, actor: Actor, ticket_id: int | None) -> None:
    """Enters an address, on the word of a ticket. Entering it twice changes nothing. Raises ValueError for a wrong list."""
    name = list_name(in_list)
    with unit():
        entry = entry_of(address, name, key)
        if entry is None:
            entry = Suppression(key=_digest(address, name, key), in_list=name, since=now(), by_ticket_id=ticket_id)
            with record(entry, "suppression.added", actor, in_list=name, by_ticket=ticket_id):
                pass
            return
        hold(entry)
        if entry.lifted_at is not None:
            with record(entry, "suppression.added", actor, in_list=name, by_ticket=ticket_id):
                entry.since, entry.lifted_at, entry.by_ticket_id = now(), None, ticket_id


def lift(address: str, in_list: str, key: str, actor: Actor) -> bool:
    """The person has joined the list again by themselves. Returns whether there was an entry to lift."""
    with unit():
        entry = entry_of(address, list_name(in_list), key)
        if entry is None or entry.lifted_at is not None:
            return False
        hold(entry)
        with record(entry, "suppression.lifted", actor, in_list=entry.in_list):
            entry.lifted_at = now()
        return True


def entry_of(address: str, in_list: str, key: str) -> Suppression | None:
    """The entry of an address, lifted or not."""
    return db.session.scalar(sa.select(Suppression).where(Suppression.key == _digest(address, in_list, key)))


def is_suppressed(address: str, in_list: str, key: str) -> bool:
    """Whether this address has left this list. Raises ValueError for a wrong list."""
    entry = entry_of(address, list_name(in_list), key)
    return entry is not None and entry.lifted_at is None


def not_suppressed(addresses: Iterable[str], in_list: str, key: str) -> Iterator[str]:
    """Those of the addresses, in their order, that have not left the list. Raises ValueError for a wrong list."""
    name = list_name(in_list)
    page: list[str] = []
    for address in addresses:
        page.append(address)
        if len(page) == BATCH:
            yield from _staying(page, name, key)
            page = []
    yield from _staying(page, name, key)


def _staying(page: list[str], name: str, key: str) -> list[str]:
    digests = {address: _digest(address, name, key) for address in page}
    left = sa.select(Suppression.key).where(Suppression.key.in_(digests.values()), Suppression.lifted_at.is_(None))
    gone = set(db.session.scalars(left))
    return [address for address in page if digests[address] not in gone]


def _digest(address: str, name: str, key: str) -> str:
    return keyed(key, "suppression", name, address).hex()
