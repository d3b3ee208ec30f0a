"""Backup while it runs, erase three people, restore: they stay erased, the trail says so, nothing is sent until released."""

import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from compliance import jobs
from compliance.backups import copying, journal, restoring
from compliance.backups.copying import BackupError
from compliance.db import db
from compliance.intake.keeping import KeptMail, keep
from compliance.ledger import Event, verify
from compliance.letters import relay
from compliance.registers import house, suppression
from compliance.registers.suppression import EVERY, Why
from compliance.rules.abilities import SYSTEM, staff_actor
from compliance.sealing import SealKey, Unopenable
from compliance.tickets import deciding, talking
from compliance.tickets.erasing import erase
from compliance.tickets.models import Requester, Ticket
from tests.conftest import opened_app
from tests.factories import a_member_of_staff, a_ticket

PEOPLE = [f"p{number}@example.org" for number in range(5)]
MAIL = b"From: %s\r\nTo: privacy@example.test\r\nSubject: x\r\n\r\nPlease delete my account.\r\n"


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """The folder of backups."""
    return tmp_path / "backups"


def fill(app: Flask) -> None:
    """Five people ask by mail, and are answered."""
    for address in PEOPLE:
        keep(MAIL % address.encode(), ["privacy@example.test"], address, "mail")
    jobs.run_due()
    officer = staff_actor(a_member_of_staff().id, "officer")
    for ticket in db.session.scalars(sa.select(Ticket)).all():
        talking.accept_proof(ticket, officer, "call_back")
        for request in list(ticket.requests):
            deciding.set_request(request, officer, kind="removal", regime="eu-gdpr")
            deciding.close_request(request, officer, outcome="done")


def of(address: str) -> Ticket | None:
    return db.session.scalar(sa.select(Ticket).join(Requester).where(Requester.email == address))


@pytest.fixture
def empty(app: Flask, request: pytest.FixtureRequest, tmp_path: Path):
    """The same house with an empty database of the same kind."""
    settings, server, name = app.config["SETTINGS"], None, f"restored_{uuid4().hex}"
    if settings.database_url.startswith("sqlite"):
        url = f"sqlite:///{tmp_path / 'fresh' / 'compliance.db'}"
    else:
        server = request.getfixturevalue("postgres_server")
        server.create(name)
        url = server.url(name)
    with opened_app(DATABASE_URL=url, INSTANCE_PATH=str(settings.instance_path), SECRET_KEY=settings.secret_key) as other:
        yield other
    if server:
        server.drop(name)


def test_who_was_erased_after_the_backup_stays_erased(app, empty, into):
    with app.app_context():
        fill(app)
        made = copying.back_up(into)
        gone = [of(address).id for address in PEOPLE[:3]]
        officer = staff_actor(db.session.scalars(sa.text("SELECT id FROM staff")).first(), "officer")
        for ticket_id in gone:
            erase(db.session.get(Ticket, ticket_id), officer)
        suppression.suppress("late@example.org", EVERY, SYSTEM, Why("entered"))
        suppression.lift(PEOPLE[4], EVERY, officer, "wrote")
        assert journal.append(into) >= 5
        assert journal.append(into) == 0
    with empty.app_context():
        said = restoring.put_back(made)
        upgrade()
        done = restoring.replay(made, said)
        assert (done.erased, done.suppressed) == (9, 2)
        for ticket_id in gone:
            assert db.session.get(Ticket, ticket_id).requester.email == ""
        assert of(PEOPLE[3]).requester.email == PEOPLE[3]
        assert suppression.is_suppressed("late@example.org")
        assert not suppression.is_suppressed(PEOPLE[4])
        assert suppression.is_suppressed(PEOPLE[0])
        assert db.session.scalars(sa.select(Event.kind).where(Event.kind.like("house.%"))).all()[-1] == "house.restored"
        assert verify()[1] is None
        opened = [mail.id for mail in db.session.scalars(sa.select(KeptMail)) if opens(mail)]
        assert len(opened) == 2


def opens(mail: KeptMail) -> bool:
    try:
        return b"delete my account" in mail.raw
    except Unopenable:
        return False


def test_the_restored_house_is_mute_until_released(app, empty, into):
    with app.app_context():
        a_ticket(app)
        made = copying.back_up(into)
    settings = replace(empty.config["SETTINGS"], mail_server="127.0.0.1")
    with empty.app_context():
        said = restoring.put_back(made)
        upgrade()
        restoring.replay(made, said)
        assert house.is_mute()
        with pytest.raises(jobs.Postpone):
            relay.require_server(settings)
        with pytest.raises(PermissionError):
            house.release(staff_actor(1, "agent"))
        assert house.release(SYSTEM)
        assert not house.release(SYSTEM)
        relay.require_server(settings)
        assert verify()[1] is None


def test_no_key_is_in_a_backup_and_none_that_was_destroyed_beside_it(sqlite_app, into):
    with sqlite_app.app_context():
        fill(sqlite_app)
        made = copying.back_up(into)
        before = (into / copying.KEYS).read_text().splitlines()
        assert len(before) == db.session.scalar(sa.select(sa.func.count(SealKey.id))) == 5
        officer = staff_actor(db.session.scalars(sa.text("SELECT id FROM staff")).first(), "officer")
        erase(of(PEOPLE[0]), officer)
        journal.append(into)
        assert len((into / copying.KEYS).read_text().splitlines()) == 4
    with sqlite3.connect(made / "book.db") as book:
        assert book.execute("SELECT count(*) FROM seal_keys").fetchone() == (0,)
        assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    book.close()


def test_nothing_is_restored_over_a_book(app, into):
    with app.app_context():
        made = copying.back_up(into)
        with pytest.raises(BackupError, match="not empty"):
            restoring.put_back(made)


@pytest.mark.parametrize("place", range(20))
def test_a_damaged_backup_is_refused(sqlite_app, empty_sqlite, into, place):
    with sqlite_app.app_context():
        made = copying.back_up(into)
    book = made / "book.db"
    content = bytearray(book.read_bytes())
    if place == 19:
        del content[-1:]
    else:
        content[place * len(content) // 19] ^= 1
    book.write_bytes(content)
    with empty_sqlite.app_context(), pytest.raises(BackupError, match="damaged"):
        restoring.put_back(made)


@pytest.fixture
def empty_sqlite(sqlite_app, tmp_path):
    url = f"sqlite:///{tmp_path / 'fresh' / 'compliance.db'}"
    with opened_app(DATABASE_URL=url, INSTANCE_PATH=str(sqlite_app.config["SETTINGS"].instance_path)) as other:
        yield other


@pytest.mark.parametrize("manifest", [None, "{", "{}", "[]"])
def test_a_folder_that_is_no_backup(empty_sqlite, tmp_path, manifest):
    folder = tmp_path / "nothing"
    folder.mkdir()
    if manifest is not None:
        (folder / copying.MANIFEST).write_text(manifest)
    with empty_sqlite.app_context(), pytest.raises(BackupError, match="no backup"):
        restoring.put_back(folder)


def test_a_journal_line_that_was_cut_short_is_left_out(tmp_path):
    path = tmp_path / journal.FILE
    path.write_text('{"event": 1, "at": "2026-01-01T00:00:00+00:00"}\n{"event": 2, "a')
    assert [line["event"] for line in journal.lines_of(path)] == [1]


def test_old_backups_go(sqlite_app, into):
    run = sqlite_app.test_cli_runner().invoke
    made = [json.loads(run(args=["backup", str(into)]).stdout)["backup"] for _ in range(3)]
    assert run(args=["backup", str(into), "--keep", "2"]).exit_code == 0
    left = copying.backups_in(into)
    assert len(left) == 2
    assert str(left[0]) == made[-1]


def test_by_command(sqlite_app, empty_sqlite, into):
    run = sqlite_app.test_cli_runner().invoke
    assert run(args=["backup"]).exit_code == 2
    made = json.loads(run(args=["backup", str(into)]).stdout)["backup"]
    other = empty_sqlite.test_cli_runner().invoke
    back = other(args=["restore", made])
    assert (back.exit_code, json.loads(back.stdout)["mute"]) == (0, True)
    assert other(args=["restore", made]).exit_code == 1
    assert "Letters go out again" in other(args=["release"]).stdout
    shutil.rmtree(made)
