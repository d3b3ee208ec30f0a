"""kill -9 of the worker while the mail server has the letter: none is missing, a second copy is the same letter (bar R6)."""

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa
from aiosmtpd.smtp import SMTP, Envelope, Session

from compliance import jobs
from compliance.db import db
from compliance.jobs import Job
from compliance.ledger import verify
from compliance.tickets.models import Message
from tests.factories import a_ticket
from tests.servers.machine import HOST, wait_until
from tests.servers.site import ROOT
from tests.servers.smtp_sink import TAKEN, Letter, SmtpSink


@dataclass
class Killer(SmtpSink):
    """A mail server that kills who sends: just after its 250, or (`too_early`) before it has taken the letter.

    The worker then waits for the answer to its QUIT, which this same loop would give later: so it is always killed between
    the 250 and its commit.
    """

    chance: random.Random = field(default_factory=lambda: random.Random(6))
    most: int = 0
    kills: int = 0
    too_early: int = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Takes the letter and kills, or one of both."""
        kill = self.kills + self.too_early < self.most and self.chance.random() < 0.6
        untaken = kill and self.chance.random() < 0.3
        if untaken:
            self.too_early += 1
        else:
            self.letters.append(Letter(envelope.mail_from or "", tuple(envelope.rcpt_tos), envelope.original_content or b""))
            self.kills += kill
        if kill:
            victim = int(session.host_name.removeprefix("pid").partition(".")[0])
            asyncio.get_running_loop().call_soon(os.kill, victim, signal.SIGKILL)
        return "451 4.3.0 not taken" if untaken else TAKEN


@contextlib.contextmanager
def worker(app, tmp_path, port: int, fault: str):
    """The worker as a process of its own."""
    settings = app.config["SETTINGS"]
    environment = {
        **os.environ, "DATABASE_URL": settings.database_url, "INSTANCE_PATH": str(tmp_path), "MAIL_SERVER": HOST,
        "MAIL_PORT": str(port), "SECRET_KEY": settings.secret_key, "CONTACT_ADDRESS": ",".join(settings.contact_address),
    }
    process = subprocess.Popen([sys.executable, "-m", "tests.faults.killed_worker", fault], cwd=ROOT, env=environment,
                               stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


def killed(app, tmp_path, letters: int, kills: int, fault: str = "") -> tuple[Killer, list[str]]:
    """Sends letters past a killer. Returns it and what went wrong."""
    with app.app_context():
        for n in range(letters):
            a_ticket(app, sender=f"p{n}@example.org")
        db.session.remove()
    sink = Killer(most=kills)
    sink.up()
    try:
        with worker(app, tmp_path, sink.port, fault) as process:
            wait_until(lambda: process.poll() is not None or nothing_left(app), "all letters sent", 60 + 3 * kills)
            assert process.poll() is None, "the worker's parent ended"
    finally:
        sink.down()
    return sink, faults(app, sink, letters)


def nothing_left(app) -> bool:
    with app.app_context():
        left = db.session.scalar(sa.select(sa.func.count(Job.id)).where(Job.state != jobs.DONE))
        db.session.remove()
    return left == 0


def faults(app, sink: Killer, letters: int) -> list[str]:
    """Letters missing, doubled without a kill, or doubled in other words or under another name."""
    arrived, seen = Counter(), defaultdict(set)
    for letter in sink.letters:
        to = letter.recipients[0]
        arrived[to] += 1
        words = letter.message.get_body(("plain",)).get_content()
        seen[to].add((letter.message["Message-ID"], letter.message["Date"], words))
    found = [f"p{n} got nothing" for n in range(letters) if f"p{n}@example.org" not in arrived]
    found += [f"{to} got different letters" for to, different in seen.items() if len(different) > 1]
    if (extra := arrived.total() - len(arrived)) > sink.kills:
        found.append(f"{extra} extra copies from {sink.kills} kills")
    with app.app_context():
        sent = db.session.scalar(sa.select(sa.func.count(Message.id)).where(Message.delivery == "sent"))
        fault = verify()[1]
    return found + ([str(fault)] if fault else []) + ([f"{sent} marked as sent"] if sent != letters else [])


def test_killed_after_the_250(app, tmp_path):
    sink, wrong = killed(app, tmp_path, letters=12, kills=8)
    assert wrong == []
    assert (sink.kills + sink.too_early, sink.kills > 0) == (8, True)
    assert len(sink.letters) == 12 + sink.kills  # each kill fell before the commit


@pytest.mark.drill
@pytest.mark.timeout(3600)
def test_killed_two_hundred_times_after_the_250(app, tmp_path):
    sink, wrong = killed(app, tmp_path, letters=200, kills=290)
    assert wrong == []
    assert sink.kills >= 190
    assert len(sink.letters) == 200 + sink.kills


@pytest.mark.parametrize(("fault", "says"), [("anew", "different letters"), ("early", "got nothing")])
def test_finds_letters_missing_or_under_another_name(sqlite_app, tmp_path, fault, says):
    """The control: with this fault in the worker the same test must find it."""
    _, wrong = killed(sqlite_app, tmp_path, letters=10, kills=8, fault=fault)
    assert any(says in line for line in wrong), wrong
