"""What the trail costs: `python -m bench.trail [--units 300] [--events 100000] [--database postgres]`.

Recording: opening tickets, a unit each, with the trail, and the same units without: no event is written, no digest made, and
the triggers are lifted; in turns. Then so many events on one row are sealed, verified and proved, in seconds of one core. The
exit status is 1 over the limits.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import sqlalchemy as sa
from flask import current_app

from bench.figures import Figure, note
from bench.intake import book
from bench.program import migrated, opened, settings_for
from compliance.db import db, unit
from compliance.ledger import Event, gathered, record, seal, verify
from compliance.ledger.log import Stored, size_of
from compliance.ledger.merkle import inclusion
from compliance.registers import systems
from compliance.registers.house import HOUSE_ID, House, tell
from compliance.rules.abilities import SYSTEM
from migrations import guards
from tests.factories import a_ticket
from tests.servers.machine import folder

MOST_COST, LEAST_SEALED, LEAST_VERIFIED, MOST_PROOF_SECONDS = 0.30, 3_000, 50_000, 0.05
TURN, AT_ONCE, PROOFS = 20, 500, 50


@contextmanager
def without_trail() -> Iterator[None]:
    """Within it, units write their rows and no event."""
    any_event = db.session.scalar(sa.select(Event.id).limit(1))

    @contextmanager
    def bare(row: Any, _happened: str, _actor: object, /, **data: Any) -> Iterator[dict[str, Any]]:
        with db.session.no_autoflush:
            yield data
            db.session.add(row)
            row.last_event_id = any_event
        db.session.flush()

    _replace(record, bare)
    _guards(guards.lift)
    try:
        yield
    finally:
        _replace(bare, record)
        _guards(guards.lay)


def _replace(one: object, other: object) -> None:
    for module in [m for name, m in sys.modules.items() if name.startswith("compliance")]:
        if vars(module).get("record") is one:
            module.record = other


def _guards(change: Callable[[sa.Connection], None]) -> None:
    db.session.rollback()
    with unit():
        change(db.session.connection())


def recording_cost(app: Any, units: int) -> tuple[float, float]:
    """Median seconds of a unit with and without the trail."""
    systems.add(SYSTEM, systems.Entry(name="Shop", kinds=["removal"]))
    taken: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(-(-units // TURN)):
        _opened(app, taken[True], turn)
        with without_trail():
            _opened(app, taken[False], turn)
    return median(taken[True][TURN // 2:]), median(taken[False][TURN // 2:])


def _opened(app: Any, taken: list[float], turn: int) -> None:
    for number in range(TURN):
        begin = perf_counter()
        a_ticket(app, "removal", sender=f"p{turn}-{number}@example.org")
        taken.append(perf_counter() - begin)


def fill(count: int) -> None:
    """Writes so many events, on one chain."""
    tell("house.exported", SYSTEM, what="trail", count=0)
    for start in range(0, count, AT_ONCE):
        with unit(), gathered():
            house = db.session.get_one(House, HOUSE_ID)
            for number in range(start, start + AT_ONCE):
                with record(house, "house.exported", SYSTEM, what="trail", count=number):
                    pass


def rates(count: int) -> tuple[float, float, float]:
    """Events sealed and verified a second, and the longest seconds that a proof took."""
    fill(count)
    begin = process_time()
    sealed = seal()
    seal_rate = sealed / (process_time() - begin)
    db.session.rollback()
    begin = process_time()
    read, fault = verify()
    verify_rate = read / (process_time() - begin)
    if fault is not None:
        raise SystemExit(f"the trail does not hold: {fault}")
    size = size_of(db.session.execute)
    longest = 0.0
    for _ in range(PROOFS):
        begin = perf_counter()
        inclusion(random.randrange(size), size, Stored(db.session.execute).subtree)
        longest = max(longest, perf_counter() - begin)
    return seal_rate, verify_rate, longest


def measure(kind: str, units: int, events: int, home: Path) -> bool:
    """Prints the figures; whether they hold."""
    with book(kind, home) as url:
        environment = settings_for(url, home)
        migrated(environment)
        with opened(environment):
            seal_rate, verify_rate, proof = rates(events)
            with_trail, bare = recording_cost(current_app, units)
    cost = with_trail / bare - 1
    print(f"{kind:<9} a unit {bare * 1000:.2f} ms, with the trail {with_trail * 1000:.2f} ms: {cost:+.0%} "
          f"(limit {MOST_COST:+.0%})   sealed {seal_rate:,.0f}/s   verified {verify_rate:,.0f}/s (limit {LEAST_VERIFIED:,})   "
          f"slowest proof of {events:,} {proof * 1000:.1f} ms", flush=True)
    note(Figure("what the trail adds to a unit", cost * 100, "%", kind, "", MOST_COST * 100))
    note(Figure("events sealed", seal_rate, "a second", kind, f"{events:,} events", LEAST_SEALED, True))
    note(Figure("events verified", verify_rate, "a second", kind, f"{events:,} events", LEAST_VERIFIED, True))
    note(Figure("slowest of some proofs", proof * 1000, "ms", kind, f"{events:,} events", MOST_PROOF_SECONDS * 1000))
    return cost <= MOST_COST and seal_rate >= LEAST_SEALED and verify_rate >= LEAST_VERIFIED and proof <= MOST_PROOF_SECONDS


def main() -> int:
    """1 when a limit is passed."""
    asked = argparse.ArgumentParser(description="What the trail costs.")
    asked.add_argument("--units", type=int, default=300)
    asked.add_argument("--events", type=int, default=100_000)
    asked.add_argument("--database", choices=("sqlite", "postgres"))
    given = asked.parse_args()
    held = True
    for kind in (given.database,) if given.database else ("sqlite", "postgres"):
        with folder("bench") as home:
            held = measure(kind, given.units, given.events, home) and held
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
