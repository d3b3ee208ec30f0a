"""kill -9 at random moments while mails come in: none is lost, none doubled, the trail holds (bar R1)."""

import contextlib
import os
import random
import signal
import smtplib
import subprocess
import sys
import threading
import time
from collections import Counter
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
MAIL = (b"From: p%d@example.org\r\nTo: privacy@example.test\r\nSubject: number %d\r\nMessage-ID: <%d@example.org>\r\n\r\n"
        b"Please delete my account.\r\n")


@contextmanager
def restarting(environment):
    """The program, started again whenever it is killed. Yields a function that kills it."""
    process = subprocess.Popen([sys.executable, "-m", "tests.faults.restarting"], cwd=ROOT, env=environment,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True)
    latest = [0]

    def follow() -> None:
        for line in process.stdout:
            latest[0] = int(line)

    reading = threading.Thread(target=follow)
    reading.start()

    def kill() -> None:
        with contextlib.suppress(ProcessLookupError):  # the next one has not said its name yet
            if latest[0]:
                os.kill(latest[0], signal.SIGKILL)

    try:
        yield kill
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)
        reading.join(20)
        process.stdout.close()


def feed(port: int, numbers: list[int]) -> None:
    """Delivers mails as a mail server would: one that was not answered with 250 is tried again until it is."""
    left = list(numbers)
    while left:
        try:
            with smtplib.LMTP("127.0.0.1", port, timeout=10) as connection:
                while left:
                    n = left[-1]
                    connection.sendmail(f"p{n}@example.org", ["privacy@example.test"], MAIL % (n, n, n))
                    left.pop()
        except (OSError, smtplib.SMTPException):
            time.sleep(0.02)


def storm(app, tmp_path, mails: int, seed: int) -> int:
    """Feeds mails while the program is killed again and again. Returns how often it was killed."""
    settings = app.config["SETTINGS"]
    port = free_port()
    environment = {
        **os.environ, "DATABASE_URL": settings.database_url, "INSTANCE_PATH": str(tmp_path), "LMTP_PORT": str(port),
        "SECRET_KEY": settings.secret_key, "CONTACT_ADDRESS": ",".join(settings.contact_address), "MAIL_SERVER": "",
    }
    chance, kills = random.Random(seed), 0
    with restarting(environment) as kill:
        wait_until(lambda: answers(port), "the listener answers")
        feeders = [threading.Thread(target=feed, args=(port, list(range(n, mails, CONNECTIONS)))) for n in range(CONNECTIONS)]
        for feeder in feeders:
            feeder.start()
        while any(feeder.is_alive() for feeder in feeders):
            time.sleep(chance.uniform(0.05, 0.6))
            kill()
            kills += 1
    return kills


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
    kills = storm(app, tmp_path, 500, seed=1)
    settle(app)
    assert kills >= 5
    nothing_lost_nothing_doubled(app, 500)


@pytest.mark.drill
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(10))
def test_killed_very_often(app, tmp_path, seed):
    kills = storm(app, tmp_path, 1000, seed)
    settle(app)
    assert kills >= 10
    nothing_lost_nothing_doubled(app, 1000)
