"""The audit trail: its only writer, and its verifier.

A guarded row (`Guarded`) may change only together with an event that tells why: `record(row, happened, actor, ...)` wraps the
change and writes row and event in one flush. The event says which event of that row it follows and carries

- `previous`: the digest of the event it follows (a chain for each row),
- `state`: the digest of the row's columns after the change, personal ones excepted,
- `digest`: SHA-256 over all of it in canonical JSON.

Triggers in the database (`migrations/guards.py`) refuse an UPDATE of a guarded row whose new `last_event_id` is not an
event of that row that follows the old one, an INSERT without a first event, and every DELETE; and UPDATE and DELETE of
events. One column is audit, optimistic lock and linear history: of two writers that started from the same event exactly
one wins, the other gets `Conflict`.

Where many rows are written at once, `gathered()` leaves that to the next flush: the events of all of them go in one statement,
then the rows, a statement for each table. A row that several events told of is written with the first, then names the others.

`verify()` walks every chain and names the first entry that does not hold.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from types import SimpleNamespace
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Mapper, Session, declared_attr, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

from compliance.db import Base, BigId, Json, db, in_unit, new_id, now
from compliance.rules import events
from compliance.rules.abilities import Actor

NO_DIGEST = "0" * 64
BATCH = 2_000


class Conflict(Exception):
    """Somebody else changed the row meanwhile; nothing was written."""


class Event(Base):
    """One entry of the trail. Never changed, never deleted."""

    __tablename__ = "events"
    __table_args__ = (
        sa.UniqueConstraint("entity", "entity_id", "follows"),
        sa.Index(
            "uq_events_first", "entity", "entity_id", unique=True,
            sqlite_where=sa.text("follows IS NULL"), postgresql_where=sa.text("follows IS NULL"),
        ),
        sa.Index("ix_events_ticket_id", "ticket_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(sa.String(40))
    entity: Mapped[str] = mapped_column(sa.String(20))
    entity_id: Mapped[int] = mapped_column(BigId)
    ticket_id: Mapped[int | None] = mapped_column(BigId)
    actor: Mapped[str] = mapped_column(sa.String(20))
    actor_id: Mapped[int | None] = mapped_column(BigId)
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    follows: Mapped[int | None] = mapped_column(BigId)
    previous: Mapped[str] = mapped_column(sa.String(64))
    state: Mapped[str] = mapped_column(sa.String(64))
    digest: Mapped[str] = mapped_column(sa.String(64))


def content(event: Any) -> dict[str, Any]:
    """What an event's digest covers: every column but the digest itself, as `flask audit export` writes it."""
    return {
        "id": event.id, "at": event.at.isoformat(), "kind": event.kind, "entity": event.entity,
        "entity_id": event.entity_id, "ticket_id": event.ticket_id, "actor": event.actor, "actor_id": event.actor_id,
        "data": event.data, "follows": event.follows, "previous": event.previous, "state": event.state,
    }


class Guarded:
    """A row whose every change is told by an event. `__personal__` names columns that the state digest leaves out."""

    __entity__: ClassVar[str]
    __personal__: ClassVar[frozenset[str]] = frozenset()

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)

    @declared_attr
    def last_event_id(cls) -> Mapped[int]:  # noqa: N805
        """The latest event of this row."""
        return mapped_column(BigId, sa.ForeignKey("events.id"))

    @property
    def trail_ticket_id(self) -> int | None:
        """The ticket on whose timeline this row's events stand."""
        return None


@dataclass(frozen=True)
class Fault:
    """The first entry of a chain that does not hold."""

    event_id: int | None
    entity: str
    entity_id: int
    reason: str

    def __str__(self) -> str:
        where = f"event {self.event_id}" if self.event_id else "row"
        return f"{where} of {self.entity} {self.entity_id}: {self.reason}"


def canonical(value: object) -> bytes:
    """The one spelling of a JSON value that digests are taken over: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(value: object) -> str:
    """SHA-256 over the canonical JSON, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def state_digest(row: Any) -> str:
    """Digest of a guarded row's columns, personal ones and `last_event_id` excepted.

    What is empty is left out: a column that a later version adds does not change the digests of the rows there are.
    """
    return digest({name: _plain(value) for name in _digested(sa.inspect(type(row))) if (value := getattr(row, name))})


@cache
def _digested(mapper: Mapper[Any]) -> tuple[str, ...]:
    left_out = mapper.class_.__personal__ | {"last_event_id"}
    return tuple(a.key for a in mapper.column_attrs if a.key not in left_out)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def hold(row: Any) -> None:
    """Locks a guarded row until the unit ends and reads it anew, so that decisions are taken on what is true now."""
    if _gathering():
        db.session.flush()
    if sa.inspect(row).persistent:
        locked = None if db.engine.dialect.name == "sqlite" else {"of": type(row)}
        db.session.refresh(row, with_for_update=locked)


@contextmanager
def record(row: Any, happened: str, actor: Actor, /, **data: Any) -> Iterator[dict[str, Any]]:
    """Changes `row` inside the block and writes the event that tells it, in one flush.

    Yields the event's fields, so that what is only known after the change can be added. Raises ValueError for fields
    that `rules/events.py` does not declare, Conflict when somebody else was faster.
    """
    if not in_unit():
        raise RuntimeError("record() needs a unit")
    with db.session.no_autoflush:
        yield data
        events.check(happened, data)
        db.session.add(row)
        event = _event(row, happened, actor, data)
        row.last_event_id = event["id"]
    if gathering := _gathering():
        gathering.add(row, event)
        return
    with _conflicts(f"{row.__entity__} {row.id} was changed meanwhile"):
        db.session.connection().execute(sa.insert(Event), event)  # before the row, which names it
        db.session.flush()


@contextmanager
def _conflicts(message: str) -> Iterator[None]:
    """What the guards refuse is a Conflict."""
    try:
        yield
    except DBAPIError as error:
        if "guard:" in str(error.orig) or "follows" in str(error.orig):
            raise Conflict(message) from error
        raise


class _Gathering:
    """Events that wait for the next flush, with their rows; and the digests of those that this unit has told."""

    def __init__(self) -> None:
        self.digests: dict[int, str] = {}
        self._told: list[tuple[Any, dict[str, Any]]] = []
        self._later: list[tuple[Any, int]] = []

    def add(self, row: Any, event: dict[str, Any]) -> None:
        """Leaves an event to the next flush."""
        self._told.append((row, event))
        self.digests[event["id"]] = event["digest"]

    def before(self, session: Session) -> None:
        """Writes the events; each row is to be written with the first that tells of it."""
        told, self._told = self._told, []
        if told:
            session.connection().execute(sa.insert(Event), [event for _, event in told])
        firsts: dict[int, Any] = {}
        for row, event in told:
            if firsts.setdefault(id(row), event) is event:
                row.last_event_id = event["id"]
            else:
                self._later.append((row, event["id"]))

    def after(self, session: Session) -> None:
        """Lets rows that several events told of name the others, in their order."""
        later, self._later = self._later, []
        for model in dict.fromkeys(type(row) for row, _ in later):
            table = model.__table__
            named = sa.update(table).where(table.c.id == sa.bindparam("row")).values(last_event_id=sa.bindparam("event"))
            session.connection().execute(named, [{"row": row.id, "event": event} for row, event in later if type(row) is model])
        for row, event in later:
            set_committed_value(row, "last_event_id", event)


def _gathering() -> _Gathering | None:
    gathering: _Gathering | None = db.session.info.get("gathering")
    return gathering


@contextmanager
def gathered() -> Iterator[None]:
    """Within it, `record()` leaves writing to the next flush, which comes with the next query or at the end. Raises Conflict.

    Until then a new row is not in the database: what hangs together is put together by its attributes, not loaded.
    """
    if _gathering() or not in_unit():
        raise RuntimeError("gathered() stands once in a unit")
    db.session.info["gathering"] = _Gathering()
    try:
        with _conflicts("some rows were changed meanwhile"):
            yield
            db.session.flush()
    finally:
        db.session.info.pop("gathering")


@sa.event.listens_for(Session, "before_flush")
def _events_first(session: Session, *_: object) -> None:
    if gathering := session.info.get("gathering"):
        gathering.before(session)


@sa.event.listens_for(Session, "after_flush_postexec")
def _further_events(session: Session, *_: object) -> None:
    if gathering := session.info.get("gathering"):
        gathering.after(session)


@dataclass(frozen=True)
class Tip:
    """Where the chain of a guarded row stands: its latest event, that event's digest and the row's state in it."""

    row_id: int
    ticket_id: int | None
    event_id: int
    digest: str
    state: str


def tips_of(model: type[Any], ids: list[int]) -> list[Tip]:
    """The tips of rows, locked until the unit ends; those that others hold are left out."""
    entity = model.__entity__
    wanted = sa.select(model.id, Event.ticket_id, Event.id.label("event"), Event.digest, Event.state).join(
        Event, Event.id == model.last_event_id).where(model.id.in_(ids), Event.entity == entity)
    if db.engine.dialect.name != "sqlite":
        wanted = wanted.with_for_update(of=model, skip_locked=True)
    return [Tip(row.id, row.ticket_id, row.event, row.digest, row.state) for row in db.session.execute(wanted)]


def tell_many(model: type[Any], told: list[tuple[Tip, str, dict[str, Any]]], actor: Actor) -> list[Tip]:
    """Writes one event for each of many rows that it does not change, without loading them. Returns their new tips.

    Rows must differ. Raises ValueError for undeclared fields, Conflict when somebody else was faster.
    """
    entries = [_entry(model.__entity__, tip, kind, actor, data) for tip, kind, data in told]
    if not entries:
        return []
    named = sa.update(model.__table__).where(model.__table__.c.id == sa.bindparam("row"))
    with _conflicts(f"{model.__entity__}: some were changed meanwhile"):
        db.session.flush()
        db.session.connection().execute(sa.insert(Event), entries)
        db.session.connection().execute(
            named.values(last_event_id=sa.bindparam("event")),
            [{"row": entry["entity_id"], "event": entry["id"]} for entry in entries])
    return [Tip(e["entity_id"], e["ticket_id"], e["id"], e["digest"], e["state"]) for e in entries]


def _entry(entity: str, tip: Tip, kind: str, actor: Actor, data: dict[str, Any]) -> dict[str, Any]:
    events.check(kind, data)
    event = Event(
        id=max(new_id(), tip.event_id + 1), at=now(), kind=kind, entity=entity, entity_id=tip.row_id,
        ticket_id=tip.ticket_id, actor=actor.kind, actor_id=actor.id, data=data, follows=tip.event_id,
        previous=tip.digest, state=tip.state, digest=NO_DIGEST,
    )
    entry = content(event)
    return entry | {"at": event.at, "digest": digest(entry)}


def _event(row: Any, kind: str, actor: Actor, data: dict[str, Any]) -> dict[str, Any]:
    before = row.last_event_id
    event = SimpleNamespace(
        id=max(new_id(), before + 1 if before else 0), at=now(), kind=kind, entity=row.__entity__, entity_id=row.id,
        ticket_id=row.trail_ticket_id, actor=actor.kind, actor_id=actor.id, data=data,
        follows=before, previous=_digest_of(before) if before else NO_DIGEST, state=state_digest(row),
    )
    entry = content(event)
    return entry | {"at": event.at, "digest": digest(entry)}


def _digest_of(event_id: int) -> str:
    if (gathering := _gathering()) and event_id in gathering.digests:
        return gathering.digests[event_id]
    latest = sa.select(Event.digest).where(Event.id == event_id)
    return str(db.session.connection().execute(latest).scalar_one())


def guarded_models() -> dict[str, type[Any]]:
    """Entity name -> model, for every guarded table."""
    return {m.class_.__entity__: m.class_ for m in Base.registry.mappers if issubclass(m.class_, Guarded)}


def verify() -> tuple[int, Fault | None]:
    """Walks all chains. Returns how many events were read and the first fault, or None where everything holds.

    An event that was changed, taken out, put in or re-ordered breaks its digest or its link; a row that was changed
    behind the triggers' back differs from the `state` of its latest event. What a chain alone cannot show is a row that
    vanished together with all its events. Reads one snapshot, so work may go on meanwhile.
    """
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with Session(connection) as session:
            return _verify(session)


def _verify(session: Session) -> tuple[int, Fault | None]:
    read = 0
    tips: dict[tuple[str, int], Any] = {}
    for event in in_chain_order(session):
        read += 1
        key = (event.entity, event.entity_id)
        if fault := _fault_of(event, tips.get(key)):
            return read, fault
        tips[key] = event
    for model in guarded_models().values():
        if fault := _fault_of_rows(session, model, tips):
            return read, fault
    if tips:
        (entity, entity_id), event = next(iter(tips.items()))
        return read, Fault(event.id, entity, entity_id, "tells of a row that is not there")
    return read, None


def in_chain_order(session: Any) -> Iterator[Any]:
    """Events oldest first; an event's id is always greater than that of the one it follows."""
    last = -1
    entries = sa.select(Event.__table__).order_by(Event.id).limit(BATCH)
    while page := session.execute(entries.where(Event.id > last)).all():
        yield from page
        last = page[-1].id


def _fault_of(event: Any, before: Any) -> Fault | None:
    reason = None
    if digest(content(event)) != event.digest:
        reason = "its content does not match its digest"
    elif event.follows != (before.id if before else None):
        reason = f"follows {event.follows}, but the entry before it is {before.id if before else 'none'}"
    elif event.previous != (before.digest if before else NO_DIGEST):
        reason = "does not carry the digest of the entry it follows"
    return Fault(event.id, event.entity, event.entity_id, reason) if reason else None


def _fault_of_rows(session: Session, model: type[Any], tips: dict[tuple[str, int], Any]) -> Fault | None:
    """Takes the tips of this model's rows out of `tips` while checking that each row is as its tip says."""
    last = -1
    rows = sa.select(model).order_by(model.id).limit(BATCH)
    while page := session.scalars(rows.where(model.id > last)).all():
        for row in page:
            tip = tips.pop((model.__entity__, row.id), None)
            if tip is None or row.last_event_id != tip.id:
                return Fault(row.last_event_id, model.__entity__, row.id, "the row names an event that is not its latest")
            if state_digest(row) != tip.state:
                return Fault(tip.id, model.__entity__, row.id, "the row is not as its latest event left it")
        last = page[-1].id
        session.expunge_all()
    return None
