"""Work that must happen after the commit.

A job row is written in the same unit as the change that needs it (`enqueue`), so nothing is promised that was not
committed. A worker claims the oldest due job with a lease (SKIP LOCKED on PostgreSQL, BEGIN IMMEDIATE on SQLite), runs its
handler and calls `claim.done()` inside the unit that records the effect: that is refused when the lease was lost
meanwhile (the token is a fencing token), so an effect in the database happens once however often workers die. Effects
outside, such as a letter sent, are at least once.

A handler that raises is tried again after 10 s, 20 s, 40 s ... up to eight minutes between tries; after the last try the job is
set aside for a person. `Postpone` puts it off without counting a try (no mail server is set, say).
"""

import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, BigId, Json, db, now, unit

READY, DONE, SET_ASIDE = "ready", "done", "set_aside"
LEASE = timedelta(minutes=1)
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(minutes=8)
TRIES = 12

log = structlog.get_logger()


class Postpone(Exception):
    """Raised by a handler that cannot run yet: try again `after`, and do not count this as a try."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(f"postponed by {after}")
        self.after = after


class LeaseLost(Exception):
    """The lease ran out and another worker may have taken the job: nothing of this try may be committed."""


class Job(Base):
    """A promise to do something. `payload` holds ids and codes only."""

    __tablename__ = "jobs"
    __table_args__ = (
        sa.Index(
            "ix_jobs_due", "run_at", "id",
            sqlite_where=sa.text("state = 'ready'"), postgresql_where=sa.text("state = 'ready'"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(sa.String(10), default=READY)
    run_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    token: Mapped[str | None] = mapped_column(sa.String(32))
    error: Mapped[str | None] = mapped_column(sa.String(200))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Heartbeat(Base):
    """When a duty (worker, clock) last said that it is alive."""

    __tablename__ = "heartbeats"

    duty: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    at: Mapped[datetime]


@dataclass(frozen=True)
class Claim:
    """A job in the hands of one worker."""

    id: int
    kind: str
    payload: dict[str, Any]
    tries: int
    token: str

    def done(self) -> None:
        """Marks the job done; call it in the unit that records the effect. Raises LeaseLost."""
        self._leave({"state": DONE, "ended_at": now(), "error": None})

    def again(self, at: datetime, error: str | None, *, counted: bool = True) -> None:
        """Puts the job back to be tried at `at`. Raises LeaseLost."""
        self._leave({"run_at": at, "error": error, "tries": self.tries if counted else self.tries - 1})

    def set_aside(self, error: str) -> None:
        """Gives up: the job waits for a person. Raises LeaseLost."""
        self._leave({"state": SET_ASIDE, "ended_at": now(), "error": error})

    def _leave(self, values: dict[str, Any]) -> None:
        mine = sa.update(Job).where(Job.id == self.id, Job.token == self.token, Job.state == READY)
        result = db.session.execute(mine.values(token=None, **values).execution_options(synchronize_session=False))
        if result.rowcount != 1:  # type: ignore[attr-defined]
            raise LeaseLost(f"job {self.id}")


Handler = Callable[[Claim], None]


@dataclass(frozen=True)
class Duty:
    """How jobs of one kind are done: by `run`, at most `tries` times, each within `lease`; `set_aside` runs in the end."""

    run: Handler
    tries: int
    lease: timedelta
    set_aside: Handler | None


_duties: dict[str, Duty] = {}
_taking: ContextVar[list[Claim] | None] = ContextVar("taking", default=None)


def handler(
    kind: str, *, tries: int = TRIES, lease: timedelta = LEASE, set_aside: Handler | None = None
) -> Callable[[Handler], Handler]:
    """Registers the function that does jobs of this kind; `set_aside` runs in the unit that gives the job up.

    `lease` is how long a try may take before another worker takes the job for abandoned.
    """

    def register(function: Handler) -> Handler:
        if kind in _duties:
            raise ValueError(f"two handlers for {kind}")
        _duties[kind] = Duty(function, tries, lease, set_aside)
        return function

    return register


def handled_kinds() -> frozenset[str]:
    """The kinds of job that have a handler."""
    return frozenset(_duties)


def enqueue(kind: str, *, run_at: datetime | None = None, **payload: Any) -> Job:
    """Writes a job in the unit that is open. Raises KeyError for a kind without handler."""
    if kind not in _duties:
        raise KeyError(f"no handler for {kind}")
    job = Job(kind=kind, payload=payload, run_at=run_at or now(), made_at=now())
    if (claims := _taking.get()) is not None:
        job.token, job.tries, job.run_at = secrets.token_hex(16), 1, datetime.now(UTC) + LEASE
        claims.append(Claim(job.id, kind, payload, 1, job.token))
    db.session.add(job)
    return job


@contextmanager
def taken() -> Iterator[list[Claim]]:
    """Jobs promised within it are taken from the start by the one who promises, who finds them in the list it yields.

    They are its own to run for `LEASE` of real time, whatever `now()` says; after that a worker takes them over.
    """
    claims: list[Claim] = []
    token = _taking.set(claims)
    try:
        yield claims
    finally:
        _taking.reset(token)


def claim_next() -> Claim | None:
    """Takes the oldest due job for its kind's lease, or None. A lease that ran out is due again."""
    with unit():
        due = sa.select(Job).where(Job.state == READY, Job.run_at <= now()).order_by(Job.run_at, Job.id).limit(1)
        job = db.session.scalar(due.with_for_update(skip_locked=True))
        if job is None:
            return None
        lease = _duties[job.kind].lease if job.kind in _duties else LEASE
        job.token, job.tries, job.run_at = secrets.token_hex(16), job.tries + 1, now() + lease
        return Claim(job.id, job.kind, job.payload, job.tries, job.token)


def run_due(limit: int = 1_000_000) -> int:
    """Runs due jobs, oldest first, until none is left or `limit` were tried. Returns how many were tried."""
    for tried in range(limit):
        claim = claim_next()
        if claim is None:
            return tried
        run(claim)
    return limit


def run(claim: Claim) -> None:
    """One try of one job; never raises for what a handler does wrong."""
    try:
        duty = _duties[claim.kind]
        if claim.tries > duty.tries:  # its worker died on the last try
            _give_up(claim, "worker died")
            return
        duty.run(claim)
        _finish(claim)
    except LeaseLost:
        log.warning("job.lease_lost", job=claim.id, kind=claim.kind)
    except Postpone as postponed:
        _put_back(claim, now() + postponed.after, None, counted=False)
    except Exception as error:  # a job must never take the worker with it; it is logged, counted and tried again
        log.warning("job.failed", job=claim.id, kind=claim.kind, tries=claim.tries, error=type(error).__name__)
        _failed(claim, type(error).__name__)


def _finish(claim: Claim) -> None:
    """Marks the job done when the handler had no unit of its own to do so in."""
    with unit():
        state = db.session.scalar(sa.select(Job.state).where(Job.id == claim.id, Job.token == claim.token))
        if state == READY:
            claim.done()


def _failed(claim: Claim, error: str) -> None:
    if claim.kind in _duties and claim.tries >= _duties[claim.kind].tries:
        _give_up(claim, error)
        return
    pause = min(FIRST_PAUSE * 2 ** min(claim.tries - 1, 10), LONGEST_PAUSE) * random.uniform(0.9, 1.1)  # noqa: S311
    _put_back(claim, now() + pause, error)


def _put_back(claim: Claim, at: datetime, error: str | None, *, counted: bool = True) -> None:
    try:
        with unit():
            claim.again(at, error, counted=counted)
    except LeaseLost:
        log.warning("job.lease_lost", job=claim.id, kind=claim.kind)


def _give_up(claim: Claim, error: str) -> None:
    try:
        with unit():
            claim.set_aside(error)
            duty = _duties[claim.kind]
            if duty.set_aside:
                duty.set_aside(claim)
    except LeaseLost:
        log.warning("job.lease_lost", job=claim.id, kind=claim.kind)


def oldest_waiting() -> datetime | None:
    """When the oldest job that is due and not yet done was made; for the health page."""
    return db.session.scalar(sa.select(sa.func.min(Job.made_at)).where(Job.state == READY, Job.run_at <= now()))


def beat(duty: str) -> None:
    """Says that a duty is alive."""
    with unit():
        db.session.merge(Heartbeat(duty=duty, at=now()))


def last_beat(duty: str) -> datetime | None:
    """When a duty last said that it is alive."""
    return db.session.scalar(sa.select(Heartbeat.at).where(Heartbeat.duty == duty))


def set_aside_jobs() -> list[Job]:
    """Jobs that were given up and wait for a person, newest first."""
    return list(db.session.scalars(sa.select(Job).where(Job.state == SET_ASIDE).order_by(Job.id.desc()).limit(200)))
