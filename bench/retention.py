"""What retention and sealing cost: `python -m bench.retention [--tickets 10000] [--database postgres]`.

Sealing: how many mails a second one core seals, and keeps durably with it and with a sealing that does nothing. Retention: how
long the worker takes to erase all parts of so many closed tickets, each part a release. The exit status is 1 over the limits:
a minute for ten thousand tickets on PostgreSQL, and six tenths more for keeping a mail.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from time import perf_counter

import sqlalchemy as sa

from bench.figures import Figure, note
from bench.filling import double, fill
from bench.intake import book
from bench.mails import mails
from bench.program import CONTACT, migrated, opened, settings_for
from compliance import jobs, sealing
from compliance.db import db, unit
from compliance.intake import keeping
from compliance.intake.keeping import Incoming, keep_together
from compliance.ledger import Event
from compliance.rules.abilities import REQUESTER, SYSTEM
from compliance.rules.personal import PARTS
from compliance.sealing import Sealed, seal_each
from compliance.tickets.deciding import withdraw
from compliance.tickets.models import PrivacyRequest, Ticket
from compliance.tickets.releasing import release
from tests.servers.machine import folder

LATER = date(2040, 1, 1)
SECONDS_FOR_TEN_THOUSAND, KEEPING_FACTOR = 60.0, 1.6
MAILS, TOGETHER, ROUNDS = 3_000, 100, 3


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    begin = perf_counter()
    work()
    return perf_counter() - begin


def sealed_a_second() -> float:
    """Mails sealed on one core, without the database."""
    raws = list(enumerate(mails(MAILS, "seal")))
    write = sealing._write_keys
    sealing._write_keys = lambda keys: [sealing.ring().masters()[0].wrap(*key) for key in keys]
    try:
        return MAILS / min(seconds(lambda: seal_each(raws)) for _ in range(ROUNDS))
    finally:
        sealing._write_keys = write


def kept_a_second(mark: str) -> float:
    """Mails kept durably from one client, a hundred in a commit."""
    incoming = [Incoming(raw, (CONTACT,), "a@host.example", "mail") for raw in mails(MAILS, mark)]
    groups = [incoming[first:first + TOGETHER] for first in range(0, MAILS, TOGETHER)]
    return MAILS / seconds(lambda: [keep_together(group) for group in groups])


def kept_both_ways() -> tuple[float, float]:
    """With sealing and without, the best of some rounds in turn."""
    best = {True: 0.0, False: 0.0}
    for number in range(2 * ROUNDS):
        sealing_too = number % 2 == 0
        keeping.seal_each = seal_each if sealing_too else lambda raws: [Sealed(0, raw) for _, raw in raws]
        best[sealing_too] = max(best[sealing_too], kept_a_second(f"keep{number}"))
    keeping.seal_each = seal_each
    return best[True], best[False]


def closed(environment: dict[str, str], tickets: int) -> int:
    """Fills the book with closed tickets; how many there are."""
    doublings = 0
    while tickets >> doublings > 700:
        doublings += 1
    fill(environment, -(-tickets // 2**doublings))
    with opened(environment):
        for request_id in db.session.scalars(sa.select(PrivacyRequest.id)).all():
            request = db.session.get_one(PrivacyRequest, request_id)
            if request.outcome is None and request.ticket.state != "spam":
                withdraw(request, REQUESTER)
        with unit():
            db.session.execute(sa.update(jobs.Job).values(state="done", ended_at=jobs.Job.made_at, token=None))
        for _ in range(doublings):
            double()
        return db.session.scalar(sa.select(sa.func.count(Ticket.id)).where(Ticket.state == "closed")) or 0


def measure(kind: str, tickets: int) -> bool:
    """Prints the figures; whether they hold."""
    with folder("bench") as home, book(kind, home) as url:
        environment = settings_for(url, home)
        migrated(environment)
        held = closed(environment, tickets)
        with opened(environment):
            took = {}
            for part in PARTS:
                release(SYSTEM, LATER, [part])
                took[part] = seconds(jobs.run_due)
            erased = db.session.scalar(sa.select(sa.func.count(Event.id)).where(Event.kind == "ticket.erased"))
            alone, (with_it, without) = sealed_a_second(), kept_both_ways()
    whole = sum(took.values())
    each = ", ".join(f"{part} {time:.1f} s" for part, time in took.items())
    print(f"{kind:<9} {held:,} tickets, {erased:,} parts erased in {whole:.1f} s ({each})   "
          f"sealed {alone:,.0f}/s on one core   kept {with_it:,.0f}/s sealed, {without:,.0f}/s plain", flush=True)
    most = SECONDS_FOR_TEN_THOUSAND * max(held, 1_000) / 10_000
    note(Figure("all parts of closed tickets erased", whole, "s", kind, f"{held:,} tickets", most))
    note(Figure("mails sealed on one core", alone, "a second", kind, more_is_better=True))
    note(Figure("mails kept by one client", with_it, "a second", kind, "", None, True, without, "without sealing"))
    fast = kind == "sqlite" or whole <= most
    return fast and erased >= held * len(PARTS) > 0 and without <= with_it * KEEPING_FACTOR


def main() -> int:
    """1 when a limit is passed or too little was erased."""
    asked = argparse.ArgumentParser(description="What retention and sealing cost.")
    asked.add_argument("--tickets", type=int, default=10_000)
    asked.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    wanted = asked.parse_args()
    kinds = ("sqlite", "postgres") if wanted.database == "both" else (wanted.database,)
    return 0 if all(measure(kind, wanted.tickets) for kind in kinds) else 1


if __name__ == "__main__":
    sys.exit(main())
