"""The only writer of events: one with each change of a guarded row, or many in a few statements (`compliance.ledger`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from compliance import gathering
from compliance.db import db, in_unit, new_id, now
from compliance.ledger.entries import NO_DIGEST, Event, content, digest, state_digest
from compliance.rules import events
from compliance.rules.abilities import Actor


class Conflict(Exception):
    """Somebody else changed the row meanwhile; nothing was written."""


def hold(row: Any) -> None:
    """Locks a guarded row until the unit ends and reads it anew, so that decisions are taken on what is true now."""
    if together := gathering.gathering():
        gathering.flush()
        together.add(row)
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
    together = gathering.gathering()
    if together:
        together.add(row)
    with db.session.no_autoflush:
        yield data
        events.check(happened, data)
        if not together:
            db.session.add(row)
        event = _event(row, happened, actor, data)
        row.last_event_id = event["id"]
    if together:
        together.tell(row, event)
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


@contextmanager
def gathered() -> Iterator[None]:
    """Within it, `record()` leaves writing to the next flush (`gathering`). Raises Conflict."""
    with _conflicts("some rows were changed meanwhile"), gathering.gathered(Event):
        yield


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
    if (together := gathering.gathering()) and event_id in together.digests:
        return together.digests[event_id]
    latest = sa.select(Event.digest).where(Event.id == event_id)
    return str(db.session.connection().execute(latest).scalar_one())
