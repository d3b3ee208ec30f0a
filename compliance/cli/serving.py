"""`flask serve`: everything on one machine, until Ctrl-C. `flask clock`: the clock alone.

Each part is a process of its own, so that one that dies takes no other with it; it is started again. The database is
migrated first, and on a book without an account a one-time link for the first administrator is printed.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import structlog
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from compliance import jobs, limiting
from compliance.backups import journal
from compliance.cli.set_up import tell_settings
from compliance.cli.working import AWAY_SECONDS, stop_on_signal
from compliance.db import db, now
from compliance.leading import STANDBY_SECONDS, Lead
from compliance.ledger import seal
from compliance.letters import depositing
from compliance.people import accounts
from compliance.reports import snapshot
from compliance.tickets.chasing import chase
from compliance.tickets.expiring import expire
from compliance.tickets.sweep import sweep
from config import Settings

CLOCK_SECONDS = 60
BEAT_SECONDS = 20
DONE_KEPT = timedelta(days=30)  # jobs that were done
GRACE_SECONDS = 15
RESTART_SECONDS = 1.0

log = structlog.get_logger()


@click.command()
@with_appcontext
def clock() -> None:
    """Do what time does, each minute, until stopped. Of several clocks one leads, the others stand by."""
    stop = stop_on_signal()
    tell_settings()
    lead = Lead("clock", current_app.config["SETTINGS"].instance_path)
    next_sweep = 0.0
    while not stop.is_set():
        try:
            if not lead.held():
                stop.wait(STANDBY_SECONDS)
                continue
            jobs.beat("clock")
            if time.monotonic() >= next_sweep:
                next_sweep = time.monotonic() + CLOCK_SECONDS
                _do_what_time_does()
            stop.wait(BEAT_SECONDS)
        except OperationalError:  # the database is away; the next round does what this one could not
            db.session.rollback()
            stop.wait(AWAY_SECONDS)
    lead.leave()


def _do_what_time_does() -> None:
    today = now().astimezone(ZoneInfo(current_app.config["SETTINGS"].timezone)).date()
    sweep()
    chase()
    expire(now().date())
    seal()
    depositing.promise()
    snapshot.refresh(today)
    limiting.forget()
    jobs.forget(now() - DONE_KEPT)
    _keep_journal()


def _keep_journal() -> None:
    """What was erased is written down beside the backups; a folder that cannot be written to must stop no clock."""
    folder = current_app.config["SETTINGS"].backup_path
    if folder:
        try:
            journal.append(Path(folder))
        except OSError as error:
            log.error("journal.failed", error=type(error).__name__)
        db.session.rollback()


@click.command()
@with_appcontext
def serve() -> None:
    """Migrate, then run web, LMTP, worker and clock, and IMAP where IMAP_URL is set, until Ctrl-C."""
    settings: Settings = current_app.config["SETTINGS"]
    for name, port in (("PORT", settings.port), ("LMTP_PORT", settings.lmtp_port)):
        _require_free(name, port)
    upgrade()
    _say_welcome(settings)
    db.session.remove()
    db.engine.dispose()
    _supervise(_parts(settings))


def _require_free(name: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise click.ClickException(f"port {port} is taken; set {name} to a free one") from error


def _say_welcome(settings: Settings) -> None:
    click.echo(f"Pages on {settings.public_url}, the desk on {settings.public_url}/staff/, "
               f"LMTP on 127.0.0.1:{settings.lmtp_port}. Ctrl-C stops.")
    if not settings.mail_server:
        click.echo("MAIL_SERVER is not set: letters wait in the outbox.")
    if token := accounts.first_administrator():
        click.echo(f"Set up the first administrator, once, within three days: {settings.public_url}/staff/welcome/{token}")


def _parts(settings: Settings) -> dict[str, list[str]]:
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    web = [
        sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{settings.port}", "--workers", "2", "--threads", "4",
        "--worker-class", "gthread", "--no-control-socket", "--log-level", "warning", "wsgi:app",
    ]
    parts = {"web": web, "lmtp": [*flask, "mail", "lmtp"], "clock": [*flask, "clock"]}
    parts |= {f"worker {number + 1}": [*flask, "work"] for number in range(settings.workers)}
    return parts | ({"imap": [*flask, "mail", "fetch", "--watch"]} if settings.imap_url else {})


def _supervise(parts: dict[str, list[str]]) -> None:
    """Keeps every part running until a signal; then ends them all."""
    stop = stop_on_signal()
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    running = {name: subprocess.Popen(command, env=environment) for name, command in parts.items()}
    while not stop.wait(RESTART_SECONDS):
        for name, process in running.items():
            if process.poll() is not None:
                click.echo(f"{name} ended with {process.returncode}; starting it again", err=True)
                running[name] = subprocess.Popen(parts[name], env=environment)
    for process in running.values():
        process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    for process in running.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
