"""The verifier: walks the trail and names the first entry that does not hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from compliance.db import db
from compliance.ledger.entries import NO_DIGEST, Event, content, digest, guarded_models, state_digest

BATCH = 2_000


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
