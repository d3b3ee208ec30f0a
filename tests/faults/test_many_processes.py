"""Many workers, clocks, listeners and fetchers on one PostgreSQL: nothing is done twice, nothing is lost (bar R8).

Here they are threads, each with connections of its own; the drill runs the program's own commands as processes, as on several
machines, kills any of them at any time, and halts one for longer than its leases last, as a machine that is cut off.
"""

import random
import signal
import smtplib
import subprocess
import threading
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import clock_at, db, now
from compliance.intake import imap
from compliance.intake.imap import Fetcher
from compliance.intake.keeping import keep
from compliance.jobs import LEASE
from compliance.ledger import seal, verify
from compliance.ledger.log import Leaf, Unsealed
from compliance.tickets.expiring import expire
from compliance.tickets.models import Reminder
from compliance.tickets.sweep import sweep
from tests.conftest import opened_app
from tests.faults.test_kill import MAIL, Numbers, environment, feed, nothing_lost_nothing_doubled, settle
from tests.intake.fetching import kept, settings_for
from tests.servers.machine import HOST, answers, end, free_port, wait_until
from tests.servers.site import ROOT, command

pytestmark = pytest.mark.postgres

MAILS = 60
LATER = timedelta(days=26)


@pytest.fixture
def shared_app(postgres_url, tmp_path, smtp_sink):
    """The program on PostgreSQL, with a mail server that takes its letters."""
    with opened_app(DATABASE_URL=postgres_url, INSTANCE_PATH=str(tmp_path), MAIL_SERVER=HOST,
                    MAIL_PORT=str(smtp_sink.port)) as app:
        yield app


def at_once(app, *works) -> None:
    """Does all of these at the same time, each in a thread of its own; raises what any of them raised."""
    faults, start = [], threading.Barrier(len(works))

    def run(work) -> None:
        try:
            with app.app_context():
                start.wait()
                work()
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def test_workers_share_mails_and_letters(shared_app, smtp_sink):
    with shared_app.app_context():
        for n in range(MAILS):
            keep(MAIL % (n, n, n), ["privacy@example.test"], None, "mail")
        db.session.remove()

    def work() -> None:
        while jobs.run_due(limit=5):
            pass

    at_once(shared_app, work, work, work, work)
    settle(shared_app)
    nothing_lost_nothing_doubled(shared_app, MAILS)
    assert Counter(letter.recipients for letter in smtp_sink.letters) == {(f"p{n}@example.org",): 1 for n in range(MAILS)}


def test_clocks_tell_each_reminder_once_and_seal_each_event_once(shared_app):
    with shared_app.app_context():
        for n in range(MAILS):
            keep(MAIL % (n, n, n), ["privacy@example.test"], None, "mail")
        jobs.run_due()
        later = now() + LATER
        db.session.remove()

    def tick() -> None:
        with clock_at(later):
            sweep()
            expire(later.date())
            seal()

    at_once(shared_app, tick, tick, tick)
    with shared_app.app_context():
        rows = db.session.execute(sa.select(Reminder.ticket_id, Reminder.rung, Reminder.due_on))
        told = Counter(tuple(row) for row in rows)
        payloads = db.session.scalars(sa.select(jobs.Job.payload).where(jobs.Job.kind == "reminder.tell")).all()
        promised = Counter((one["ticket"], one["rung"], one["due"]) for one in payloads)
        assert (len(promised) >= MAILS, set(told.values()), set(promised.values())) == (True, {1}, {1})
        places = db.session.scalars(sa.select(Leaf.place).order_by(Leaf.place)).all()
        assert places == list(range(len(places)))
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Unsealed)) == 0
        assert verify()[1] is None


def test_of_two_that_watch_a_mailbox_one_leads_and_the_other_follows(shared_app, dovecot, monkeypatch):
    monkeypatch.setattr(imap, "STANDBY_SECONDS", 0.05)
    monkeypatch.setattr(imap, "BEAT_SECONDS", 0.1)
    settings, takers = settings_for(shared_app, dovecot.port), []
    take = Fetcher._take
    monkeypatch.setattr(Fetcher, "_take", lambda self, *rest: (takers.append(self), take(self, *rest))[1])
    stops = [threading.Event(), threading.Event()]
    fetchers = []

    def watch(stop) -> None:
        with shared_app.app_context():
            fetchers.append(Fetcher(settings))
            fetchers[-1].watch(stop)

    threads = [threading.Thread(target=watch, args=(stop,)) for stop in stops]
    try:
        threads[0].start()
        dovecot.deliver(MAIL % (0, 0, 0))
        wait_until(lambda: len(kept(shared_app)) == 1, "the first is taken")
        threads[1].start()
        for n in range(1, 6):
            dovecot.deliver(MAIL % (n, n, n))
        wait_until(lambda: len(kept(shared_app)) == 6, "all are taken")
        assert set(takers) == {fetchers[0]}
        stops[0].set()
        threads[0].join(30)
        dovecot.deliver(MAIL % (6, 6, 6))
        wait_until(lambda: len(kept(shared_app)) == 7, "the other one takes over")
        assert takers[-1] is fetchers[1]
        assert len(takers) == 7
    finally:
        for stop, thread in zip(stops, threads, strict=True):
            stop.set()
            if thread.ident:
                thread.join(30)


class Machines:
    """The program's commands as processes, each started again when it was killed."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment, self.running = environment, {}

    def start(self, name: str, *words: str, **settings: str) -> None:
        """Starts `flask WORDS` under this name, with these settings of its own."""
        process = subprocess.Popen(command(*words), cwd=ROOT, env=self.environment | settings, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.running[name] = (process, words, settings)

    def kill(self, name: str) -> None:
        """Kills one, and starts it anew."""
        process, words, settings = self.running[name]
        process.kill()
        process.wait()
        self.start(name, *words, **settings)

    def halt(self, name: str, how: signal.Signals) -> None:
        """Halts one, or lets it go on."""
        self.running[name][0].send_signal(how)


@contextmanager
def machines(app, tmp_path, sink):
    """Two of each part; the listeners' ports."""
    given = environment(app, tmp_path, free_port()) | {"MAIL_SERVER": HOST, "MAIL_PORT": str(sink.port)}
    house, ports = Machines(given), [free_port(), free_port()]
    with ExitStack() as ending:
        for number, port in enumerate(ports):
            house.start(f"lmtp {number}", "mail", "lmtp", LMTP_PORT=str(port))
            house.start(f"worker {number}", "work")
            house.start(f"clock {number}", "clock")
        house.start("worker cut off", "work")
        ending.callback(lambda: [end(process) for process, *_ in house.running.values()])
        for port in ports:
            wait_until(lambda port=port: answers(port), "a listener answers", 60)
        yield house, ports


@pytest.mark.drill
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", range(2))
def test_any_of_them_is_killed_at_any_time_and_one_is_cut_off(shared_app, tmp_path, smtp_sink, seed):
    chance, numbers = random.Random(seed), Numbers()
    with machines(shared_app, tmp_path, smtp_sink) as (house, ports):
        feeders = [threading.Thread(target=feed, args=(port, iter(numbers))) for port in ports for _ in range(2)]
        for feeder in feeders:
            feeder.start()
        wait_until(lambda: numbers.given > 40, "mails come in", 60)
        house.halt("worker cut off", signal.SIGSTOP)
        for _ in range(12):
            house.kill(chance.choice([name for name in house.running if name != "worker cut off"]))
            time.sleep(chance.uniform(0, 3))
        numbers.enough.set()
        for feeder in feeders:
            feeder.join()
        time.sleep(LEASE.total_seconds() + 2)
        house.halt("worker cut off", signal.SIGCONT)
        wait_until(lambda: nothing_waits(shared_app), "all is done", 300)
    settle(shared_app)
    nothing_lost_nothing_doubled(shared_app, numbers.given)
    sent = Counter((letter.recipients, letter.message["Message-ID"]) for letter in smtp_sink.letters)
    assert {recipients for recipients, _ in sent} == {(f"p{n}@example.org",) for n in range(numbers.given)}
    assert len(sent) == numbers.given  # sent twice at most under one name, which receivers fold


def nothing_waits(app) -> bool:
    """Whether every job is done."""
    with app.app_context():
        left = db.session.scalar(sa.select(sa.func.count()).select_from(jobs.Job).where(jobs.Job.state == jobs.READY))
        db.session.rollback()
        return left == 0


@pytest.mark.drill
def test_a_mail_that_is_handed_to_two_machines_at_once_is_one(shared_app, tmp_path, smtp_sink):
    raw = MAIL % (0, 0, 0)
    with machines(shared_app, tmp_path, smtp_sink) as (_, ports):
        def hand_over(port: int) -> None:
            with smtplib.LMTP(HOST, port, timeout=30) as connection:
                connection.sendmail("p0@example.org", ["privacy@example.test"], raw)

        at_once(shared_app, *[lambda port=port: hand_over(port) for port in ports for _ in range(3)])
        wait_until(lambda: nothing_waits(shared_app), "all is done", 120)
    nothing_lost_nothing_doubled(shared_app, 1)
