"""The verifier: walks the log and every chain in it, and names the first entry that does not hold.

One pass in the order of the log, in one snapshot. Each event must have the digest of its content, follow the latest event of
its row, and be what its leaf says; the tree is grown anew from the leaves and must have every stored node and the root of
every checkpoint, which must be signed. Then come the events that wait for their place; then no event may be left; then
every guarded row must be as its latest event left it. `since` begins at a checkpoint: what lies before is vouched for by it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import Session

from compliance.db import db
from compliance.ledger import merkle
from compliance.ledger.checkpoints import Statement, WrongCheckpoint, signer
from compliance.ledger.entries import NO_DIGEST, Event, guarded_models, state_digest
from compliance.ledger.log import STEP, Checkpoint, Leaf, Node, Stored, Unsealed, leaf_of, size_of

BATCH = 2_000
MOST_UNKNOWN = 500  # rows looked up in one statement

Key = tuple[str, int]
Tip = tuple[int, str, str]  # id, digest and state of a row's latest event


@dataclass(frozen=True)
class Fault:
    """The first entry that does not hold; `place` is its number in the log, where it has one."""

    event_id: int | None
    entity: str
    entity_id: int
    reason: str
    place: int | None = None

    def __str__(self) -> str:
        where = f"event {self.event_id}" if self.event_id else "row" if self.entity != "log" else "the log"
        at = "" if self.place is None else f" at place {self.place} of the log"
        return f"{where}{at}: {self.reason}" if self.entity == "log" else \
            f"{where}{at} of {self.entity} {self.entity_id}: {self.reason}"


class _Found(Exception):
    """Carries the fault out of the walk."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def verify(outside: Statement | None = None, *, since: int = 0) -> tuple[int, Fault | None]:
    """Returns how many events were read and the first fault, or None where everything holds.

    `outside` is what a checkpoint says that was kept elsewhere: the log must still begin so. `since` is the size of a stored
    checkpoint; entries before it are not read again. Reads one snapshot, so work may go on meanwhile.
    """
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with Session(connection) as session:
            walk = _Walk(session, since, outside)
            try:
                walk.run()
            except _Found as found:
                return walk.read, found.fault
            return walk.read, None


@dataclass
class _Walk:
    session: Session
    since: int
    outside: Statement | None
    read: int = 0
    tips: dict[Key, Tip | None] = field(default_factory=dict)

    def run(self) -> None:
        size = size_of(self.session.execute)
        if self.outside is not None and self.outside.size > size:
            raise _of_log(f"it has {size} entries, but the checkpoint outside tells of {self.outside.size}", size)
        stored = Stored(self.session.execute)
        try:
            self._frontier = merkle.Frontier(self.since, stored.subtree)
            self._check_outside(stored)
        except LookupError as hole:
            raise _of_log(str(hole)) from hole
        self._statements = _Ahead(self._checkpoints())
        self._nodes = _Ahead(self._stored_nodes())
        self._statement_at(self.since)
        self._sealed(size)
        self._waiting()
        self._none_left()
        self._rows()

    def _check_outside(self, stored: Stored) -> None:
        """Where the walk does not pass the size of the outside checkpoint, the stored tree answers for it."""
        if self.outside and self.outside.size < self.since \
                and merkle.root(self.outside.size, stored.subtree) != self.outside.root:
            raise _of_log(f"its first {self.outside.size} entries are not those of the checkpoint outside")

    def _sealed(self, size: int) -> None:
        place = self.since
        for entry in self._in_log_order():
            if entry.place != place:
                raise _of_log("the entry is missing", place)
            if entry.id is None:
                raise _Found(Fault(entry.event_id, "log", 0, "the event is missing", place))
            self._event(entry, place)
            if leaf_of(entry.digest) != bytes(entry.hash):
                raise _Found(Fault(entry.id, entry.entity, entry.entity_id, "the log holds another event at its place", place))
            self._grow(entry)
            place += 1
        if place != size:
            raise _of_log("the entry is missing", place)
        if (left := self._statements.next_key()) is not None:
            raise _of_log(f"it has {size} entries, but its own checkpoint tells of {left[0]}", size)
        if (more := self._nodes.next_key()) is not None:
            raise _of_log(f"it has a node too many at level {more[1]}")

    def _grow(self, entry: Any) -> None:
        for level, number, found in self._frontier.append(bytes(entry.hash)):
            if level and level % STEP == 0 and self._nodes.take(((number + 1) << level, level)) != found:
                raise _of_log(f"its stored node {number} at level {level} is not over its leaves", entry.place)
        self._statement_at(self._frontier.size)

    def _statement_at(self, size: int) -> None:
        """What own and outside checkpoints of this size say must be so."""
        if (note := self._statements.take((size,))) is not None:
            try:
                said = signer().opened(note)
            except WrongCheckpoint as wrong:
                raise _of_log(f"its checkpoint of {size} entries: {wrong}", size - 1) from wrong
            if (said.size, said.root) != (size, self._frontier.root()):
                raise _of_log(f"its first {size} entries are not those of its own checkpoint", size - 1)
        elif self.since and size == self.since:
            raise _of_log(f"there is no checkpoint of {size} entries")
        if self.outside and self.outside.size == size and self.outside.root != self._frontier.root():
            raise _of_log(f"its first {size} entries are not those of the checkpoint outside", size - 1)

    def _waiting(self) -> None:
        waiting = sa.select(*_COLUMNS).join(Unsealed, Unsealed.event_id == Event.id).order_by(Event.id)
        placed = sa.select(Leaf.place).join(Unsealed, Unsealed.event_id == Leaf.event_id).order_by(Leaf.place).limit(1)
        if (place := self.session.scalar(placed)) is not None:
            raise _of_log("the entry is said to wait for its place", place)
        for event in self.session.execute(waiting):
            self._event(event)

    def _event(self, event: Any, place: int | None = None) -> None:
        self.read += 1
        key = (event.entity, event.entity_id)
        if key not in self.tips:
            self.tips[key] = self._before(event) if self.since else None
        if reason := _wrong(event, self.tips[key]):
            raise _Found(Fault(event.id, event.entity, event.entity_id, reason, place))
        self.tips[key] = (event.id, event.digest, event.state)

    def _before(self, event: Any) -> Tip | None:
        """The tip of a row whose earlier events lie before the checkpoint: taken from there if the log has it so."""
        before = self.session.execute(
            sa.select(Event.id, Event.digest, Event.state, Leaf.place, Leaf.hash)
            .join(Leaf, Leaf.event_id == Event.id).where(Event.id == event.follows)).one_or_none()
        if before is None or before.place >= self.since or leaf_of(before.digest) != bytes(before.hash):
            return None
        return before.id, before.digest, before.state

    def _none_left(self) -> None:
        count = self.session.scalar(sa.select(sa.func.count()).select_from(Event)) or 0
        if count == self.read + self.since:
            return
        astray = sa.select(Event.id, Event.entity, Event.entity_id).where(
            ~sa.exists().where(Leaf.event_id == Event.id), ~sa.exists().where(Unsealed.event_id == Event.id))
        if (event := self.session.execute(astray.order_by(Event.id).limit(1)).first()) is not None:
            raise _Found(Fault(event.id, event.entity, event.entity_id, "neither has a place in the log nor waits for one"))
        raise _of_log(f"{self.read + self.since} events were told, but there are {count}")

    def _rows(self) -> None:
        for model in guarded_models().values():
            self._rows_of(model)
        left = [(key, tip) for key, tip in self.tips.items() if tip is not None]
        for (entity, entity_id), tip in left:
            raise _Found(Fault(tip[0], entity, entity_id, "tells of a row that is not there"))

    def _rows_of(self, model: type[Any]) -> None:
        """Takes the tips of this model's rows out of `tips` while checking that each row is as its tip says."""
        rows = self._touched(model) if self.since else _all(self.session, model)
        for row in rows:
            tip = self.tips.pop((model.__entity__, row.id), None)
            if tip is None or row.last_event_id != tip[0]:
                raise _Found(Fault(row.last_event_id, model.__entity__, row.id,
                                   "the row names an event that is not its latest"))
            if state_digest(row) != tip[2]:
                raise _Found(Fault(tip[0], model.__entity__, row.id, "the row is not as its latest event left it"))

    def _touched(self, model: type[Any]) -> Iterator[Any]:
        ids = sorted(entity_id for entity, entity_id in self.tips if entity == model.__entity__)
        for start in range(0, len(ids), MOST_UNKNOWN):
            yield from self.session.scalars(sa.select(model).where(model.id.in_(ids[start:start + MOST_UNKNOWN]))).all()
            self.session.expunge_all()

    def _in_log_order(self) -> Iterator[Any]:
        place = self.since
        entries = sa.select(Leaf.place, Leaf.event_id, Leaf.hash, *_COLUMNS).outerjoin(
            Event, Event.id == Leaf.event_id).order_by(Leaf.place).limit(BATCH)
        while page := self.session.execute(entries.where(Leaf.place >= place)).all():
            yield from page
            place = page[-1].place + 1

    def _checkpoints(self) -> Iterator[tuple[tuple[int, ...], str]]:
        size, wanted = self.since, sa.select(Checkpoint.size, Checkpoint.note).order_by(Checkpoint.size).limit(BATCH)
        while page := self.session.execute(wanted.where(Checkpoint.size >= size)).all():
            yield from (((row.size,), row.note) for row in page)
            size = page[-1].size + 1

    def _stored_nodes(self) -> Iterator[tuple[tuple[int, ...], bytes]]:
        """Nodes in the order in which they become whole: by where they end, then by level."""
        end = (sa.cast(Node.number, sa.BigInteger) + 1).op("<<")(Node.level)
        wanted = sa.select(end.label("end"), Node.level, Node.hash).where(end > self.since).order_by(end, Node.level)
        for row in self.session.execute(wanted.execution_options(yield_per=BATCH)):
            yield (row.end, row.level), bytes(row.hash)


class _Ahead:
    """Pairs of a key and a value in order of the key, of which the next one can be looked at."""

    def __init__(self, pairs: Iterator[tuple[tuple[int, ...], Any]]) -> None:
        self._pairs = pairs
        self._next = next(pairs, None)

    def next_key(self) -> tuple[int, ...] | None:
        """The key that comes next."""
        return self._next[0] if self._next else None

    def take(self, key: tuple[int, ...]) -> Any:
        """The value, if that key comes next."""
        if self._next is None or self._next[0] != key:
            return None
        value, self._next = self._next[1], next(self._pairs, None)
        return value


def _of_log(reason: str, place: int | None = None) -> _Found:
    return _Found(Fault(None, "log", 0, reason, place))


def _wrong(event: Any, before: Tip | None) -> str | None:
    follows, previous = (before[0], before[1]) if before else (None, NO_DIGEST)
    if not _has_its_digest(event):
        return "its content does not match its digest"
    if event.follows != follows:
        return f"follows {event.follows}, but the entry before it is {follows or 'none'}"
    if event.previous != previous:
        return "does not carry the digest of the entry it follows"
    return None


def _has_its_digest(event: Any) -> bool:
    """Whether the content has the digest; spelled as `canonical` spells it, by a faster library."""
    try:
        said = dict(zip(_DIGESTED, event[-len(_COLUMNS):-1], strict=True))  # moments are spelled as isoformat() does
        said["data"] = orjson.loads(event.data)
        spelled = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return False
    return bool(hashlib.sha256(spelled).hexdigest() == event.digest)


# Events as they are read here: the data as its text, which is parsed once and fast.
_COLUMNS = tuple(sa.cast(Event.data, sa.Text).label("data") if column.name == "data" else column
                 for column in Event.__table__.columns)
_DIGESTED = tuple(column.name for column in Event.__table__.columns)[:-1]  # all but the digest, the last one


def _all(session: Session, model: type[Any]) -> Iterator[Any]:
    last = -1
    rows = sa.select(model).order_by(model.id).limit(BATCH)
    while page := session.scalars(rows.where(model.id > last)).all():
        yield from page
        last = page[-1].id
        session.expunge_all()


def in_chain_order(session: Any) -> Iterator[Any]:
    """Events oldest first; an event's id is always greater than that of the one it follows."""
    last = -1
    entries = sa.select(Event.__table__).order_by(Event.id).limit(BATCH)
    while page := session.execute(entries.where(Event.id > last)).all():
        yield from page
        last = page[-1].id
