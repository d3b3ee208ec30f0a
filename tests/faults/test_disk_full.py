"""The disk is full or cannot be written while mails come in: each is refused for now or kept, and nothing is lost (bar R4).

The disk is a small file system in memory, filled but for so many bytes; a disk that fails is a limit to the size of files,
where every write ends with an error, that of a line of the log too. Mails are delivered, forms sent and jobs run as it comes;
when there is room again the mails that were not taken are delivered again, and everything works with no restart.
"""

import contextlib
import resource
import shutil
import smtplib
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

from compliance import jobs
from compliance.db import db
from compliance.extensions import limiter
from compliance.intake import lmtp
from compliance.intake.keeping import Incoming, Kept, KeptMail, keep_together
from compliance.ledger import verify
from compliance.tickets.models import Message
from tests.conftest import opened_app
from tests.faults.test_kill import MAIL, settle
from tests.intake.listening import listening
from tests.servers.needs import do_without

KIB = 1024
LEFT = tuple(kib * KIB for kib in (0, 4, 16, 48, 96, 144, 224, 320))  # bytes left free, from none to more than a mail takes
DISK = 24 << 20
FILLING = b"x" * 75 + b"\r\n"
MAILS = 3
FORM = {"kinds": "removal", "place": "DE", "email": "maria@example.org"}

Trouble = Callable[[int], AbstractContextManager[None]]


def mail(n: int) -> bytes:
    """A mail of 100 KB."""
    return MAIL % (n, n, n) + FILLING * (100_000 // len(FILLING))


def deliver(port: int, n: int) -> int:
    """The code by which a mail was answered."""
    with contextlib.closing(smtplib.LMTP("127.0.0.1", port, timeout=60)) as connection:
        try:
            connection.sendmail(f"p{n}@example.org", ["privacy@example.test"], mail(n))
        except smtplib.SMTPResponseException as refused:
            return refused.smtp_code
        return 250


def work(app: Flask) -> None:
    """The worker, as far as it comes."""
    with app.app_context():
        with contextlib.suppress(OperationalError):
            jobs.run_due(limit=3)
        db.session.remove()


def bear(app: Flask, trouble: Trouble, left: tuple[int, ...]) -> Counter[int]:
    """Delivers mails in trouble, `left` bytes from its end, again when it is over. How often each code was given in trouble."""
    app.config["WTF_CSRF_ENABLED"] = False
    said: Counter[int] = Counter()
    with listening(app) as port:
        for step, room in enumerate(left):
            numbers = range(step * MAILS, (step + 1) * MAILS)
            with trouble(room):
                codes = {n: deliver(port, n) for n in numbers}
                work(app)
                assert app.test_client().post("/requests", data=FORM | {"submission": f"{step:032x}"}).status_code in {303, 503}
            said.update(codes.values())
            assert all(deliver(port, n) == 250 for n in numbers if codes[n] != 250)
            assert app.test_client().post("/requests", data=FORM | {"submission": f"{step:032x}"}).status_code == 303
    return said


def check(app: Flask, said: Counter[int], mails: int) -> None:
    """Some were refused for now, none for good; each is there once, byte for byte, and understood."""
    assert said.keys() <= {250, 451, 452}
    assert said.keys() - {250}
    settle(app)
    with app.app_context():
        rows = db.session.scalars(sa.select(KeptMail).where(KeptMail.channel == "mail")).all()
        assert {row.state for row in rows} == {"understood"}
        assert sorted(row.raw for row in rows) == sorted(mail(n) for n in range(mails))
        subjects = db.session.scalars(sa.select(Message.subject).where(Message.direction == "in", Message.channel == "mail"))
        assert Counter(subjects) == {f"number {n}": 1 for n in range(mails)}
        assert db.session.scalar(sa.text("PRAGMA integrity_check")) == "ok"
        forms = sa.select(sa.func.count()).select_from(KeptMail).where(KeptMail.channel == "form")
        assert db.session.scalar(forms) == mails // MAILS
        assert verify()[1] is None


@pytest.fixture(autouse=True)
def no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """All visitors come from one address here."""
    monkeypatch.setattr(limiter, "enabled", False)


@contextmanager
def small_disk(path: Path) -> Iterator[Path]:
    """A file system of its own with `DISK` bytes."""
    path.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(path)]
    mounted = subprocess.run(command, capture_output=True, check=False)
    if mounted.returncode:
        do_without("no file system can be mounted here (it takes root)")
    try:
        yield path
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


@contextmanager
def on_small_disk(migrated: Path, tmp_path: Path) -> Iterator[tuple[Flask, Trouble]]:
    """The program on a small disk, and what fills it up."""
    with small_disk(tmp_path / "disk") as disk:
        book = disk / "compliance.db"
        shutil.copyfile(migrated, book)

        @contextmanager
        def filled(left: int) -> Iterator[None]:
            filling = disk / "filling"
            filling.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - left)))
            try:
                yield
            finally:
                filling.unlink()

        with opened_app(DATABASE_URL=f"sqlite:///{book}", INSTANCE_PATH=str(tmp_path)) as app:
            yield app, filled


@contextmanager
def failing(left: int) -> Iterator[None]:
    """Within it every write of this process behind the first so many bytes of a file fails."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (left, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk(migrated_file: Path, tmp_path: Path) -> None:
    with on_small_disk(migrated_file, tmp_path) as (app, filled):
        check(app, bear(app, filled, LEFT), len(LEFT) * MAILS)


def test_a_disk_that_cannot_be_written(sqlite_app: Flask) -> None:
    check(sqlite_app, bear(sqlite_app, failing, LEFT), len(LEFT) * MAILS)


def test_finds_mails_that_are_said_to_be_kept(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a listener to which every error is as good as done."""

    def careless(mails: list[Incoming]) -> list[Kept | Exception]:
        return [kept if isinstance(kept, Kept) else Kept(0, again=False) for kept in keep_together(mails)]

    monkeypatch.setattr(lmtp, "keep_together", careless)
    with pytest.raises(AssertionError):
        check(sqlite_app, bear(sqlite_app, failing, LEFT[:2]) + Counter([451]), 2 * MAILS)


@pytest.mark.drill
@pytest.mark.timeout(1800)
def test_a_disk_full_at_many_points(migrated_file: Path, tmp_path: Path) -> None:
    left = tuple(range(0, 400 * KIB, 5 * KIB))
    with on_small_disk(migrated_file, tmp_path) as (app, filled):
        check(app, bear(app, filled, left), len(left) * MAILS)
