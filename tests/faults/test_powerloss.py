"""No power loss at any moment takes an acknowledged row or mail; with a weaker setting the same tests find losses."""

import os
import sqlite3
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask

from compliance.db import db
from compliance.keyring import NONCE_BYTES, Ring, as_bytes
from compliance.ledger import verify
from compliance.sealing import PACKED
from tests.conftest import ROOT, SETTINGS, opened_app
from tests.faults.intake_writer import mail
from tests.faults.powerloss import Verdict, files_in, record, replay
from tests.servers.machine import folder

BOOK, MASTER = "compliance.db", "master.key"
PLAIN = Path(__file__).parent / "plain_writer.py"


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A folder for images, in memory where there is one."""
    with folder("image", in_memory=True) as path:
        yield path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder whose disk loses power."""
    path = tmp_path / "home"
    path.mkdir()
    return path


def damage(book: sqlite3.Connection) -> str:
    """What SQLite itself finds wrong with a book, or nothing."""
    try:
        (answer,) = book.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if answer == "ok" else str(answer)


def missing(said: list[str], there: set[str]) -> str:
    """Which of what was said is not there, or nothing."""
    lost = [number for number in said if number not in there]
    return f"{len(lost)} said, but not there: {lost[:3]}" if lost else ""


def rows_are_there(image: Path, said: list[str]) -> str:
    """Every row that the plain writer said is there, but those that a later said row took away."""
    with closing(sqlite3.connect(image / BOOK)) as book:
        if fault := damage(book):
            return fault
        if not book.execute("SELECT 1 FROM sqlite_master WHERE name = 'kept'").fetchone():
            return missing(said, set())
        there = {str(number) for (number,) in book.execute("SELECT number FROM kept")}
    taken = {str(number) for number in range(0, len(said) - 19, 3)}
    return missing([number for number in said if number not in taken], there)


def mails_are_there(image: Path, said: list[str]) -> str:
    """Every mail that was said is there byte for byte, with the one job that promises to understand it."""
    with closing(sqlite3.connect(image / BOOK)) as book:
        if fault := damage(book):
            return fault
        rows = book.execute(
            "SELECT k.id, k.raw, s.id, s.wrapped FROM kept_mails k JOIN seal_keys s ON s.id = k.key_id"
            " WHERE 1 = (SELECT count(*) FROM jobs"
            " WHERE kind = 'mail.understand' AND json_extract(payload, '$.kept') = k.id)"
        ).fetchall()
    raws = {opened(image, *row) for row in rows}
    return missing(said, {number for number in said if mail(int(number)) in raws})


def opened(image: Path, mail_id: int, sealed: bytes, key_id: int, wrapped: bytes) -> bytes | None:
    """A sealed mail, opened with the keys that are on the disk; None where they do not open it."""
    if not (image / MASTER).exists():
        return None
    master, = Ring((), image / MASTER).masters()
    cipher = AESGCM(master.unwrap(key_id, wrapped))
    packed = cipher.decrypt(sealed[1:1 + NONCE_BYTES], sealed[1 + NONCE_BYTES:], sealed[:1] + as_bytes(mail_id))
    return zlib.decompress(packed) if sealed[:1] == PACKED else packed


def plain(home: Path, scratch: Path, journal: str, synchronous: str, *, rows: int, seeds: int) -> Verdict:
    """The plain writer's run, with the power lost at every call."""
    command = [sys.executable, str(PLAIN), str(home / BOOK), journal, synchronous, str(rows)]
    calls = record(command, home, home.parent / "strace", os.environ)
    return replay({}, calls, seeds, scratch, rows_are_there)


def intake(home: Path, scratch: Path, migrated: Path, *weaker: str, mails: int, seeds: int, trail: bool = False) -> Verdict:
    """The intake's run, with the power lost at every call; `trail`: the audit trail must hold in every image."""
    (home / BOOK).write_bytes(migrated.read_bytes())
    before = files_in(home)
    environment = {
        **os.environ, **SETTINGS, "DATABASE_URL": f"sqlite:///{home / BOOK}", "INSTANCE_PATH": str(home),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "tests.faults.intake_writer", str(mails), *weaker]
    calls = record(command, home, home.parent / "strace", environment)
    with opened_app(DATABASE_URL=f"sqlite:///{scratch / BOOK}", INSTANCE_PATH=str(home.parent)) as app:

        def check(image: Path, said: list[str]) -> str:
            return mails_are_there(image, said) or (trail_holds(app) if trail else "")

        return replay(before, calls, seeds, scratch, check)


def trail_holds(app: Flask) -> str:
    """What `flask audit verify` finds wrong, or nothing."""
    with app.app_context():
        fault = verify()[1]
        db.session.remove()
        db.engine.dispose()
    return str(fault or "")


@pytest.mark.parametrize(("journal", "synchronous"), [("WAL", "FULL"), ("DELETE", "EXTRA")])
def test_no_row_is_lost(home: Path, scratch: Path, journal: str, synchronous: str) -> None:
    """SQLite's two settings that keep every promise."""
    verdict = plain(home, scratch, journal, synchronous, rows=60, seeds=1)
    assert verdict.faults == []
    assert verdict.images > 500


@pytest.mark.parametrize(("journal", "synchronous"), [("WAL", "NORMAL"), ("DELETE", "FULL")])
def test_finds_rows_lost(home: Path, scratch: Path, journal: str, synchronous: str) -> None:
    """The control: with these settings the same test must find losses."""
    verdict = plain(home, scratch, journal, synchronous, rows=30, seeds=0)
    assert len(verdict.faults) > verdict.images / 20


def test_no_mail_is_lost(home: Path, scratch: Path, migrated_file: Path) -> None:
    """What the program said to have kept is kept, whenever the power goes."""
    verdict = intake(home, scratch, migrated_file, mails=12, seeds=1)
    assert verdict.faults == []
    assert verdict.images > 500


def test_finds_mails_lost(home: Path, scratch: Path, migrated_file: Path) -> None:
    """The control: with synchronous=NORMAL the same test must find losses."""
    assert intake(home, scratch, migrated_file, "NORMAL", mails=10, seeds=0).faults


@pytest.mark.drill
@pytest.mark.timeout(1800)
def test_no_mail_is_lost_and_the_trail_holds(home: Path, scratch: Path, migrated_file: Path) -> None:
    """The same at length: at least 5,000 images, and in each the audit trail holds."""
    verdict = intake(home, scratch, migrated_file, mails=20, seeds=3, trail=True)
    assert verdict.faults == []
    assert verdict.images > 5000
