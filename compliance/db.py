"""The database: one SQLAlchemy object, one clock, one commit.

- `unit()` is the only way to change anything: it opens one transaction, nested units join it, leaving the outermost one
  commits, an exception rolls everything back. On SQLite a unit begins with BEGIN IMMEDIATE, so that two writers wait for
  each other instead of failing half way; readers never wait (WAL).
- `now()` is the only clock; `clock_at(moment)` hands in another time (drills, demo, tests).
- `new_id()` makes the ids of rows: 63 bits, ordered by time, made here and not by the database, so that an event can name
  a row, and the row its event, before either is written.

SQLite runs with WAL, synchronous=FULL (an acknowledged row survives power loss), secure_delete (erased text leaves no
copy in free pages), foreign keys, and recursive triggers (so that REPLACE cannot delete past a trigger).

A database that does not answer is waited for `BUSY_SECONDS` on SQLite, and on PostgreSQL as long as a statement takes, once it
has answered a first one within `PING_SECONDS`. A page waits `PAGE_SECONDS` at most, then it says so; OperationalError each.
"""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import Any

import psycopg
import sqlalchemy as sa
from flask import has_request_context
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase

BUSY_SECONDS = 20
PING_SECONDS = 1.5
PAGE_SECONDS = 3
PAGE_CONNECT_SECONDS = 2
EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
SEQUENCE_BITS = 22
ID_DIGITS = 19

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON().with_variant(JSONB(), "postgresql")

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment, stored in UTC; only aware datetimes go in and come out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All models. Plain defaults stand on a new object at once, since the ledger digests rows before they are written."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime}

    def __init__(self, **values: Any) -> None:
        defaults = _defaults(type(self))
        vars(self).update(defaults)  # as loaded ones: an INSERT writes them, and nobody asks for their history
        if "id" in defaults and values.get("id") is None:
            values["id"] = new_id()
        for key, value in values.items():
            if key in defaults:
                vars(self)[key] = value
            elif hasattr(type(self), key):
                setattr(self, key, value)
            else:
                raise TypeError(f"{type(self).__name__} has no {key}")


@cache
def _defaults(model: type[Base]) -> dict[str, Any]:
    """Column -> what a new object has there: its plain default, or None."""
    columns = {attribute.key: attribute.columns[0].default for attribute in sa.inspect(model).column_attrs}
    return {key: default.arg if default is not None and default.is_scalar else None for key, default in columns.items()}


db = SQLAlchemy()  # for its session and engine; models stand on our own typed Base


class _Ids:
    """Ids of this process: milliseconds, then a sequence that begins at random in each millisecond."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ms = 0
        self._sequence = 0

    def next(self) -> int:
        with self._lock:
            ms = max(time.time_ns() // 1_000_000 - EPOCH_MS, self._ms)
            if ms > self._ms:
                self._ms, self._sequence = ms, secrets.randbits(SEQUENCE_BITS - 1)
            else:
                self._sequence += 1
            return (self._ms << SEQUENCE_BITS) | self._sequence


_ids = _Ids()


def new_id() -> int:
    """A new row id, greater than every earlier one of this process."""
    return _ids.next()


def first_id(moment: datetime) -> int:
    """The smallest id that a row made at this moment can have."""
    return max(0, int(moment.timestamp() * 1000) - EPOCH_MS) << SEQUENCE_BITS


def is_id(text: str) -> bool:
    """Whether a text from outside could be a row's id: digits that fit into 63 bits."""
    return text.isascii() and text.isdigit() and len(text) <= ID_DIGITS and int(text) < 2**63


def now() -> datetime:
    """The present moment in UTC, or the one that `clock_at` handed in."""
    return _moment.get() or datetime.now(UTC)


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Within it, `now()` says `moment`, in UTC as always: events are digested as they will be read again."""
    token = _moment.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moment.reset(token)


def in_unit() -> bool:
    """Whether a unit is open on this session."""
    return bool(db.session.info.get("unit"))


@contextmanager
def unit() -> Iterator[None]:
    """One transaction: all of it is committed on leaving, or none. A unit inside a unit joins it.

    Objects that were loaded before are read anew inside, so that nothing is decided on an old copy.
    """
    session = db.session
    if in_unit():
        yield
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("changes were made outside a unit")
    session.rollback()
    session.info["unit"] = True
    try:
        session.connection(execution_options={"writes": True})
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("unit", None)


def empty_log() -> bool:
    """Writes SQLite's log of changes back and empties it, so that nothing erased stands in it. Returns whether it could:
    not while another connection reads an older state. PostgreSQL has its own ways. Not inside a transaction."""
    if db.engine.dialect.name != "sqlite":
        return True
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_ = cursor.fetchone() or (1,)
        return not busy
    finally:
        connection.close()


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    if not hasattr(connection, "isolation_level") or "sqlite3" not in type(connection).__module__:
        return
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        "foreign_keys=ON",
        "recursive_triggers=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        patience = PAGE_SECONDS if has_request_context() else BUSY_SECONDS
        if connection.info.get("patience", BUSY_SECONDS) != patience:
            connection.info["patience"] = patience
            connection.exec_driver_sql(f"PRAGMA busy_timeout={patience * 1000}")
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class _Impatient(psycopg.Connection[Any]):
    """A connection to PostgreSQL that is closed when an answer does not come in time; the first one is asked in autocommit."""

    def wait(self, gen: Any, *waiting: Any, **options: Any) -> Any:
        patience = PING_SECONDS if self.autocommit else PAGE_SECONDS if has_request_context() else None
        try:
            return super().wait(gen, *waiting, **{"timeout": patience, **options})
        except psycopg.errors._WaitTimeout as late:
            self.close()
            raise psycopg.OperationalError("the database does not answer") from late


@event.listens_for(Engine, "do_connect")
def _connect_postgres(dialect: sa.Dialect, _record: object, arguments: Any, options: dict[str, Any]) -> Any:
    if dialect.driver != "psycopg":
        return None
    if has_request_context():
        options["connect_timeout"] = PAGE_CONNECT_SECONDS
    return _Impatient.connect(*arguments, **options)
