"""How long the clock takes: `python -m bench.sweep [--tickets 1000000] [--due 10000] [--database postgres]`.

On a book with so many open tickets: one round in which nothing is due, the best of three, and one that writes so many
reminders, with their events and jobs. The exit status is 1 over the limits, which are for a million tickets and ten
thousand reminders.
"""

import argparse
import sys
from time import perf_counter

import sqlalchemy as sa

from bench.figures import Figure, note
from bench.filling import fill
from bench.intake import book
from bench.program import migrated, opened, settings_for
from compliance.db import db, now, unit
from compliance.tickets.models import Plan, Ticket
from compliance.tickets.sweep import sweep
from tests.servers.machine import folder

NOTHING_SECONDS, DUE_SECONDS = 1.0, 20.0


def round_seconds() -> tuple[float, int]:
    """How long one round takes, and how many reminders it wrote."""
    begin = perf_counter()
    written = sweep()
    return perf_counter() - begin, written


def make_due(count: int) -> None:
    """Brings the first rung of so many tickets to today."""
    today = now().date().isoformat()
    with unit():
        plans = list(db.session.scalars(sa.select(Plan).limit(count)))
        for plan in plans:
            plan.next_at, plan.rungs = now(), [[today, "week", plan.rungs[0][2]], *plan.rungs[1:]]
    db.session.expunge_all()


def measure(kind: str, tickets: int, due: int) -> bool:
    """Prints both figures; whether they hold."""
    with folder("bench") as home, book(kind, home) as url:
        environment = settings_for(url, home)
        migrated(environment)
        fill(environment, tickets)
        with opened(environment):
            sweep()  # what the filling itself left due
            held = db.session.scalar(sa.select(sa.func.count(Ticket.id)))
            idle = min(round_seconds()[0] for _ in range(3))
            make_due(due)
            busy, written = round_seconds()
    print(f"{kind:<9} {held:>9,} tickets   nothing due {idle:8.4f} s (limit {NOTHING_SECONDS})   "
          f"{written:,} reminders {busy:6.2f} s (limit {DUE_SECONDS})", flush=True)
    size = f"{held:,} tickets"
    note(Figure("a round in which nothing is due", idle, "s", kind, size, NOTHING_SECONDS))
    note(Figure(f"{written:,} reminders", busy, "s", kind, size, DUE_SECONDS))
    return idle <= NOTHING_SECONDS and busy <= DUE_SECONDS


def main() -> int:
    """1 when a limit is passed or nothing was written."""
    asked = argparse.ArgumentParser(description="How long the clock takes.")
    asked.add_argument("--tickets", type=int, default=20_000)
    asked.add_argument("--due", type=int, default=10_000)
    asked.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    wanted = asked.parse_args()
    kinds = ("sqlite", "postgres") if wanted.database == "both" else (wanted.database,)
    figures = [measure(kind, wanted.tickets, wanted.due) for kind in kinds]
    return 0 if all(figures) else 1


if __name__ == "__main__":
    sys.exit(main())
