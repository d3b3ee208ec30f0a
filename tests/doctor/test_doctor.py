"""`flask doctor` on installations with planted faults: each is found, said by its check, and told with what to do."""

import json
import os
import shutil
import socket
import threading
from contextlib import contextmanager
from datetime import timedelta
from email.utils import format_datetime

import pytest
import sqlalchemy as sa

from compliance import jobs, sealing
from compliance.backups.copying import KEYS, MANIFEST, back_up
from compliance.db import clock_at, db, now, unit
from compliance.doctor import CHECKS, examine, sending
from compliance.doctor.findings import ok
from compliance.intake.keeping import keep
from compliance.jobs import SET_ASIDE, Job
from tests.conftest import opened_app
from tests.doctor.looking import looked_at
from tests.factories import a_ticket
from tests.intake.fetching import url_of
from tests.intake.listening import listening
from tests.servers.dovecot import PASSWORD
from tests.servers.machine import HOST, free_port
from tests.servers.postgres import postgres

RAW = b"From: maria@example.org\r\nTo: privacy@example.test\r\nSubject: x\r\n\r\nPlease delete my data.\r\n"


@contextmanager
def saying(greeting: bytes):
    """A server that says one thing to whoever connects."""
    with socket.create_server((HOST, 0)) as server:
        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.sendall(greeting)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


@pytest.fixture
def small(sqlite_url, tmp_path):
    """Makes an app on SQLite with an instance folder as it should be."""
    tmp_path.chmod(0o700)
    given = {"DATABASE_URL": sqlite_url, "INSTANCE_PATH": str(tmp_path)}

    def make(**settings):
        return opened_app(**given | settings)

    return make


def test_the_newest_schema(app):
    code, found = looked_at(app, "--only", "database")
    assert (found["database.reachable"], found["database.schema"]) == ("ok", "ok")
    durable = found.get("database.durable")  # the tests' PostgreSQL does not wait for a disk
    assert (code, durable) in {(0, None), (1, "wrong")}


def test_an_older_schema(app):
    with app.app_context(), unit():
        db.session.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    assert looked_at(app, "--only", "database")[1]["database.schema"] == "wrong"


def test_a_durable_server_a_frozen_one_and_none():
    with postgres(durable=True) as server, opened_app(DATABASE_URL=server.url()) as app:
        found = looked_at(app, "--only", "database")[1]
        assert found == {"database.reachable": "ok", "database.schema": "wrong", "database.durable": "ok"}
        assert looked_at(app, "--only", "clock")[1]["clock"] == "unknown"  # there is no table to ask
        server.freeze()
        try:
            assert looked_at(app, "--only", "database", "--seconds", "0.5") == (0, {"database": "unknown"})
        finally:
            server.thaw()
    with opened_app(DATABASE_URL=f"postgresql://nobody@{HOST}:9/none") as app:
        code, found = looked_at(app, "--only", "database", "--only", "duties")
        assert (code, found) == (1, {"database.reachable": "wrong", "duties": "unknown"})


def test_keys_for_their_owner_alone(small, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with small() as app:
        with app.app_context():
            keep(RAW, ["privacy@example.test"], None, "mail")
        assert set(looked_at(app, "--only", "keys")[1].values()) == {"ok"}
        (tmp_path / "master.key").chmod(0o640)
        assert looked_at(app, "--only", "keys") == (1, {"keys.folder": "ok", "keys.modes": "wrong", "keys.master": "ok"})
        (tmp_path / "master.key").chmod(0o600)
        (tmp_path / ".env").write_text("SECRET_KEY=x")
        assert looked_at(app, "--only", "keys")[1]["keys.modes"] == "wrong"
        (tmp_path / ".env").unlink()
        tmp_path.chmod(0o755)
        assert looked_at(app, "--only", "keys")[1]["keys.folder"] == "warning"
        tmp_path.chmod(0o777)
        assert looked_at(app, "--only", "keys")[1]["keys.folder"] == "wrong"


def test_another_master_key_and_none(small, tmp_path):
    with small() as app:
        with app.app_context():
            keep(RAW, ["privacy@example.test"], None, "mail")
        (tmp_path / "master.key").unlink()
        assert looked_at(app, "--only", "keys")[1]["keys.master"] == "wrong"
        assert not (tmp_path / "master.key").exists()
    with small(MASTER_KEY="another key that is long enough for one") as app:
        assert looked_at(app, "--only", "keys")[1]["keys.master"] == "wrong"
    assert sealing.ring().in_file is False


def test_duties(app):
    assert looked_at(app, "--only", "duties")[1] == {
        "duties.worker": "wrong", "duties.clock": "wrong", "duties.jobs": "ok", "duties.letters": "ok", "duties.given_up": "ok"}
    with app.app_context():
        for duty in ("worker", "clock"):
            jobs.beat(duty)
    assert looked_at(app, "--only", "duties")[0] == 0
    with app.app_context():
        with clock_at(now() - timedelta(minutes=3)):
            jobs.beat("worker")
        with clock_at(now() - timedelta(hours=5)):
            a_ticket(app)
    assert looked_at(app, "--only", "duties") == (1, {
        "duties.worker": "wrong", "duties.clock": "ok", "duties.jobs": "wrong", "duties.letters": "wrong",
        "duties.given_up": "ok"})


def test_a_job_that_was_given_up(app):
    with app.app_context():
        a_ticket(app)
        with unit():
            db.session.execute(sa.update(Job).values(state=SET_ASIDE))
    assert looked_at(app, "--only", "duties")[1]["duties.given_up"] == "warning"


def test_clocks_that_differ(app, smtp_sink):
    assert set(looked_at(app, "--only", "clock")[1].values()) == {"ok"}
    with app.app_context():
        with clock_at(now() + timedelta(seconds=30)):
            jobs.beat("worker")
        with clock_at(now() + timedelta(hours=1)):
            found = {finding.check: finding.state for finding in CHECKS["clock"](app.config["SETTINGS"])}
    assert found.get("clock.database", "wrong") == "wrong"
    assert looked_at(app, "--only", "clock")[1]["clock.machines"] == "wrong"


@pytest.mark.parametrize(("ahead", "state"), [(0, "ok"), (90, "wrong"), (None, "unknown")])
def test_the_mail_servers_clock(small, ahead, state):
    told = "" if ahead is None else format_datetime(now() + timedelta(seconds=ahead))
    with saying(f"220 mx.example.org ESMTP; {told}\r\n".encode()) as port, small(MAIL_SERVER=HOST, MAIL_PORT=str(port)) as app:
        assert looked_at(app, "--only", "clock")[1]["clock.mail"] == state


def test_the_relay(small, smtp_sink):
    way = {"MAIL_SERVER": HOST, "MAIL_PORT": str(smtp_sink.port)}
    with small() as app:
        assert looked_at(app, "--only", "sending") == (0, {"sending.relay": "warning"})
    with small(**way) as app:
        assert looked_at(app, "--only", "sending") == (0, {"sending.relay": "ok"})
        smtp_sink.down()
        assert looked_at(app, "--only", "sending") == (1, {"sending.relay": "wrong"})
        smtp_sink.up()
    with small(**way, MAIL_USERNAME="x", MAIL_PASSWORD="y") as app:
        assert looked_at(app, "--only", "sending") == (1, {"sending.relay": "wrong"})
    assert smtp_sink.tries == 0
    with small(MAIL_SERVER="192.0.2.1", MAIL_USERNAME="x", MAIL_PASSWORD="y") as app:
        found = {finding.check: finding.state for finding in _without_connecting(app)}
    assert found["sending.tls"] == "wrong"


def _without_connecting(app):
    with app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("compliance.letters.relay.greet", lambda: None)
        return list(sending.check(app.config["SETTINGS"]))


def test_a_mail_goes_round(small, smtp_sink, monkeypatch):
    monkeypatch.setattr(sending, "LOOK_SECONDS", 0.02)
    with small(MAIL_SERVER=HOST, MAIL_PORT=str(smtp_sink.port)) as app:
        code, found = looked_at(app, "--only", "settings", "--round", "--wait", "0.1")
        assert (code, found["mail.round"]) == (1, "wrong")
        first, = smtp_sink.letters

        def bring_in() -> None:
            letter = smtp_sink.wait_for(2)[1]
            with app.app_context():
                keep(letter.raw, ["privacy@example.test"], letter.sender, "mail")

        thread = threading.Thread(target=bring_in)
        thread.start()
        assert looked_at(app, "--only", "settings", "--round", "--wait", "20")[1]["mail.round"] == "ok"
        thread.join()
        assert first.recipients[0].startswith("privacy+doctor-")
        with app.app_context():
            jobs.run_due()
            assert db.session.scalar(sa.text("SELECT count(*) FROM tickets")) == 0
        smtp_sink.answer = "550 5.7.1 No"
        assert looked_at(app, "--only", "settings", "--round")[1]["mail.round"] == "wrong"


def test_the_ways_in(small, dovecot, tmp_path):
    way = {"IMAP_URL": url_of(dovecot.port), "LMTP_PORT": str(free_port())}
    dovecot.deliver(RAW)
    with small(**way, IMAP_PASSWORD=PASSWORD) as app:
        assert looked_at(app, "--only", "receiving") == (0, {"receiving.imap": "ok", "receiving.lmtp": "unknown"})
    with small(**way, IMAP_PASSWORD="wrong") as app:
        assert looked_at(app, "--only", "receiving")[1]["receiving.imap"] == "wrong"
    with small(**way | {"IMAP_URL": url_of(free_port())}, IMAP_PASSWORD=PASSWORD) as app:
        assert looked_at(app, "--only", "receiving")[1]["receiving.imap"] == "wrong"
    assert len(dovecot.mails()) == 1
    with saying(b"HTTP/1.1 400\r\n") as port, small(LMTP_PORT=str(port)) as app:
        assert looked_at(app, "--only", "receiving") == (1, {"receiving.lmtp": "wrong"})
    with small() as app, listening(app) as port, small(LMTP_PORT=str(port)) as asking:
        assert looked_at(asking, "--only", "receiving") == (0, {"receiving.lmtp": "ok"})


@pytest.mark.parametrize(("free", "state"), [(500_000_000, "wrong"), (3_000_000_000, "warning"), (60_000_000_000, "ok")])
def test_room_on_the_disk(small, monkeypatch, free, state):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(100_000_000_000, 0, free))
    with small() as app:
        assert looked_at(app, "--only", "disk")[1]["disk.instance"] == state


def test_backups(small, tmp_path):
    folder = tmp_path / "backups"
    with small() as app:
        assert looked_at(app, "--only", "backups") == (0, {"backups.path": "warning"})
    with small(BACKUP_PATH=str(folder)) as app:
        assert looked_at(app, "--only", "backups") == (1, {"backups.age": "wrong"})
        with app.app_context():
            made = back_up(folder)
        assert looked_at(app, "--only", "backups") == (0, {"backups.age": "ok", "backups.place": "warning"})
        with app.app_context(), clock_at(now() + timedelta(hours=27)):
            assert next(each.state for each in CHECKS["backups"](app.config["SETTINGS"])) == "wrong"
        (folder / KEYS).unlink()
        assert looked_at(app, "--only", "backups")[1]["backups.keys"] == "wrong"
        os.truncate(made / json.loads((made / MANIFEST).read_text()).get("book", "book.db"), 10)
        assert looked_at(app, "--only", "backups")[1]["backups.age"] == "wrong"
        (made / MANIFEST).write_text("{")
        assert looked_at(app, "--only", "backups")[1]["backups.age"] == "wrong"


@pytest.mark.parametrize(("settings", "check", "state"), [
    ({"PUBLIC_URL": "http://privacy.acme.com"}, "settings.public_url", "wrong"),
    ({"PUBLIC_URL": "https://privacy.acme.com"}, "settings.proxies", "warning"),
    ({"MAIL_SERVER": "smtp.acme.com"}, "settings.public_url", "wrong"),
    ({"SECRET_KEY": "changeme-changeme-changeme-changeme"}, "settings.key", "wrong"),
    ({"SECRET_KEY": "abababababababababababababababababab"}, "settings.key", "wrong"),
    ({"MASTER_KEY": "0123456789abcdef0123456789abcdef,111111111111111111111111111111111"}, "settings.key", "wrong"),
    ({"DATABASE_URL": "postgresql://u@db.acme.com/x"}, "settings.database", "warning"),
    ({"CONTACT_ADDRESS": "privacy@localhost"}, "settings.contact_address", "warning"),
    ({"ORGANISATION": "Our organisation"}, "settings.organisation", "warning"),
    ({}, "settings.audit_checkpoint_to", "warning"),
])
def test_unsafe_settings(small, settings, check, state):
    with small(**settings) as app:
        assert looked_at(app, "--only", "settings")[1][check] == state


def test_debugging(small, monkeypatch):
    with small() as app:
        assert "settings.debug" not in looked_at(app, "--only", "settings")[1]
        monkeypatch.setenv("FLASK_DEBUG", "1")
        assert looked_at(app, "--only", "settings")[1]["settings.debug"] == "wrong"


def test_safe_settings(small, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with small(PUBLIC_URL="https://privacy.acme.com", PROXIES="1", AUDIT_CHECKPOINT_TO="witness@acme.org",
               SECRET_KEY="4fdd0c1a7b93e85526bb86a1cf3e9d70") as app:
        assert looked_at(app, "--only", "settings") == (0, {"settings": "ok"})


def test_a_check_that_fails_hides_no_other(small):
    def broken(_settings):
        raise RuntimeError

    with small() as app:
        found = examine(app.config["SETTINGS"], app.app_context, {"a": broken, "b": lambda _: [ok("b", "well")]})
    assert [(each.check, each.state) for each in found] == [("a", "wrong"), ("b", "ok")]


def test_every_check_runs_and_people_can_read_it(small):
    with small() as app:
        result = app.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "WRONG    duties.worker: the worker was never heard of\n         Start it: flask work" in result.stdout
    assert "maria" not in result.stdout
