"""The clock, by which deadlines, leases and signatures go: compared with the database's and other processes', and with the
time in a mail server's greeting, where it tells one."""

import re
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import sqlalchemy as sa

from compliance.db import db, now
from compliance.doctor.findings import Finding, ok, unknown, wrong
from compliance.jobs import Heartbeat
from config import Settings

MOST = timedelta(seconds=5)
GREETING_SECONDS = 5.0
DATE = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT|UTC)")


def check(settings: Settings) -> Iterator[Finding]:
    """The findings of this machine's clock."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect() as connection:
            theirs = connection.scalar(sa.text("SELECT clock_timestamp()"))
        yield _compared("clock.database", "the database's", theirs)
    latest = db.session.scalar(sa.select(sa.func.max(Heartbeat.at)))
    if latest is not None and latest - now() > MOST:
        yield wrong("clock.machines", f"another process's clock is {_seconds(latest - now())} ahead of this one's",
                    "Set the clocks of all machines by NTP (chrony or systemd-timesyncd).")
    else:
        yield ok("clock.machines", "no other process's clock is ahead of this one's")
    if settings.mail_server and not settings.mail_use_ssl:
        found = DATE.search(_greeting(settings.mail_server, settings.mail_port))
        yield _compared("clock.mail", "the mail server's", parsedate_to_datetime(found[0])) if found else unknown(
            "clock.mail", "the mail server's greeting tells no time")


def _compared(check: str, whose: str, theirs: datetime) -> Finding:
    apart = abs(now() - theirs)
    if apart > MOST:
        return wrong(check, f"this clock and {whose} are {_seconds(apart)} apart",
                     "Set the clocks of all machines by NTP (chrony or systemd-timesyncd).")
    return ok(check, f"this clock and {whose} agree")


def _greeting(server: str, port: int) -> str:
    """What a mail server says first; empty where it says nothing in time."""
    try:
        with socket.create_connection((server, port), GREETING_SECONDS) as connection:
            return connection.recv(1_000).decode("latin-1")
    except OSError:
        return ""


def _seconds(apart: timedelta) -> str:
    return f"{round(apart.total_seconds())} s"
