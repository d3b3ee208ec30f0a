"""Many rows written at once: what a unit writes waits for the next flush and goes in one statement for each table.

Within `gathered()` a new row (`insert`) and an event of the trail (`ledger.record`) are put aside. A flush writes the events
first, then the new rows, then what the session holds; a row that several events told of is written with the first, then names
the others. The session does not know such a row, which spares most of what writing it costs: it is told of the rows of the last
flush when one of them is to be changed again (`Gathering.adopt`).

Until it is flushed a row is not in the database: what hangs together is put together by its attributes, not loaded.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from compliance.db import Base, db, in_unit


class Gathering:
    """Rows and events that wait for the next flush. `digests` are those of the events that were told of in it."""

    def __init__(self, trail: type[Base]) -> None:
        self.digests: dict[int, str] = {}
        self._trail = trail
        self._told: list[tuple[Any, dict[str, Any]]] = []
        self._later: list[tuple[Any, int]] = []
        self._new: dict[int, Any] = {}
        self._written: dict[int, Any] = {}

    def add(self, row: Any) -> None:
        """Puts a row aside that is new; one of the last flush is made known to the session."""
        if id(row) in self._written:
            self.adopt()
        elif row not in db.session:
            self._new.setdefault(id(row), row)

    def tell(self, row: Any, event: dict[str, Any]) -> None:
        """Leaves an event to the next flush."""
        self._told.append((row, event))
        self.digests[event["id"]] = event["digest"]

    def adopt(self) -> None:
        """Makes the rows of the last flush known to the session, as if it had loaded them."""
        rows, self._written = list(self._written.values()), {}
        for row in rows:
            make_transient_to_detached(row)
        db.session.add_all(rows)

    def before(self, session: Session) -> None:
        """Writes the events and the new rows; each row is to be written with the first event that tells of it."""
        told, self._told = self._told, []
        if told:
            session.connection().execute(sa.insert(self._trail), [event for _, event in told])
        firsts: dict[int, Any] = {}
        for row, event in told:
            if firsts.setdefault(id(row), event) is event:
                row.last_event_id = event["id"]
            else:
                self._later.append((row, event["id"]))
        if self._new:
            self._written, self._new = self._new, {}
            _insert(session, list(self._written.values()))

    def after(self, session: Session) -> None:
        """Lets rows that several events told of name the others, in their order."""
        later, self._later = self._later, []
        for model in dict.fromkeys(type(row) for row, _ in later):
            table = model.__table__
            named = sa.update(table).where(table.c.id == sa.bindparam("row")).values(last_event_id=sa.bindparam("event"))
            session.connection().execute(named, [{"row": row.id, "event": event} for row, event in later if type(row) is model])
        for row, event in later:
            set_committed_value(row, "last_event_id", event)


def gathering() -> Gathering | None:
    """What gathers in the open unit, if anything does."""
    found: Gathering | None = db.session.info.get("gathering")
    return found


def insert(row: Base) -> None:
    """Writes a new row in the open unit."""
    if found := gathering():
        found.add(row)
    else:
        db.session.add(row)


def flush() -> None:
    """Writes all that waits to be written in the open unit."""
    if found := gathering():
        found.before(db.session())
    db.session.flush()
    if found:
        found.after(db.session())


@contextmanager
def gathered(trail: type[Base]) -> Iterator[None]:
    """Within it, rows and events wait for the next flush, and for the end. `trail` is the model of events."""
    if gathering() or not in_unit():
        raise RuntimeError("gathered() stands once in a unit")
    db.session.info["gathering"] = Gathering(trail)
    try:
        yield
        flush()
    finally:
        db.session.info.pop("gathering")


@sa.event.listens_for(Session, "before_flush")
def _gathered_first(session: Session, *_: object) -> None:
    if found := session.info.get("gathering"):
        found.before(session)


@sa.event.listens_for(Session, "after_flush_postexec")
def _further_events(session: Session, *_: object) -> None:
    if found := session.info.get("gathering"):
        found.after(session)


def _insert(session: Session, rows: list[Any]) -> None:
    """Writes new rows, what others name before those others."""
    models: list[Any] = sorted({type(row) for row in rows}, key=lambda model: _places()[model.__table__])
    for model in models:
        columns = _columns(model)
        alike = [{name: vars(row)[key] for key, name in columns} for row in rows if type(row) is model]
        session.connection().execute(sa.insert(model.__table__), alike)


@cache
def _columns(model: Any) -> list[tuple[str, str]]:
    """Attribute and column of a model; a new row has all of them (`db.Base`)."""
    return [(attribute.key, attribute.columns[0].key) for attribute in sa.inspect(model).column_attrs]


@cache
def _places() -> dict[Any, int]:
    return {table: place for place, table in enumerate(Base.metadata.sorted_tables)}
