"""The log of the whole: a Merkle tree (RFC 9162) over all events, which gives each one a place that it keeps.

A chain shows what happened to one row; the log shows that nothing vanished. An event's leaf is its digest. A trigger notes
each event in `unsealed` in its own transaction; `seal()` gives places to all noted events that it can see. Sealings come one
after another, and an event can only follow one that was committed before it, so whatever an event follows lies before it in
the log, and an event that is committed late, by a transaction that took long, is seen by the next sealing: none is passed over.

Stored are the leaves, and the nodes at levels 8, 16, 24 ... as they become whole: rows are only ever added. All others
are reckoned from blocks of 256. Each sealing ends with a signed checkpoint.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, BigId, db, now, unit
from compliance.ledger import merkle
from compliance.ledger.checkpoints import Statement, signer
from compliance.ledger.entries import Event

STEP = 8  # levels between those that are stored
BLOCK = 1 << STEP
BATCH = 10_000
LOCK = 0x5EA1  # of sealing, on PostgreSQL

Execute = Callable[..., Any]


class Unsealed(Base):
    """An event that has no place yet; written by a trigger."""

    __tablename__ = "unsealed"

    event_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)


class Leaf(Base):
    """An entry of the log: the event at a place, counted from 0, and the hash over its digest."""

    __tablename__ = "log_leaves"

    place: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(BigId, unique=True)
    hash: Mapped[bytes] = mapped_column(sa.LargeBinary)


class Node(Base):
    """The hash over 2^level leaves from number * 2^level on."""

    __tablename__ = "log_nodes"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(sa.LargeBinary)


class Checkpoint(Base):
    """A signed statement about the log, as it was shown."""

    __tablename__ = "checkpoints"

    size: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(sa.Text)


@dataclass
class Stored:
    """Reads subtrees of the stored log, block by block."""

    execute: Execute

    def __post_init__(self) -> None:
        self._blocks: dict[tuple[int, int], list[bytes]] = {}

    def subtree(self, level: int, number: int) -> bytes:
        """The hash of a whole subtree. Raises LookupError where the log has a hole there."""
        base = level - level % STEP
        first, count = number << (level - base), 1 << (level - base)
        block = self._block(base, first // BLOCK)
        hashes = block[first % BLOCK:first % BLOCK + count]
        if len(hashes) != count:
            raise LookupError(f"the log lacks hashes at level {base} from {first} on")
        return merkle.over(hashes)

    def _block(self, level: int, number: int) -> list[bytes]:
        if (level, number) not in self._blocks:
            start, stop = number * BLOCK, (number + 1) * BLOCK
            if level == 0:
                wanted = sa.select(Leaf.hash).where(Leaf.place >= start, Leaf.place < stop).order_by(Leaf.place)
            else:
                wanted = sa.select(Node.hash).where(
                    Node.level == level, Node.number >= start, Node.number < stop).order_by(Node.number)
            self._blocks[level, number] = [bytes(row.hash) for row in self.execute(wanted)]
        return self._blocks[level, number]


def size_of(execute: Execute) -> int:
    """How many entries the log has."""
    last: int | None = execute(sa.select(sa.func.max(Leaf.place))).scalar()
    return 0 if last is None else last + 1


def leaf_of(digest: str) -> bytes:
    """The leaf of the event with this digest."""
    return merkle.leaf_hash(bytes.fromhex(digest))


def seal() -> int:
    """Gives a place to every event that has none and signs a checkpoint. Returns how many got one."""
    sealed = 0
    while count := _seal_some():
        sealed += count
    return sealed


def _seal_some() -> int:
    with unit():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        waiting = sa.select(Event.id, Event.digest).join(Unsealed, Unsealed.event_id == Event.id).order_by(Event.id)
        events = db.session.execute(waiting.limit(BATCH)).all()
        if events:
            size = size_of(db.session.execute)
            frontier = merkle.Frontier(size, Stored(db.session.execute).subtree)
            _append(frontier, events)
            statement = Statement(signer().name, frontier.size, frontier.root())
            db.session.add(Checkpoint(size=frontier.size, at=now(), note=signer().sign(statement)))
        return len(events)


def _append(frontier: merkle.Frontier, events: Iterable[Any]) -> None:
    leaves: list[dict[str, Any]] = []
    nodes: list[dict[str, Any]] = []
    for event in events:
        for level, number, found in frontier.append(leaf_of(event.digest)):
            if level == 0:
                leaves.append({"place": number, "event_id": event.id, "hash": found})
            elif level % STEP == 0:
                nodes.append({"level": level, "number": number, "hash": found})
    db.session.execute(sa.insert(Leaf), leaves)
    if nodes:
        db.session.execute(sa.insert(Node), nodes)
    placed = sa.select(Leaf.event_id).where(Leaf.place >= leaves[0]["place"])
    gone = sa.delete(Unsealed).where(Unsealed.event_id.in_(placed))
    db.session.execute(gone.execution_options(synchronize_session=False))


def latest_checkpoint() -> Checkpoint | None:
    """The newest checkpoint; None before the first sealing."""
    return db.session.scalar(sa.select(Checkpoint).order_by(Checkpoint.size.desc()).limit(1))


def first_checkpoint_over(place: int) -> Checkpoint | None:
    """The oldest checkpoint of a tree that has the entry at `place`."""
    return db.session.scalar(sa.select(Checkpoint).where(Checkpoint.size > place).order_by(Checkpoint.size).limit(1))
