"""One leads, the others stand by; whoever dies, hangs or is cut off is followed by another."""

import os
import signal
import sys
from subprocess import PIPE, Popen

import pytest
import sqlalchemy as sa

from compliance.db import db
from compliance.leading import Lead
from tests.conftest import opened_app
from tests.servers.machine import wait_until
from tests.servers.site import ROOT

LEADER = """
import sys
from compliance import create_app
from compliance.leading import Lead
from config import Settings
app = create_app(Settings.load())
with app.app_context():
    lead = Lead("clock", app.config["SETTINGS"].instance_path)
    print(lead.held(), flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def leads(book, tmp_path):
    made = []

    def lead(duty="clock"):
        made.append(Lead(duty, tmp_path))
        return made[-1]

    yield lead
    for each in made:
        each.leave()


def test_one_leads_in_each_duty(leads):
    first, second, other = leads(), leads(), leads("imap a@example.org")
    assert [first.held(), second.held(), first.held(), other.held()] == [True, False, True, True]
    first.leave()
    assert [second.held(), first.held(), other.held()] == [True, False, True]


def test_nobody_learns_a_mailbox_from_the_folder(leads, tmp_path):
    leads("imap maria@example.org").held()
    assert "maria" not in str(list(tmp_path.iterdir()))


def test_a_leader_that_is_killed_is_followed_at_once(app, leads, tmp_path):
    settings = app.config["SETTINGS"]
    given = {"DATABASE_URL": settings.database_url, "INSTANCE_PATH": str(tmp_path), "SECRET_KEY": settings.secret_key}
    with Popen([sys.executable, "-c", LEADER], cwd=ROOT, env=os.environ | given, stdin=PIPE, stdout=PIPE, text=True) as other:
        assert other.stdout.readline() == "True\n"
        lead = leads()
        assert not lead.held()
        other.send_signal(signal.SIGKILL)
        other.wait()
        wait_until(lead.held, "the lead is free")


@pytest.mark.postgres
def test_a_leader_that_was_cut_off_knows(postgres_url, tmp_path):
    with opened_app(DATABASE_URL=postgres_url, INSTANCE_PATH=str(tmp_path)) as app, app.app_context():
        first, second = Lead("clock", tmp_path), Lead("clock", tmp_path)
        assert (first.held(), second.held()) == (True, False)
        holder = sa.text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = "
                         "(SELECT oid FROM pg_database WHERE datname = current_database())")
        assert db.session.scalars(holder).all() == [True]
        db.session.rollback()
        wait_until(second.held, "the lead is free")
        assert not first.held()
        assert not first.held()
        second.leave()


@pytest.mark.postgres
def test_the_server_ends_a_leader_that_hangs(postgres_url, tmp_path):
    with opened_app(DATABASE_URL=postgres_url, INSTANCE_PATH=str(tmp_path)) as app, app.app_context():
        lead = Lead("clock", tmp_path)
        assert lead.held()
        said = {name: lead._connection.scalar(sa.select(sa.func.current_setting(name)))
                for name in ("tcp_keepalives_idle", "tcp_keepalives_count", "idle_session_timeout")}
        assert said == {"tcp_keepalives_idle": "10", "tcp_keepalives_count": "4", "idle_session_timeout": "2min"}
        lead.leave()
