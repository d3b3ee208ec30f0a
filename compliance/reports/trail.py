"""The trail as people search it: newest first, page by page, by ticket, actor, kind and time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from compliance.db import BigId, db
from compliance.ledger import Event
from compliance.ledger.log import Leaf
from compliance.tickets.models import Ticket

PAGE = 50


@dataclass(frozen=True)
class Search:
    """What is looked for; None and empty look for everything. `since` and `until` bound the moment, `until` left out."""

    ticket_id: int | None = None
    actor: str = ""
    actor_id: int | None = None
    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Page:
    """Events, newest first; the places in the log that they have by now; references of their tickets; whether more come."""

    events: list[Event]
    places: dict[int, int]
    references: dict[int, str]
    more: bool


def page(search: Search, before: int | None = None) -> Page:
    """The newest events that fit, or those older than the event with the id `before`. Indexes fit each filter alone."""
    wanted = sa.select(Event).where(*_conditions(search)).order_by(Event.at.desc(), Event.id.desc()).limit(PAGE + 1)
    if before is not None:
        at = sa.select(Event.at).where(Event.id == before).scalar_subquery()
        wanted = wanted.where(sa.tuple_(Event.at, Event.id) < sa.tuple_(at, sa.literal(before, BigId)))
    found = list(db.session.scalars(wanted))
    events = found[:PAGE]
    ids = [event.id for event in events]
    places = sa.select(Leaf.event_id, Leaf.place).where(Leaf.event_id.in_(ids))
    named = sa.select(Ticket.id, Ticket.reference).where(Ticket.id.in_({e.ticket_id for e in events if e.ticket_id}))
    return Page(events, dict(_pairs(places)), dict(_pairs(named)), len(found) > PAGE)


def _conditions(search: Search) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if search.ticket_id:
        found.append(Event.ticket_id == search.ticket_id)
    if search.actor_id:
        found.append(sa.and_(Event.actor == "staff", Event.actor_id == search.actor_id))  # as the index has them
    elif search.actor:
        found.append(Event.actor == search.actor)
    if search.kinds:
        found.append(Event.kind.in_(search.kinds))
    if search.since:
        found.append(Event.at >= search.since)
    if search.until:
        found.append(Event.at < search.until)
    return found


def _pairs(wanted: sa.Select[Any, Any]) -> list[tuple[Any, Any]]:
    return [(row[0], row[1]) for row in db.session.execute(wanted)]
