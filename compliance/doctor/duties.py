"""Worker, clock and fetching: heard of lately; nothing waits for long, nothing was given up, letters may go out."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from compliance import jobs
from compliance.db import now
from compliance.doctor.findings import Finding, ok, unknown, warning, wrong
from compliance.registers.house import is_mute
from compliance.tickets.queries import oldest_unsent
from config import Settings

SILENT = timedelta(minutes=2)
WAITING, UNSENT = timedelta(minutes=10), timedelta(hours=4)
STARTED_BY = {"worker": "flask work", "clock": "flask clock", "imap": "flask mail fetch --watch"}


def check(settings: Settings) -> Iterator[Finding]:
    """The findings of the processes that work without being looked at."""
    for duty in ("worker", "clock", *(("imap",) if settings.imap_url else ())):
        yield _heard(duty, jobs.last_beat(duty))
    yield _late("duties.jobs", "job", jobs.oldest_waiting(), WAITING, "Start more workers: flask work, on any machine.")
    yield _late("duties.letters", "letter", oldest_unsent(), UNSENT,
                "Look at MAIL_SERVER, and at the letters in trouble on the desk.")
    if given_up := jobs.count_set_aside():
        yield warning("duties.given_up", f"{given_up} jobs were given up", "Look at them on the desk under Failed jobs.")
    else:
        yield ok("duties.given_up", "no job was given up")
    if is_mute():
        yield warning("duties.mute", "the house was restored and is mute: no letter goes out",
                      "Look whether all is well, then run: flask release")


def _heard(duty: str, at: datetime | None) -> Finding:
    check = f"duties.{duty}"
    if at is None:
        return wrong(check, f"the {duty} was never heard of", f"Start it: {STARTED_BY[duty]} (or flask serve)")
    age = now() - at
    if age > SILENT:
        return wrong(check, f"the {duty} was last heard of {_spoken(age)} ago",
                     f"Start it again: {STARTED_BY[duty]}; read its log.")
    return ok(check, f"the {duty} was heard of {_spoken(max(age, timedelta()))} ago")


def _late(check: str, what: str, since: datetime | None, most: timedelta, mend: str) -> Finding:
    if since is None:
        return ok(check, f"no {what} waits")
    age = now() - since
    if age > most:
        return wrong(check, f"the oldest {what} has waited for {_spoken(age)}", mend)
    return ok(check, f"the oldest {what} has waited for {_spoken(age)}") if age >= timedelta() else unknown(
        check, f"the oldest {what} is from the future", "Set the clocks of all machines by NTP.")


def _spoken(age: timedelta) -> str:
    """An age as people say it: 40 s, 12 min, 3 h, 5 days."""
    seconds = round(age.total_seconds())
    for size, name in ((172_800, "days"), (7_200, "h"), (120, "min")):
        if seconds >= size:
            return f"{seconds // {'days': 86_400, 'h': 3_600, 'min': 60}[name]} {name}"
    return f"{seconds} s"
