"""What the trail holds: events, the rows that they guard, and the digests that bind them."""

import hashlib
import json
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Mapper, declared_attr, mapped_column

from compliance.db import Base, BigId, Json

NO_DIGEST = "0" * 64


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
        sa.Index("ix_events_at_id", "at", "id"),
        sa.Index("ix_events_kind_at", "kind", "at", "id"),
        sa.Index("ix_events_actor_at", "actor", "actor_id", "at", "id"),
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


def guarded_models() -> dict[str, type[Any]]:
    """Entity name -> model, for every guarded table."""
    return {m.class_.__entity__: m.class_ for m in Base.registry.mappers if issubclass(m.class_, Guarded)}
