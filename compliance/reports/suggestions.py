"""How often what was read from prose was right, by kind and by language: told by the trail alone.

A suggestion is right where staff confirmed it as it was, wrong where they set another kind or said that it was not asked; it
counts once somebody has decided. What staff added to a mail by hand had been missed.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from compliance.db import db
from compliance.ledger import Event
from compliance.tickets.models import Ticket

TOLD = ("request.opened", "request.set", "request.dismissed")
PAGE = 2000


@dataclass
class Score:
    """Counts of one kind or language: `right`, `wrong_kind` (it was another), `not_asked`, `missed`."""

    right: int = 0
    wrong_kind: int = 0
    not_asked: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Which share of the decided suggestions was right; None where none was decided."""
        decided = self.right + self.wrong_kind + self.not_asked
        return self.right / decided if decided else None

    @property
    def recall(self) -> float | None:
        """Which share of what was asked had been suggested as it was; None where nothing was asked."""
        asked = self.right + self.wrong_kind + self.missed
        return self.right / asked if asked else None


def report() -> dict[str, dict[str, dict[str, Any]]]:
    """Scores by kind and by language; `all` has the sum."""
    scores: dict[str, dict[str, Score]] = {"kind": {}, "language": {}, "all": {"all": Score()}}
    waiting: dict[int, str] = {}
    for event, language, channel in _told():
        found = _judged(event, channel, waiting)
        if found is not None:
            kind, verdict = found
            for group, key in (("kind", kind), ("language", language), ("all", "all")):
                score = scores[group].setdefault(key, Score())
                setattr(score, verdict, getattr(score, verdict) + 1)
    return {group: {key: _shown(score) for key, score in sorted(rows.items())} for group, rows in scores.items()}


def _judged(event: Any, channel: str, waiting: dict[int, str]) -> tuple[str, str] | None:
    """Kind and verdict that an event gives, if it decides anything; `waiting` holds suggestions nobody has decided on."""
    kind = event.data["kind"]
    if event.kind == "request.opened":
        if event.data["suggested"] == "read_from_prose":
            waiting[event.entity_id] = kind
            return None
        return (kind, "missed") if channel == "mail" and event.actor == "staff" else None
    suggested = waiting.pop(event.entity_id, None)
    if suggested is None:
        return None
    if event.kind == "request.dismissed":
        return suggested, "not_asked" if event.data["reason"] == "not_asked" else "right"
    return suggested, "right" if kind == suggested else "wrong_kind"


def _told() -> Iterable[tuple[Any, str, str]]:
    last = 0
    wanted = sa.select(
        Event.id, Event.kind, Event.entity_id, Event.actor, Event.data, Ticket.language, Ticket.channel,
    ).join(Ticket, Ticket.id == Event.ticket_id).where(Event.entity == "request", Event.kind.in_(TOLD)).order_by(Event.id)
    while page := db.session.execute(wanted.where(Event.id > last).limit(PAGE)).all():
        yield from ((row, row.language, row.channel) for row in page)
        last = page[-1].id


def _shown(score: Score) -> dict[str, Any]:
    return asdict(score) | {"precision": score.precision, "recall": score.recall}
