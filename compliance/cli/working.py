"""`flask work` and `flask sweep`: what happens after the commit, and what time does."""

import json
import signal
import threading
from datetime import datetime

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from compliance import jobs
from compliance.db import clock_at, db, now
from compliance.tickets.chasing import chase
from compliance.tickets.expiring import expire
from compliance.tickets.sweep import sweep as sweep_tickets

POLL_SECONDS = 0.5
BEAT_EVERY = 20  # polls: a heartbeat each ten seconds
AWAY_SECONDS = 3.0


def stop_on_signal() -> threading.Event:
    """An event that SIGTERM and SIGINT set: the work in hand ends, no more is begun."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    return stop


@click.command()
@click.option("--once", is_flag=True, help="Run what is due and stop.")
@with_appcontext
def work(once: bool) -> None:
    """Run due jobs: read mails, send letters, send reminders."""
    if once:
        click.echo(json.dumps({"tried": jobs.run_due()}))
        return
    stop = stop_on_signal()
    polls = 0
    while not stop.is_set():
        try:
            if polls % BEAT_EVERY == 0:
                jobs.beat("worker")
            tried = jobs.run_due(limit=50)
            polls = polls + 1 if tried == 0 else 0
            if tried == 0:
                stop.wait(POLL_SECONDS)
        except OperationalError:  # the database is away; nothing is lost by waiting for it
            db.session.rollback()
            stop.wait(AWAY_SECONDS)


@click.command()
@click.option("--now", "moment", help="The time to act at, ISO 8601 with offset (for drills); default: now.")
@with_appcontext
def sweep(moment: str | None) -> None:
    """Do once what time does: write the reminders that are due, announce and erase what has been kept long enough."""
    try:
        at = datetime.fromisoformat(moment) if moment else None
    except ValueError as error:
        raise click.UsageError(f"--now needs a time such as 2026-03-02T09:00:00+01:00, not {moment}") from error
    if at is not None and at.tzinfo is None:
        raise click.UsageError("--now needs its offset, such as +01:00 or Z")
    if at is None:
        at = now()
    with clock_at(at):
        done = {"reminders": sweep_tickets(), "tasks": chase(), "retention": expire(now().date())}
        click.echo(json.dumps(done))
