"""Work that must happen after the commit.

A job row is written in the same unit as the change that needs it (`enqueue`), so nothing is promised that was not
committed. A worker claims the oldest due job with a lease (SKIP LOCKED on PostgreSQL, BEGIN IMMEDIATE on SQLite), runs its
handler and calls `claim.done()` inside the unit that records the effect: that is refused when the lease was lost
meanwhile (the token is a fencing token), so an effect in the database happens once however often workers die. Effects
outside, such as a letter sent, are at least once.

A handler that raises is tried again after 10 s, 20 s, 40 s ... up to eight minutes between tries; after the last try the job is
set aside for a person. `Postpone` puts it off without counting a try (no mail server is set, say).

Many small jobs of one kind may be done `together`: claimed in one unit under one token, and marked done in the one unit that
records the effect of them all (`done_together`). When that fails for whatever reason, each is tried by itself at once, so one
bad job harms nobody but itself.
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

from compliance.db import Base, BigId, Json, db, first_id, new_id, now, unit
from compliance.gathering import insert

READY, DONE, SET_ASIDE = "ready", "done", "set_aside"
LEASE = timedelta(minutes=1)
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(minutes=8)
TRIES = 12
FORGOTTEN_AT_ONCE = 5_000

log = structlog.get_logger()


class Postpone(Exception):
    """Raised by a handler that cannot run yet: try again `after`, and do not count this as a try.

    `all_due`: nor can any other job of the kind, so that none need come up to find that out.
    """

    def __init__(self, after: timedelta, *, all_due: bool = False) -> None:
        super().__init__(f"postponed by {after}")
        self.after, self.all_due = after, all_due


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
        sa.Index(
            "ix_jobs_set_aside", "id",
            sqlite_where=sa.text("state = 'set_aside'"), postgresql_where=sa.text("state = 'set_aside'"),
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
Together = Callable[[list[Claim]], None]


@dataclass(frozen=True)
class Duty:
    """How jobs of one kind are done: by `run`, at most `tries` times, each within `lease`; `set_aside` runs in the end.

    Where many wait, `together` does up to `most` of them within one lease.
    """

    run: Handler
    tries: int
    lease: timedelta
    set_aside: Handler | None
    together: Together | None = None
    most: int = 1


_duties: dict[str, Duty] = {}
_taking: ContextVar[list[Claim] | None] = ContextVar("taking", default=None)


def handler(
    kind: str, *, tries: int = TRIES, lease: timedelta = LEASE, set_aside: Handler | None = None,
    together: Together | None = None, most: int = 1,
) -> Callable[[Handler], Handler]:
    """Registers the function that does jobs of this kind; `set_aside` runs in the unit that gives the job up.

    `lease` is how long a try may take before another worker takes the job for abandoned. `together` does up to `most` jobs of
    this kind in one unit that ends with `done_together`; it may raise over any of them.
    """

    def register(function: Handler) -> Handler:
        if kind in _duties:
            raise ValueError(f"two handlers for {kind}")
        _duties[kind] = Duty(function, tries, lease, set_aside, together, most)
        return function

    return register


def handled_kinds() -> frozenset[str]:
    """The kinds of job that have a handler."""
    return frozenset(_duties)


def enqueue(kind: str, *, run_at: datetime | None = None, **payload: Any) -> Job:
    """Writes a job in the unit that is open. Raises KeyError for a kind without handler."""
    _require_handler(kind)
    job = Job(kind=kind, payload=payload, run_at=run_at or now(), made_at=now())
    if (claims := _taking.get()) is not None:
        job.token, job.tries, job.run_at = secrets.token_hex(16), 1, datetime.now(UTC) + LEASE
        claims.append(Claim(job.id, kind, payload, 1, job.token))
    insert(job)
    return job


def _require_handler(kind: str) -> None:
    if kind not in _duties:
        raise KeyError(f"no handler for {kind}")


def enqueue_all(kind: str, payloads: list[dict[str, Any]]) -> None:
    """Writes a job for each payload in the unit that is open, in one statement. Raises KeyError for a kind without handler."""
    _require_handler(kind)
    rows: list[dict[str, Any]] = [
        {"id": new_id(), "kind": kind, "payload": payload, "run_at": now(), "made_at": now()} for payload in payloads
    ]
    if (claims := _taking.get()) is not None:
        for row in rows:
            row |= {"token": secrets.token_hex(16), "tries": 1, "run_at": datetime.now(UTC) + LEASE}
            claims.append(Claim(row["id"], kind, row["payload"], 1, row["token"]))
    db.session.execute(sa.insert(Job), rows)


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
    return next(iter(claim_due(1)), None)


def claim_due(limit: int) -> list[Claim]:
    """Takes the oldest due job and, where its kind is done together, the next ones of that kind: at most `limit`.

    A job that was tried before is taken by itself.
    """
    with unit():
        ready = sa.select(Job.id, Job.kind, Job.payload, Job.tries).where(
            Job.state == READY, Job.run_at <= now()).order_by(Job.run_at, Job.id)
        jobs = list(db.session.execute(ready.limit(1).with_for_update(skip_locked=True)))
        duty = _duties.get(jobs[0].kind) if jobs else None
        if duty and duty.most > 1 and limit > 1 and jobs[0].tries == 0:
            alike = ready.where(Job.kind == jobs[0].kind, Job.tries == 0, Job.id != jobs[0].id)
            jobs += db.session.execute(alike.limit(min(duty.most, limit) - 1).with_for_update(skip_locked=True))
        token, until = secrets.token_hex(16), now() + (duty.lease if duty else LEASE)
        mine = sa.update(Job).where(Job.id.in_([job.id for job in jobs]))
        if jobs:
            taken = mine.values(token=token, tries=Job.tries + 1, run_at=until)
            db.session.execute(taken.execution_options(synchronize_session=False))
        return [Claim(job.id, job.kind, job.payload, job.tries + 1, token) for job in jobs]


def run_due(limit: int = 1_000_000) -> int:
    """Runs due jobs, oldest first, until none is left or `limit` were tried. Returns how many were tried."""
    tried = 0
    while tried < limit and (claims := claim_due(limit - tried)):
        run_together(claims)
        tried += len(claims)
    return tried


def run_together(claims: list[Claim]) -> None:
    """One try of jobs that were claimed together; never raises for what a handler does wrong."""
    together = _duties[claims[0].kind].together if len(claims) > 1 else None
    if together is not None:
        try:
            together(claims)
            return
        except Exception as error:  # it cannot be told whose fault it was: each is tried by itself
            log.warning("jobs.apart", kind=claims[0].kind, jobs=len(claims), error=type(error).__name__)
    for claim in claims:
        run(claim)


def done_together(claims: list[Claim]) -> None:
    """Marks jobs done that were claimed together; call it in the unit that records their effects. Raises LeaseLost."""
    if not claims:
        return
    leave = sa.update(Job).where(Job.id.in_([claim.id for claim in claims]), Job.token == claims[0].token, Job.state == READY)
    result = db.session.execute(
        leave.values(state=DONE, token=None, ended_at=now(), error=None).execution_options(synchronize_session=False))
    if result.rowcount != len(claims):  # type: ignore[attr-defined]
        raise LeaseLost(f"{len(claims)} jobs")


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
        if postponed.all_due:
            _put_off(claim.kind, now() + postponed.after)
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


def _put_off(kind: str, at: datetime) -> None:
    """Puts off every job of a kind that is due and in nobody's hands, in one statement."""
    with unit():
        due = sa.select(Job.id).where(Job.kind == kind, Job.state == READY, Job.token.is_(None), Job.run_at <= now())
        late = sa.update(Job).where(Job.id.in_(due.with_for_update(skip_locked=True))).values(run_at=at)
        db.session.execute(late.execution_options(synchronize_session=False))


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


def count_set_aside() -> int:
    """How many jobs were given up and wait for a person."""
    return db.session.scalar(sa.select(sa.func.count(Job.id)).where(Job.state == SET_ASIDE)) or 0


def forget(before: datetime) -> int:
    """Deletes the jobs that were made before a moment and are done, some thousands at a time. Returns how many."""
    gone = 0
    while True:
        old = sa.select(Job.id).where(Job.id < first_id(before), Job.state == DONE).order_by(Job.id).limit(FORGOTTEN_AT_ONCE)
        with unit():
            ids = list(db.session.scalars(old))
            db.session.execute(sa.delete(Job).where(Job.id.in_(ids)).execution_options(synchronize_session=False))
        gone += len(ids)
        if len(ids) < FORGOTTEN_AT_ONCE:
            return gone


def may_be_revived(job: Job) -> bool:
    """Whether trying again is for the job itself; where giving up was reported elsewhere, it is done there."""
    duty = _duties.get(job.kind)
    return job.state == SET_ASIDE and duty is not None and duty.set_aside is None


def revive(job_id: int) -> str | None:
    """Puts a job back that was set aside, in the open unit. Returns its kind, None where there is none to try again."""
    job = db.session.get(Job, job_id, with_for_update=True)
    if job is None or not may_be_revived(job):
        return None
    job.state, job.run_at, job.tries, job.ended_at, job.error = READY, now(), 0, None, None
    return job.kind
