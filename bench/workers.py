"""What more workers are worth where the database is not the limit: `python -m bench.workers [--letters 60]`.

Letters go out to a mail server that takes `ANSWER_SECONDS` for each, by one, two and four workers on one PostgreSQL. Two are to
send at least 1.8 times what one does.
"""

import argparse
import asyncio
import sys
from time import perf_counter
from typing import Any

import sqlalchemy as sa

from bench.figures import Figure, note
from bench.intake import book
from bench.mails import mails
from bench.program import CONTACT, Program, migrated, opened, settings_for
from compliance import jobs
from compliance.db import db, unit
from compliance.intake.keeping import keep
from tests.servers.machine import HOST, folder, wait_until
from tests.servers.smtp_sink import SmtpSink

ANSWER_SECONDS, LEAST = 0.5, 1.8


class Slow(SmtpSink):
    """A mail server that takes its time."""

    async def handle_DATA(self, *words: Any) -> str:  # noqa: N802
        """Takes a letter, after a while."""
        await asyncio.sleep(ANSWER_SECONDS)
        return await super().handle_DATA(*words)


def filled(environment: dict[str, str], letters: int) -> None:
    """Promises so many letters and puts them off."""
    with opened(environment):
        for raw in mails(letters, f"w{letters}"):
            keep(raw, [CONTACT], "somebody@host.example", "mail")
        waiting = sa.select(sa.func.count()).where(jobs.Job.state == jobs.READY, jobs.Job.kind == "mail.understand")
        while db.session.scalar(waiting):
            jobs.run_due(limit=100)


def rate(environment: dict[str, str], workers: int, letters: int, sink: SmtpSink) -> float:
    """Letters a second with so many workers, once all of them run."""
    program = Program(environment)
    try:
        for number in range(workers):
            program.start(f"worker {number}", "work")
        wait_until(lambda: len(sink.letters) >= 2 * workers, "letters go out", 120)
        before, begin = len(sink.letters), perf_counter()
        wait_until(lambda: len(sink.letters) >= letters * 9 // 10, "letters go out", 600)
        return (len(sink.letters) - before) / (perf_counter() - begin)
    finally:
        program.stop()


def measured(workers: int, letters: int) -> float:
    """Letters a second on a new book."""
    sink = Slow()
    sink.up()
    try:
        with folder("bench") as home, book("postgres", home) as url:
            environment = settings_for(url, home)
            migrated(environment)
            filled(environment, letters * workers)
            with opened(environment), unit():
                db.session.execute(sa.update(jobs.Job).where(jobs.Job.state == jobs.READY).values(run_at=jobs.Job.made_at))
            sent = environment | {"MAIL_SERVER": HOST, "MAIL_PORT": str(sink.port)}
            return rate(sent, workers, letters * workers, sink)
    finally:
        sink.down()


def main() -> int:
    """1 where two workers are not worth 1.8."""
    asked = argparse.ArgumentParser(description="What more workers are worth.")
    asked.add_argument("--letters", type=int, default=60, help="for each worker")
    wanted = asked.parse_args()
    one, holds = 0.0, True
    for workers in (1, 2, 4):
        found = measured(workers, wanted.letters)
        one = one or found
        limit = LEAST * one if workers == 2 else None
        name = f"letters by {workers} worker{'s'[:workers - 1]}"
        note(Figure(name, found, "a second", "postgres", "", limit, True, one, "one worker"))
        print(f"{workers} workers: {found:.1f} letters a second, {found / one:.2f} times one", flush=True)
        holds = holds and (limit is None or found >= limit)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
