"""The suppression register: who must not be written to, on one mailing list or on any. Ask here before any mailing or import.

An entry holds no address, only an HMAC-SHA-256 over list and address under a secret key of the house: it outlives the erasure
of the person in it, as an objection to direct marketing must (GDPR Art. 21(3)), and cannot be turned back into addresses
without the key. Keys are rotated by putting a new one in front (`SUPPRESSION_KEYS`): the first makes new entries, all of them
find old ones; a key whose entries shall still count stays in the list. Answers to a person's own request are not asked here.

Somebody who comes back by themselves may be written to again: the entry is lifted with what shows it, and can be put back.
Guarded: each change is told by an event.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, BigId, db, now, unit
from compliance.ledger import Guarded, hold, record
from compliance.registers.mailing_lists import keyed, list_name
from compliance.rules.abilities import Actor

BATCH = 500
EVERY = "all"  # an entry for every list
REASONS = {
    "left": "left the mailing list", "unsubscribe": "asked for no more mailings", "removal": "had their data removed",
    "objection": "objected to the use of their data", "entered": "was entered by hand",
}
# Why an entry no longer counts.
RETURNS = {
    "joined": "joined again by themselves", "wrote": "took up contact by themselves", "mistake": "was entered by mistake",
}


class Suppression(Guarded, Base):
    """An address that is not written to on a list. `lifted_at`: since when it is again, because of `lifted_because`.

    `evidence` is the SHA-256 of what shows it (a mail, a form). `made_with` names the secret key that `key` was made with.
    """

    __tablename__ = "suppressions"
    __entity__ = "suppression"

    key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    made_with: Mapped[str] = mapped_column(sa.String(8), default="")
    in_list: Mapped[str] = mapped_column(sa.String(40))
    reason: Mapped[str] = mapped_column(sa.String(20), default="left")
    law: Mapped[str | None] = mapped_column(sa.String(40))
    since: Mapped[datetime]
    by_ticket_id: Mapped[int | None] = mapped_column(BigId, index=True)
    lifted_at: Mapped[datetime | None]
    lifted_because: Mapped[str | None] = mapped_column(sa.String(20))
    evidence: Mapped[str | None] = mapped_column(sa.String(64))


class NotAllowed(Exception):
    """The actor may not change the register."""


@dataclass(frozen=True)
class Why:
    """Why somebody is suppressed: a code of `REASONS`, the law's id, the ticket on whose word."""

    reason: str = "left"
    law: str | None = None
    ticket_id: int | None = None


class _House:
    """The secret keys of the running program, the one for new entries first."""

    keys: tuple[str, ...] = ()


def load(keys: Sequence[str]) -> None:
    """Makes the house's keys known."""
    _House.keys = tuple(keys)


def suppress(address: str, in_list: str, actor: Actor, why: Why) -> None:
    """Enters an address. Entering it twice changes nothing. Raises ValueError for a wrong list or reason."""
    name = list_name(in_list)
    if why.reason not in REASONS:
        raise ValueError(f"There is no reason {why.reason}.")
    told = {"in_list": name, "by_ticket": why.ticket_id, "reason": why.reason, "law": why.law}
    with unit():
        entry = entry_of(address, name)
        if entry is None:
            first = _House.keys[0]
            entry = Suppression(key=_digest(address, name, first), made_with=_name_of(first), in_list=name, since=now(),
                                reason=why.reason, law=why.law, by_ticket_id=why.ticket_id)
            with record(entry, "suppression.added", actor, **told):
                pass
            return
        hold(entry)
        if entry.lifted_at is not None:
            with record(entry, "suppression.added", actor, **told):
                entry.since, entry.reason, entry.law, entry.by_ticket_id = now(), why.reason, why.law, why.ticket_id
                entry.lifted_at = entry.lifted_because = entry.evidence = None


def lift(address: str, in_list: str, actor: Actor, because: str, evidence: str | None = None) -> bool:
    """The address may be written to again: `because` is a code of `RETURNS`, `evidence` the SHA-256 of what shows it.

    Returns whether there was an entry to lift. Raises ValueError for an unknown reason, NotAllowed.
    """
    if not actor.can("suppression.lift"):
        raise NotAllowed("suppression.lift")
    if because not in RETURNS:
        raise ValueError(f"Say why: {', '.join(RETURNS)}.")
    with unit():
        entry = entry_of(address, list_name(in_list))
        if entry is None or entry.lifted_at is not None:
            return False
        hold(entry)
        with record(entry, "suppression.lifted", actor, in_list=entry.in_list, because=because, evidence=evidence):
            entry.lifted_at, entry.lifted_because, entry.evidence = now(), because, evidence
        return True


def enter_again(actor: Actor, in_list: str, entry: Mapping[str, str], reason: str, law: str | None) -> None:
    """Enters what was entered after the backup that was restored, by its keyed digest: nobody knows the address any more."""
    with unit():
        there = db.session.scalar(sa.select(Suppression).where(Suppression.key == entry["key"]))
        told = {"in_list": in_list, "by_ticket": None, "reason": reason, "law": law}
        if there is None:
            fresh = Suppression(
                key=entry["key"], made_with=entry["made_with"], in_list=in_list, since=now(), reason=reason, law=law)
            with record(fresh, "suppression.added", actor, **told):
                pass
        elif there.lifted_at is not None:
            hold(there)
            with record(there, "suppression.added", actor, **told):
                there.lifted_at = there.lifted_because = there.evidence = None


def lift_again(actor: Actor, key: str, because: str, evidence: str | None) -> None:
    """Lifts what was lifted after the backup that was restored, by its keyed digest."""
    with unit():
        there = db.session.scalar(sa.select(Suppression).where(Suppression.key == key))
        if there is not None and there.lifted_at is None:
            hold(there)
            with record(there, "suppression.lifted", actor, in_list=there.in_list, because=because, evidence=evidence):
                there.lifted_at, there.lifted_because, there.evidence = now(), because, evidence


def entry_of(address: str, in_list: str) -> Suppression | None:
    """The entry of an address for this list, lifted or not, under whichever key."""
    digests = [_digest(address, in_list, key) for key in _House.keys]
    return db.session.scalar(sa.select(Suppression).where(Suppression.key.in_(digests)).limit(1))


def entries_of(address: str, in_list: str) -> list[Suppression]:
    """What the register says of an address: the entry for the list and the one for every list. Raises ValueError."""
    names = dict.fromkeys((list_name(in_list), EVERY))
    return [entry for name in names if (entry := entry_of(address, name))]


def is_suppressed(address: str, in_list: str = EVERY) -> bool:
    """Whether this address must not be written to on this list. Raises ValueError for a wrong list."""
    return any(entry.lifted_at is None for entry in entries_of(address, in_list))


def not_suppressed(addresses: Iterable[str], in_list: str) -> Iterator[str]:
    """Those of the addresses, in their order, that may be written to on the list. Raises ValueError for a wrong list."""
    name = list_name(in_list)
    page: list[str] = []
    for address in addresses:
        page.append(address)
        if len(page) == BATCH:
            yield from _staying(page, name)
            page = []
    yield from _staying(page, name)


def entered_by(ticket_id: int) -> bool:
    """Whether an entry stands on the word of this ticket."""
    return db.session.scalar(sa.select(Suppression.id).where(Suppression.by_ticket_id == ticket_id).limit(1)) is not None


def _staying(page: list[str], name: str) -> list[str]:
    digests = {address: [_digest(address, in_list, key) for in_list in dict.fromkeys((name, EVERY)) for key in _House.keys]
               for address in page}
    every = [digest for found in digests.values() for digest in found]
    left = sa.select(Suppression.key).where(Suppression.key.in_(every), Suppression.lifted_at.is_(None))
    gone = set(db.session.scalars(left))
    return [address for address in page if not gone.intersection(digests[address])]


def _digest(address: str, name: str, key: str) -> str:
    return keyed(key, "suppression", name, address).hex()


def _name_of(key: str) -> str:
    """A short name for a secret key, which says nothing about it."""
    return hashlib.sha256(f"name of {key}".encode()).hexdigest()[:8]
