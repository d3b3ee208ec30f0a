"""The database is away while mails and forms come in: nothing is lost or doubled, and all goes on when it is back (bar R3).

PostgreSQL is stopped, or frozen so that its connections stay open and nothing answers; SQLite is locked by another process.
Meanwhile a mail gets 4yz or a late 250, never 5yz; a page says 503 within seconds and shows nothing of the program; `/readyz`
is red. Then everything works again, with no restart.
"""

import itertools
import smtplib
import sqlite3
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from compliance import jobs
from compliance.db import db
from compliance.extensions import limiter
from compliance.intake import lmtp
from compliance.intake.keeping import KeptMail
from compliance.ledger import verify
from compliance.tickets.models import Message
from tests.conftest import migrate, opened_app
from tests.faults.test_kill import MAIL, settle
from tests.intake.listening import listening
from tests.servers.machine import wait_until
from tests.servers.postgres import PostgresServer, postgres
from tests.servers.site import serving

pytestmark = pytest.mark.usefixtures("no_limits")

PAGE_SECONDS = 5
OURS = ("Traceback", "psycopg", "sqlite3", "sqlalchemy", 'File "')


@pytest.fixture
def no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """All visitors come from one address here."""
    monkeypatch.setattr(limiter, "enabled", False)


@dataclass
class Load:
    """What senders of mails and visitors of pages were told, while `going`."""

    port: int
    site: str
    mails: Iterator[int] = field(default_factory=itertools.count)
    forms: Iterator[int] = field(default_factory=itertools.count)
    codes: list[int] = field(default_factory=list)
    pages: list[tuple[int, float, str]] = field(default_factory=list)
    taken: Counter[str] = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)

    def send(self, pause: float) -> None:
        """Sends mails, each until it was taken."""
        while not self.over.is_set():
            n = next(self.mails)
            while not self._sent(n):
                self.over.wait(pause)
            self.taken[f"p{n}@example.org"] += 1
            self.over.wait(pause)

    def _sent(self, n: int) -> bool:
        try:
            with smtplib.LMTP("127.0.0.1", self.port, timeout=60) as connection:
                connection.sendmail(f"p{n}@example.org", ["privacy@example.test"], MAIL % (n, n, n))
        except smtplib.SMTPDataError as refused:
            self.codes.append(refused.smtp_code)
            return False
        self.codes.append(250)
        return True

    def ask(self, pause: float) -> None:
        """Sends forms, each until it was taken, and looks at `/readyz` in between."""
        while not self.over.is_set():
            n = next(self.forms)
            form = {"kinds": "removal", "place": "DE", "submission": f"{n:032x}", "email": f"f{n}@example.org"}
            while self.visit("/requests", form) != 200:
                self.over.wait(pause)
            self.taken[f"f{n}@example.org"] += 1
            self.over.wait(pause)

    def visit(self, path: str, form: dict[str, str] | None = None) -> int:
        """One page; its code."""
        data = urllib.parse.urlencode(form).encode() if form else None
        began = time.monotonic()
        try:
            with urllib.request.urlopen(self.site + path, data, timeout=60) as answer:
                code, text = answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                code, text = refused.code, refused.read().decode()
        self.pages.append((code, time.monotonic() - began, text))
        return code


@contextmanager
def under_load(app: Flask, pause: float) -> Iterator[Load]:
    """Mails and forms come in; at the end the last ones are taken."""
    app.config["WTF_CSRF_ENABLED"] = False
    with listening(app) as port, serving(app) as site:
        load = Load(port, site)
        threads = [threading.Thread(target=one, args=(pause,)) for one in (load.send, load.send, load.ask)]
        for thread in threads:
            thread.start()
        try:
            yield load
        finally:
            load.over.set()
            for thread in threads:
                thread.join(120)


def bear(app: Flask, away: Callable[[], None], back: Callable[[], None], seconds: float, pause: float = 0.05) -> Load:
    """Takes the database away for so long, under load; what was said meanwhile. It is waited until all is well again."""
    with app.app_context():
        jobs.beat("worker")
        jobs.beat("clock")
    with under_load(app, pause) as load:
        wait_until(lambda: len(load.taken) > 5, "mails and forms come in")
        assert load.visit("/readyz") == 200
        away()
        try:
            assert load.visit("/readyz") == 503
            load.over.wait(seconds)
            assert load.visit("/readyz") == 503
        finally:
            back()
        taken = len(load.taken)
        wait_until(lambda: load.visit("/readyz") == 200, "ready again")
        wait_until(lambda: len(load.taken) > taken + 5, "mails and forms come in again")
    return load


def check(app: Flask, load: Load) -> None:
    """Nothing was lost or doubled, nobody was sent away for good, pages were quick to say so and showed nothing of ours."""
    assert {code // 100 for code in load.codes} <= {2, 4}
    assert {code for code, _, _ in load.pages} == {200, 503}
    assert max(seconds for code, seconds, _ in load.pages if code == 503) < PAGE_SECONDS
    assert not [text for code, _, text in load.pages if code == 503 and any(word in text for word in OURS)]
    settle(app)
    with app.app_context():
        assert set(db.session.scalars(sa.select(KeptMail.state))) == {"understood"}
        assert Counter(db.session.scalars(sa.select(Message.sender).where(Message.direction == "in"))) == load.taken
        assert verify()[1] is None


@contextmanager
def on_postgres(tmp_path: Path) -> Iterator[tuple[Flask, PostgresServer]]:
    """The program on a server of its own."""
    with postgres(durable=True) as server:
        migrate(server.url(), tmp_path)
        with opened_app(DATABASE_URL=server.url(), INSTANCE_PATH=str(tmp_path)) as app:
            yield app, server


def locked(app: Flask) -> tuple[Callable[[], None], Callable[[], None]]:
    """Locks the SQLite file as another process would, and lets it go."""
    book = sqlite3.connect(app.config["SETTINGS"].database_url.removeprefix("sqlite:///"), isolation_level=None,
                           check_same_thread=False)
    return lambda: book.execute("BEGIN IMMEDIATE") and None, book.close


@pytest.mark.postgres
def test_postgres_stopped_and_frozen(tmp_path: Path) -> None:
    with on_postgres(tmp_path) as (app, server):
        check(app, bear(app, server.stop, server.start, 1))
    with on_postgres(tmp_path) as (app, server):
        check(app, bear(app, server.freeze, server.thaw, 2))


def test_sqlite_locked(sqlite_app: Flask) -> None:
    check(sqlite_app, bear(sqlite_app, *locked(sqlite_app), 1))


def test_finds_mails_that_are_sent_away_for_good(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a listener that says 5yz, and waits for nothing."""
    monkeypatch.setattr(lmtp, "LATER", "554 5.3.0 Gone")
    monkeypatch.setattr(sys.modules["compliance.db"], "BUSY_SECONDS", 0)
    load = bear(sqlite_app, *locked(sqlite_app), 0.5)
    with pytest.raises(AssertionError):
        check(sqlite_app, load)


@pytest.mark.drill
@pytest.mark.timeout(600)
@pytest.mark.parametrize("how", ["stopped", "frozen"])
def test_postgres_away_for_long(tmp_path: Path, how: str) -> None:
    with on_postgres(tmp_path) as (app, server):
        ways = {"stopped": (server.stop, server.start), "frozen": (server.freeze, server.thaw)}
        check(app, bear(app, *ways[how], 30))


@pytest.mark.drill
@pytest.mark.timeout(600)
def test_sqlite_locked_for_long(sqlite_app: Flask) -> None:
    check(sqlite_app, bear(sqlite_app, *locked(sqlite_app), 30))
