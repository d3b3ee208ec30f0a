"""Who is told what, when: the ladder of reminders, and the plan that it gives for one ticket.

A rung hangs on an anchor: the due date, the half of the time until it, the day by which receipt must be acknowledged, or the
day on which the asked proof lapses. `plan` gives the days on which rungs are reached; what lies on or before the day of
receipt is left out, and so is half-time where the last week begins before it. Of several rungs for the same people that are
reached at once, after a weekend of downtime say, only the latest is told; the others count as passed over.

An administrator adjusts rungs, also for single kinds and laws, in `<instance>/reminders.toml` (`parse`): of the rungs with
one key the most particular that fits counts.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from compliance.rules.kinds import BY_KEY
from compliance.rules.regimes import BY_ID
from compliance.rules.regimes.tables import Table

DUE, HALF, ACKNOWLEDGE, PROOF = "due", "half", "acknowledge", "proof"
ANCHORS = (DUE, HALF, ACKNOWLEDGE, PROOF)
ASSIGNEE, OFFICERS, OWNERS, REQUESTER = "assignee", "officers", "owners", "requester"
AUDIENCES = {
    ASSIGNEE: "the assignee, else the team", OFFICERS: "the officers", OWNERS: "the owners of systems still to do",
    REQUESTER: "the person",
}
KEY = re.compile(r"[a-z][a-z0-9_]{0,19}")
FARTHEST = 400  # days between a rung and its anchor


@dataclass(frozen=True)
class Rung:
    """One step: reached `days` after its anchor (negative: before). `kinds` and `laws` empty: of all. `off`: left out."""

    key: str
    anchor: str
    days: int
    to: str = ASSIGNEE
    kinds: frozenset[str] = frozenset()
    laws: frozenset[str] = frozenset()
    off: bool = False

    def fits(self, kind: str | None, law: str | None) -> bool:
        """Whether the rung is meant for this kind and law."""
        return (not self.kinds or kind in self.kinds) and (not self.laws or law in self.laws)

    @property
    def particular(self) -> int:
        """How particular it is: a rung for one kind or law goes before one for all."""
        return bool(self.kinds) + bool(self.laws)


LADDER: tuple[Rung, ...] = (
    Rung("acknowledge", ACKNOWLEDGE, -1),
    Rung("proof", PROOF, -2, REQUESTER),
    Rung("proof_lapsed", PROOF, 1),
    Rung("half", HALF, 0),
    Rung("systems", DUE, -10, OWNERS),
    Rung("week", DUE, -7),
    Rung("two_days", DUE, -2),
    Rung("day", DUE, -1),
    Rung("overdue", DUE, 1),
    Rung("overdue_officer", DUE, 2, OFFICERS),
)
WORDS = {
    "acknowledge": "receipt is to be acknowledged", "proof": "the asked proof lapses", "proof_lapsed": "the asked proof lapsed",
    "half": "half of the time is over", "systems": "systems are still to do", "week": "a week before",
    "two_days": "two days before", "day": "a day before", "overdue": "overdue", "overdue_officer": "overdue, to the officers",
}


@dataclass(frozen=True)
class Dates:
    """What rungs of one ticket hang on: local dates, None where there is none. `systems`: some are still to do."""

    received: date
    due: date | None = None
    acknowledge: date | None = None
    proof: date | None = None
    systems: bool = False
    kind: str | None = None
    law: str | None = None


@dataclass(frozen=True, order=True)
class Planned:
    """That `rung` is reached on `day`; `anchor` is the date that it is told for."""

    day: date
    rung: str
    anchor: date


def plan(ladder: Iterable[Rung], dates: Dates) -> tuple[Planned, ...]:
    """The rungs of a ticket that are still to come or were missed, by day."""
    chosen: dict[str, Rung] = {}
    for rung in ladder:
        held = chosen.get(rung.key)
        if rung.fits(dates.kind, dates.law) and (held is None or rung.particular >= held.particular):
            chosen[rung.key] = rung
    found = [_planned(rung, dates) for rung in chosen.values() if not rung.off]
    planned = [one for one in found if one is not None]
    near = [one.day for one in planned if chosen[one.rung].anchor == DUE and chosen[one.rung].to == ASSIGNEE]
    kept = [one for one in planned if chosen[one.rung].anchor != HALF or one.day < min(near, default=date.max)]
    return tuple(sorted(one for one in kept if one.day > dates.received))


def due_now(planned: Iterable[Planned], today: date, audiences: dict[str, str]) -> tuple[list[Planned], list[Planned]]:
    """What is to be told today and what is passed over; `audiences` maps a rung's key to whom it is told."""
    latest: dict[str, Planned] = {}
    reached = sorted(one for one in planned if one.day <= today)
    for one in reached:
        latest[audiences.get(one.rung, ASSIGNEE)] = one
    told = list(latest.values())
    return told, [one for one in reached if one not in told]


def parse(text: str, source: str) -> tuple[Rung, ...]:
    """The house's ladder: the usual one with what a TOML file says. Raises ValueError, in one sentence, for a fault."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{source}: this is not TOML: {error}.") from None
    table = Table(content, source)
    own = tuple(_own(part) for part in table.tables("rung"))
    table.end()
    replaced = {rung.key for rung in own if not rung.particular}
    return (*(rung for rung in LADDER if rung.key not in replaced), *own)


def _own(table: Table) -> Rung:
    key = table.required("key")
    if not KEY.fullmatch(key):
        raise table.fault("key", f"must be small letters, digits and _, at most 20, not {key!r}")
    usual = next((rung for rung in LADDER if rung.key == key), None)
    base = usual or Rung(key, DUE, 0)
    rung = replace(
        base, anchor=table.one_of("anchor", ANCHORS) or base.anchor, to=table.one_of("to", tuple(AUDIENCES)) or base.to,
        days=_days(table, base), kinds=_known(table, "kinds", BY_KEY), laws=_known(table, "laws", BY_ID),
        off=bool(table.flag("off")),
    )
    table.end()
    return rung


def _days(table: Table, base: Rung) -> int:
    days = table.number("days")
    if days is not None and abs(days) > FARTHEST:
        raise table.fault("days", f"must lie between {-FARTHEST} and {FARTHEST}, not {days}")
    return base.days if days is None else days


def _known(table: Table, name: str, known: Iterable[str]) -> frozenset[str]:
    given = table.texts(name) or ()
    if wrong := sorted(set(given) - set(known)):
        raise table.fault(name, f"names what is not known: {', '.join(wrong)}")
    return frozenset(given)


def _planned(rung: Rung, dates: Dates) -> Planned | None:
    anchor = {DUE: dates.due, HALF: dates.due, ACKNOWLEDGE: dates.acknowledge, PROOF: dates.proof}[rung.anchor]
    if anchor is None or (rung.to == OWNERS and not dates.systems):
        return None
    start = dates.received + (anchor - dates.received) // 2 if rung.anchor == HALF else anchor
    return Planned(start + timedelta(days=rung.days), rung.key, anchor)
