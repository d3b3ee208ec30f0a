"""How fast mail comes in: `python -m bench.intake [--tickets 1000000] [--database sqlite] [--workers 2] [--json]`.

Mails of 3 KB (text and HTML), and of 3 KB with 200 KB attached, by LMTP from one connection and from eight, on SQLite (WAL,
synchronous FULL) and on a PostgreSQL of its own (fsync on) or the one that BENCH_POSTGRES names. Kept: from the first byte to
the last 250, no worker running. Understood: from the first byte until every one is a ticket, with triage and trail. Each
figure stands beside three floors of the same run: the standard library only parsing the same mails (compat32, default policy),
and the database only committing rows of that size one by one. Client, listener, workers and database share the machine.
"""

import argparse
import json
import os
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.figures import Figure, note
from bench.filling import fill
from bench.floors import committed, parsed
from bench.mails import ATTACHED, mails
from bench.program import Program, hand_over, migrated, running, settings_for
from tests.servers.machine import folder
from tests.servers.postgres import postgres

CONNECTIONS = (1, 8)
MOST_MB = 200.0
SLOW_PARSE = 300  # mails that the default policy is given: it is slow


@contextmanager
def book(kind: str, home: Path) -> Iterator[str]:
    """The address of an empty book on a disk."""
    if kind == "sqlite":
        yield f"sqlite:///{home / 'book.db'}"
    elif given := os.environ.get("BENCH_POSTGRES"):
        yield given
    else:
        with postgres(durable=True) as server:
            server.create("bench")
            yield server.url("bench")


def floors(url: str, home: Path, samples: list[bytes]) -> dict[str, float]:
    """The three floors for these mails, each a second."""
    return {
        "parse compat32": parsed(samples), "parse default": parsed(samples[:SLOW_PARSE], policy=policy.default),
        "commit only": committed(url, home, samples[0]),
    }


def measured(program: Program, raws: list[bytes], connections: int, *, understood: bool) -> dict[str, float]:
    """One run: mails a second, milliseconds until 250, and milliseconds of processor for each mail."""
    program.forget_letters()
    before, begin = program.spent(), perf_counter()
    handed = hand_over(program.port, raws, connections)
    if understood:
        program.settle()
    seconds = perf_counter() - begin if understood else handed.seconds
    times = sorted(handed.milliseconds)
    processor = {f"{kind} ms": (used - before.get(kind, 0.0)) * 1000 / len(raws) for kind, used in program.spent().items()}
    return {
        "mails/s": len(raws) / seconds, "250 median ms": statistics.median(times), "250 p95 ms": times[int(len(times) * 0.95)],
        **processor,
    }


def runs(environment: dict[str, str], home: Path, wanted: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Every figure on one book, each with its ratio to the floors."""
    # What is only kept stays waiting, so that comes last.
    for size, count, attached in (("3 KB", wanted.mails, 0), ("200 KB", wanted.large, ATTACHED)):
        if not count:
            continue
        below = floors(environment["DATABASE_URL"], home, mails(min(count, 500), "floor", attached))
        yield {"run": f"{size} floors", **below}
        for what, workers in (("understood", wanted.workers), ("kept", 0)):
            with running(environment, workers) as program:
                for connections in CONNECTIONS:
                    name = f"{size} {what}, {connections} connection{'s'[:connections - 1]}"
                    some = mails(max(count * connections // max(CONNECTIONS), 1), f"{name[:9]}{connections}{what}", attached)
                    said = measured(program, some, connections, understood=bool(workers))
                    ratios = {f"x {floor}": said["mails/s"] / rate for floor, rate in below.items()}
                    yield {"run": name, **said, **ratios}
                yield {"run": f"{size} {what}, most memory in MB", **program.memory()}


def main() -> int:
    """Prints a line for each figure; 1 when a mail was lost or doubled."""
    asked = argparse.ArgumentParser(description="How fast mail comes in.")
    asked.add_argument("--tickets", type=int, default=0, help="tickets in the book before")
    asked.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    asked.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    asked.add_argument("--mails", type=int, default=2000, help="mails of 3 KB by eight connections")
    asked.add_argument("--large", type=int, default=160, help="mails of 200 KB by eight connections")
    asked.add_argument("--json", action="store_true", help="a JSON object a line")
    wanted = asked.parse_args()
    for kind in ("sqlite", "postgres") if wanted.database == "both" else (wanted.database,):
        with folder("bench") as home, book(kind, home) as url:
            environment = settings_for(url, home)
            migrated(environment)
            fill(environment, wanted.tickets)
            for line in runs(environment, home, wanted):
                show({"database": kind, "tickets": wanted.tickets, **line}, wanted.json)
    return 0


def told(line: dict[str, Any]) -> None:
    """Tells the figures of one line for the table."""
    against = {name[2:]: ratio for name, ratio in line.items() if name.startswith("x ") and ratio}
    if "mails/s" in line and against:
        floor, ratio = min(against.items(), key=lambda one: line["mails/s"] / one[1])
        size, rate = f"{line['tickets']:,} tickets", line["mails/s"]
        note(Figure(line["run"], rate, "mails a second", line["database"], size, None, True, rate / ratio, floor))
        note(Figure(f"{line['run']}, 250 p95", line["250 p95 ms"], "ms", line["database"], size))
    elif line["run"].endswith("memory in MB"):
        for name, value in line.items():
            if isinstance(value, float):
                note(Figure(f"{line['run'].partition(',')[0]}: memory of {name}", value, "MB", line["database"], "", MOST_MB))


def show(line: dict[str, Any], as_json: bool) -> None:
    """Prints one line."""
    told(line)
    if as_json:
        print(json.dumps(line), flush=True)
        return
    figures = "  ".join(f"{name} {value:,.2f}" if value < 100 else f"{name} {value:,.0f}"
                        for name, value in line.items() if isinstance(value, float))
    print(f"{line['database']:<9}{line['run']:<36} {figures}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
