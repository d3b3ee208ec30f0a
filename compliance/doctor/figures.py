"""The figures of `/metrics`: how much waits, since when, and whether those who work are heard of.

They are read from the database at each scrape, from indexes that hold little more than what is counted; so every process on
every machine tells the same, and nothing is gathered in memory that processes would have to put together. Counts, ages and
codes alone: no name, address or word of anybody. `deploy/alerts.yml` goes by these names.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from prometheus_client import CollectorRegistry
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from compliance import jobs
from compliance.backups.copying import backups_in
from compliance.db import db, now
from compliance.doctor.copies import made_at
from compliance.doctor.disks import places
from compliance.jobs import READY, Heartbeat, Job
from compliance.ledger.log import Leaf, Unsealed
from compliance.registers.house import is_mute
from compliance.rules.lifecycle import LIVE
from compliance.tickets.models import IS_LIVE, Message, Ticket
from compliance.tickets.queries import oldest_unsent
from compliance.tickets.talking import QUEUED
from config import Settings

SOON_DAYS = 3
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Figures(Collector):
    """Reads all figures. Needs an application context; raises sqlalchemy errors when the database is away."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def collect(self) -> Iterable[Metric]:
        """Every figure as it is now."""
        schema = db.session.scalar(sa.text("SELECT version_num FROM alembic_version")) or ""
        yield InfoMetricFamily("compliance", "The program.", {"schema": schema, "database": db.engine.dialect.name})
        yield from _tickets(self._settings)
        yield from _work()
        yield from _letters()
        yield from _trail()
        yield from _room(self._settings)


def registry(settings: Settings) -> CollectorRegistry:
    """A registry with the figures alone, to be written out."""
    made = CollectorRegistry(auto_describe=False)
    made.register(Figures(settings))
    return made


def _tickets(settings: Settings) -> Iterator[Metric]:
    today = now().astimezone(ZoneInfo(settings.timezone)).date()
    live = sa.text(IS_LIVE)
    opened = db.session.scalar(sa.select(sa.func.max(Ticket.number))) or 0
    yield CounterMetricFamily("compliance_tickets_opened", "Tickets opened so far.", value=opened)
    states = GaugeMetricFamily("compliance_tickets_live", "Tickets that are worked on.", labels=["state"])
    found = db.session.execute(sa.select(Ticket.state, sa.func.count()).where(live).group_by(Ticket.state))
    for state, count in {**dict.fromkeys(sorted(LIVE), 0), **{row[0]: row[1] for row in found}}.items():
        states.add_metric([state], count)
    yield states
    soon = Ticket.sort_due.between(today, today + timedelta(days=SOON_DAYS))
    counted = (Ticket.sort_due < today, soon, Ticket.assignee_id.is_(None), Ticket.trouble, Ticket.needs_reading)
    counts = sa.select(*(sa.func.count().filter(condition) for condition in counted)).select_from(Ticket).where(live)
    says = {
        "overdue": "Tickets past their due date.", "due_soon": f"Tickets due today or within {SOON_DAYS} days.",
        "unassigned": "Tickets that nobody has.", "letter_trouble": "Tickets with a letter that could not be sent.",
        "needs_reading": "Tickets whose mail could not be understood.",
    }
    for (name, text), count in zip(says.items(), db.session.execute(counts).one(), strict=True):
        yield GaugeMetricFamily(f"compliance_tickets_{name}", text, value=count)


def _work() -> Iterator[Metric]:
    ready = GaugeMetricFamily("compliance_jobs_due", "Jobs that are due and not done.", labels=["kind"])
    due = sa.select(Job.kind, sa.func.count()).where(Job.state == READY, Job.run_at <= now()).group_by(Job.kind)
    for kind, count in sorted((row[0], row[1]) for row in db.session.execute(due)):
        ready.add_metric([kind], count)
    yield ready
    yield _age("compliance_job_oldest_seconds", "How long the oldest due job has waited.", jobs.oldest_waiting())
    yield GaugeMetricFamily("compliance_jobs_given_up", "Jobs that wait for a person.", value=jobs.count_set_aside())
    beats = GaugeMetricFamily("compliance_heartbeat_age_seconds", "Since when a duty was not heard of.", labels=["duty"])
    for beat in db.session.scalars(sa.select(Heartbeat).order_by(Heartbeat.duty)):
        beats.add_metric([beat.duty], (now() - beat.at).total_seconds())
    yield beats


def _letters() -> Iterator[Metric]:
    queued = db.session.scalar(sa.select(sa.func.count(Message.at)).where(Message.delivery == QUEUED))
    yield GaugeMetricFamily("compliance_letters_queued", "Letters that are still to go out.", value=queued)
    yield _age("compliance_letter_oldest_seconds", "How long the oldest of them has waited.", oldest_unsent())
    yield GaugeMetricFamily("compliance_mute", "1 where the house was restored and sends nothing.", value=is_mute())


def _trail() -> Iterator[Metric]:
    place = db.session.scalar(sa.select(sa.func.max(Leaf.place)))
    yield CounterMetricFamily("compliance_log_entries", "Events that have their place in the log.",
                              value=0 if place is None else place + 1)
    unsealed = db.session.scalar(sa.select(sa.func.count()).select_from(Unsealed))
    yield GaugeMetricFamily("compliance_log_unsealed", "Events without a place yet.", value=unsealed)


def _room(settings: Settings) -> Iterator[Metric]:
    free = GaugeMetricFamily("compliance_disk_free_bytes", "Room on the disk of a folder of ours.", labels=["place"])
    for name, (_, disk) in places(settings).items():
        free.add_metric([name], disk.free)
    yield free
    if db.engine.dialect.name == "postgresql":
        size = db.session.scalar(sa.text("SELECT pg_database_size(current_database())"))
    else:
        size = Path(str(db.engine.url.database)).stat().st_size
    yield GaugeMetricFamily("compliance_database_bytes", "Size of the database.", value=size)
    if settings.backup_path:
        made = backups_in(Path(settings.backup_path))
        at = made_at(made[-1]) if made else None
        yield _age("compliance_backup_age_seconds", "Age of the newest backup; since 1970 where none is whole.", at or NEVER)


def _age(name: str, text: str, since: datetime | None) -> Metric:
    """Seconds since a moment; 0 where nothing waits."""
    return GaugeMetricFamily(name, text, value=0 if since is None else (now() - since).total_seconds())
