"""The only writer of events: one with each change of a guarded row, or many in a few statements (`compliance.ledger`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from compliance.db import db, in_unit, new_id, now
from compliance.ledger.entries import NO_DIGEST, Event, content, digest, state_digest
from compliance.rules import events
from compliance.rules.abilities import Actor


class Conflict(Exception):
    """Somebody else changed the row meanwhile; nothing was written."""


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
