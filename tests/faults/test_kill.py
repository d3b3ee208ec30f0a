"""kill -9 at random moments while mails come in: none is lost, none doubled, the trail holds (bar R1)."""

import os
import random
import signal
import smtplib
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import clock_at, db, now
from compliance.intake.keeping import KeptMail
from compliance.jobs import LEASE
from compliance.ledger import verify
from compliance.tickets.models import Message, Ticket
from tests.servers.machine import answers, free_port, wait_until
from tests.servers.site import ROOT

CONNECTIONS = 4
BETWEEN = 20  # mails at least between two kills
MAIL = (
    b"From: p%d@example.org\r\nTo: privacy@example.test\r\nSubject: number %d\r\nMessage-ID: <%d@example.org>\r\n"
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nPlease delete my account.\r\n"
    b"--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nthe file\r\n--b--\r\n"
)


@contextmanager
def restarting(environment, *arguments):
    """The program, started again whenever it dies. Yields the pids that it had so far, the living one's last."""
    process = subprocess.Popen([sys.executable, "-m", "tests.faults.restarting", *arguments], cwd=ROOT, env=environment,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True)
    pids = []

    def follow() -> None:
        for line in process.stdout:
            pids.append(int(line))

    reading = threading.Thread(target=follow)
    reading.start()
    try:
        yield pids
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)
        reading.join(20)
        process.stdout.close()


class Numbers:
    """Numbers of mails, one after the other, for several feeders, until it is enough. `given`: how many so far."""

    def __init__(self) -> None:
        self.given, self.enough, self._lock = 0, threading.Event(), threading.Lock()

    def __iter__(self) -> Iterator[int]:
        while not self.enough.is_set():
            with self._lock:
                self.given += 1
                number = self.given - 1
            yield number


def feed(port: int, numbers: Iterator[int]) -> None:
    """Delivers mails as a mail server would: one that was not answered with 250 is tried again until it is."""
    n = next(numbers, None)
    while n is not None:
        try:
            with smtplib.LMTP("127.0.0.1", port, timeout=10) as connection:
                while n is not None:
                    connection.sendmail(f"p{n}@example.org", ["privacy@example.test"], MAIL % (n, n, n))
                    n = next(numbers, None)
        except (OSError, smtplib.SMTPException):
            time.sleep(0.02)


def environment(app, tmp_path, port: int) -> dict[str, str]:
    """The settings of the program on the test's database."""
    settings = app.config["SETTINGS"]
    return {
        **os.environ, "DATABASE_URL": settings.database_url, "INSTANCE_PATH": str(tmp_path), "LMTP_PORT": str(port),
        "SECRET_KEY": settings.secret_key, "CONTACT_ADDRESS": ",".join(settings.contact_address), "MAIL_SERVER": "",
    }


def storm(app, tmp_path, kills: int, seed: int) -> int:
    """Feeds mails until the program was killed so many times and each is taken. Returns how many mails that were."""
    port = free_port()
    chance, numbers = random.Random(seed), Numbers()
    with restarting(environment(app, tmp_path, port)) as pids:
        wait_until(lambda: answers(port), "the listener answers")
        feeders = [threading.Thread(target=feed, args=(port, iter(numbers))) for _ in range(CONNECTIONS)]
        for feeder in feeders:
            feeder.start()
        for born in range(1, kills + 1):
            wait_until(lambda born=born: len(pids) >= born and numbers.given >= born * BETWEEN, "mails come in")
            time.sleep(chance.uniform(0, 0.5))
            os.kill(pids[-1], signal.SIGKILL)
        numbers.enough.set()
        for feeder in feeders:
            feeder.join()
    return numbers.given


def settle(app) -> None:
    """Runs what is left, leases of the dead included."""
    with app.app_context():
        for _ in range(3):
            with clock_at(now() + LEASE * 2):
                jobs.run_due()


def what_became(app) -> tuple[Counter, Counter, Counter]:
    """How often each mail was kept, stands as a ticket, and was acknowledged."""
    with app.app_context():
        subjects = sa.select(Message.subject).where(Message.direction == "in")
        letters = sa.select(Ticket.number).join(Message, Message.ticket_id == Ticket.id).where(
            Message.letter == "acknowledgement")
        kept = db.session.scalars(sa.select(KeptMail.state)).all()
        return Counter(kept), Counter(db.session.scalars(subjects)), Counter(db.session.scalars(letters))


def nothing_lost_nothing_doubled(app, mails: int) -> None:
    kept, tickets, letters = what_became(app)
    assert kept == {"understood": mails}
    assert tickets == {f"number {n}": 1 for n in range(mails)}
    assert len(letters) == mails
    assert set(letters.values()) == {1}
    with app.app_context():
        assert verify()[1] is None


def test_killed_at_random_moments(app, tmp_path):
    mails = storm(app, tmp_path, kills=8, seed=1)
    settle(app)
    assert mails > 100
    nothing_lost_nothing_doubled(app, mails)


@pytest.mark.drill
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(10))
def test_killed_very_often(app, tmp_path, seed):
    mails = storm(app, tmp_path, kills=30, seed=seed)
    settle(app)
    assert mails > 500
    nothing_lost_nothing_doubled(app, mails)
