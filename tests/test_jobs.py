"""Jobs: promised with the change, done once in the database, tried again, set aside, fenced."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import clock_at, db, now, unit
from compliance.jobs import DONE, READY, SET_ASIDE, Job, LeaseLost, Postpone

calls: list[int] = []


@pytest.fixture(autouse=True, scope="module")
def _a_duty():
    """A kind of job for these tests: what it does is the module's `behave`."""

    @jobs.handler("test.work", tries=3, set_aside=lambda claim: calls.append(-1))
    def work(claim):
        behave(claim)

    yield
    jobs._duties.pop("test.work")


def behave(claim) -> None:
    calls.append(claim.payload["n"])


@pytest.fixture
def book(app, monkeypatch):
    calls.clear()
    with app.app_context():
        yield monkeypatch


def a_job(n: int = 1, **when) -> int:
    with unit():
        job = jobs.enqueue("test.work", n=n, **when)
    return job.id


def state(job_id: int) -> str:
    db.session.rollback()
    return db.session.get(Job, job_id).state


def test_a_job_runs_once(book):
    job_id = a_job()
    assert jobs.run_due() == 1
    assert jobs.run_due() == 0
    assert (calls, state(job_id)) == ([1], DONE)


def test_a_job_of_a_unit_that_failed_is_not_there(book):
    def act() -> None:
        with unit():
            jobs.enqueue("test.work", n=1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert db.session.scalar(sa.select(sa.func.count(Job.id))) == 0


def test_oldest_first_and_not_before_its_time(book):
    a_job(2, run_at=now() - timedelta(seconds=1))
    a_job(1, run_at=now() - timedelta(seconds=2))
    a_job(3, run_at=now() + timedelta(hours=1))
    jobs.run_due()
    assert calls == [1, 2]


def test_a_failure_is_tried_again_with_growing_pauses_and_then_set_aside(book):
    book.setitem(globals(), "behave", fail)
    job_id = a_job()
    moment, pauses = now(), []
    for _ in range(3):
        with clock_at(moment):
            assert jobs.run_due() == 1
            assert jobs.run_due() == 0
            db.session.rollback()
            run_at = db.session.get(Job, job_id).run_at
            pauses.append((run_at - moment).total_seconds())
            moment = run_at
    assert state(job_id) == SET_ASIDE
    assert 9 <= pauses[0] <= 11
    assert 18 <= pauses[1] <= 22
    assert calls == [-1]
    assert [job.id for job in jobs.set_aside_jobs()] == [job_id]


def fail(_claim) -> None:
    raise ValueError("no")


def test_what_is_postponed_is_not_counted(book):
    def wait(_claim):
        raise Postpone(timedelta(minutes=1))

    book.setitem(globals(), "behave", wait)
    job_id = a_job()
    for minutes in range(10):
        with clock_at(now() + timedelta(minutes=2 * minutes)):
            jobs.run_due()
    assert state(job_id) == READY
    assert db.session.get(Job, job_id).tries == 0


def test_a_dead_workers_job_is_taken_over_and_its_late_write_refused(book):
    job_id = a_job()
    stale = jobs.claim_next()
    assert jobs.claim_next() is None
    with clock_at(now() + jobs.LEASE + timedelta(seconds=1)):
        fresh = jobs.claim_next()
        assert fresh is not None
        assert fresh.id == stale.id == job_id
        with pytest.raises(LeaseLost), unit():
            stale.done()
        with unit():
            fresh.done()
        with pytest.raises(LeaseLost), unit():
            stale.again(now(), None)
    assert state(job_id) == DONE


def test_workers_that_die_on_every_try_do_not_try_for_ever(book):
    job_id = a_job()
    for tries in range(4):
        with clock_at(now() + (jobs.LEASE + timedelta(seconds=1)) * tries):
            claim = jobs.claim_next()
            if tries == 3:
                jobs.run(claim)
    assert (state(job_id), calls) == (SET_ASIDE, [-1])


def test_a_job_taken_from_the_start_is_the_promisers_for_its_lease(book):
    with jobs.taken() as claims:
        job_id = a_job()
    assert jobs.run_due() == 0
    jobs.run(claims[0])
    assert (calls, state(job_id)) == ([1], DONE)
    with jobs.taken() as claims, clock_at(now() - timedelta(days=50)):
        a_job(2)
    assert jobs.run_due() == 0
    with clock_at(now() + jobs.LEASE + timedelta(seconds=1)):
        assert jobs.run_due() == 1
    assert calls == [1, 2]


def test_an_unknown_kind_cannot_be_promised(book):
    with pytest.raises(KeyError), unit():
        jobs.enqueue("test.nothing")


def test_every_promise_in_the_program_has_a_handler(sqlite_app):
    """Each kind named in an enqueue() of the program is handled."""
    source = Path(jobs.__file__).parent
    named = {kind for path in source.rglob("*.py") for kind in re.findall(r'enqueue\(\s*"([a-z.]+)"', path.read_text())}
    assert named
    assert named <= jobs.handled_kinds()


def test_pauses_end_growing(book):
    """A job that is tried for days has pauses of minutes, not of centuries."""
    book.setitem(globals(), "behave", fail)
    book.setitem(jobs._duties, "test.work", replace(jobs._duties["test.work"], tries=1_000))
    job_id = a_job()
    for tries in (0, 8, 43, 200, 998):
        with unit():
            job = db.session.get(Job, job_id)
            job.tries, job.run_at = tries, now()
        moment = now()
        with clock_at(moment):
            assert jobs.run_due() == 1
        db.session.rollback()
        assert db.session.get(Job, job_id).run_at - moment <= jobs.LONGEST_PAUSE * 1.1


@pytest.mark.parametrize("handed_over", [False, True])
def test_what_was_set_aside_can_be_tried_again(book, handed_over):
    """But not where giving up was told elsewhere: a letter is tried again on its ticket."""
    duty = jobs._duties["test.work"]
    book.setitem(jobs._duties, "test.work", replace(duty, tries=1, set_aside=duty.set_aside if handed_over else None))
    book.setitem(globals(), "behave", fail)
    job_id = a_job()
    jobs.run_due()
    with unit():
        assert jobs.revive(job_id) == (None if handed_over else "test.work")
    book.setitem(globals(), "behave", lambda claim: calls.append(claim.payload["n"]))
    jobs.run_due()
    assert (calls, state(job_id)) == (([-1], SET_ASIDE) if handed_over else ([1], DONE))
    with unit():
        assert jobs.revive(job_id) is None
        assert jobs.revive(1) is None


def test_what_was_done_long_ago_is_forgotten(book):
    book.setattr(jobs, "FORGOTTEN_AT_ONCE", 2)
    with clock_at(now() - timedelta(days=40)):
        old = [a_job(n) for n in range(5)]
    jobs.run_due()
    kept, waiting = a_job(8), a_job(9, run_at=now() + timedelta(days=1))
    jobs.run_due()
    with unit():
        db.session.execute(sa.update(Job).where(Job.id == old[0]).values(state=SET_ASIDE))
    assert jobs.forget(now() + timedelta(seconds=1)) == 6 - 1
    assert set(db.session.scalars(sa.select(Job.id))) == {old[0], waiting}
    assert kept not in set(db.session.scalars(sa.select(Job.id)))


def test_what_no_job_of_its_kind_can_do_yet_comes_up_once(book):
    def unable(claim) -> None:
        calls.append(claim.payload["n"])
        raise Postpone(timedelta(minutes=5), all_due=True)

    book.setattr("tests.test_jobs.behave", unable)
    ids, later = [a_job(n) for n in range(4)], a_job(9, run_at=now() + timedelta(hours=1))
    with jobs.taken() as held, unit():
        jobs.enqueue("test.work", n=7)
    assert (jobs.run_due(), len(calls)) == (1, 1)
    db.session.expire_all()
    due = [db.session.get(Job, job_id).run_at for job_id in ids]
    assert all(timedelta(minutes=4) < moment - now() < timedelta(minutes=6) for moment in due)
    assert db.session.get(Job, later).run_at - now() > timedelta(minutes=50)
    assert db.session.get(Job, held[0].id).token == held[0].token
    assert [db.session.get(Job, job_id).tries for job_id in ids] == [0, 0, 0, 0]
