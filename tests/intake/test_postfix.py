"""Real Postfix in front: by LMTP and by pipe every mail arrives once, and waits there while the database is away."""

import shutil
import socketserver
import threading
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import db
from compliance.intake.keeping import KeptMail, raw_of
from compliance.ledger import verify
from compliance.tickets.models import Message, Ticket
from tests.conftest import migrate, opened_app
from tests.intake.listening import listening
from tests.servers.machine import wait_until
from tests.servers.needs import do_without
from tests.servers.postgres import postgres
from tests.servers.site import run

pytestmark = pytest.mark.postfix
MARK = b"X-Number: "
MAIL = b"From: p@example.org\r\nTo: privacy@example.test\r\nSubject: number %d\r\n\r\nPlease delete my account.\r\n"


def kept_numbers(app) -> list[int]:
    """The mark of each kept mail."""
    with app.app_context():
        raws = raw_of(db.session.scalars(sa.select(KeptMail)).all())
    return sorted(int(raw.split(MARK, 1)[1].splitlines()[0]) for raw in raws)


def test_every_mail_of_the_samples_arrives_once_and_is_understood(app, start_postfix, shared):
    paths = sorted((shared / "corpus" / "mail" / "mails").iterdir())
    with listening(app) as port:
        server = start_postfix(lmtp_port=port)
        for number, path in enumerate(paths):
            server.submit(MARK + b"%d\r\n" % number + path.read_bytes())
        server.wait_until_empty()
    assert kept_numbers(app) == list(range(len(paths)))
    with app.app_context():
        while claim := jobs.claim_next():
            if claim.kind == "mail.understand":
                jobs.run(claim)
        kept = db.session.execute(sa.select(KeptMail.id, KeptMail.state, KeptMail.message_id)).all()
        assert {row.state for row in kept} == {"understood"}
        came = sa.select(Message.id).where(Message.direction == "in", Message.outcome != "complaint")
        complained = sa.select(Message.kept_id).where(Message.outcome == "complaint")
        reports = set(db.session.scalars(complained))  # one may tell of several people, each with a ticket of their own
        assert sorted(row.message_id for row in kept if row.id not in reports) == sorted(db.session.scalars(came))
        assert reports <= {row.id for row in kept}
        assert db.session.scalar(sa.select(sa.func.count(Ticket.id))) > len(paths) / 4
        assert verify()[1] is None


CARRIER = """
import socket, sys
with socket.create_connection(("127.0.0.1", PORT)) as wire:
    wire.sendall(sys.argv[1].encode() + b"\\n" + sys.argv[2].encode() + b"\\n" + sys.stdin.buffer.read())
    wire.shutdown(socket.SHUT_WR)
    sys.exit(int(wire.makefile().read()))
"""


class Accepting(socketserver.BaseRequestHandler):
    """Runs `flask mail accept` for each mail that Postfix pipes, and says its exit status."""

    def handle(self) -> None:
        sender, recipient, raw = self.request.makefile("rb").read().split(b"\n", 2)
        done = run(self.server.environment, "mail", "accept", "--from", sender.decode(), "--to", recipient.decode(), stdin=raw)
        self.request.sendall(str(done.returncode).encode())


@contextmanager
def piping(app, tmp_path):
    """A command that Postfix can run as `nobody`, who may not enter our folders: it carries each mail to the real one."""
    python = shutil.which("python3", path="/usr/bin:/bin") or do_without("no python3 that everybody may run")
    settings = app.config["SETTINGS"]
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Accepting) as server:
        server.environment = {
            "DATABASE_URL": settings.database_url, "INSTANCE_PATH": str(tmp_path), "SECRET_KEY": settings.secret_key,
            "CONTACT_ADDRESS": "privacy@example.test",
        }
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield [python, "-c", CARRIER.replace("PORT", str(server.server_address[1]))]
        server.shutdown()
        thread.join(20)


def test_by_pipe(sqlite_app, start_postfix, tmp_path):
    with piping(sqlite_app, tmp_path) as command:
        server = start_postfix(command=command)
        for number in range(3):
            server.submit(MARK + b"%d\r\n" % number + MAIL % number)
        server.wait_until_empty()
    assert kept_numbers(sqlite_app) == [0, 1, 2]
    with sqlite_app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Ticket.id))) == 3


def test_the_database_goes_away_in_the_middle(start_postfix, tmp_path):
    with postgres(durable=True) as database:
        migrate(database.url(), tmp_path)
        with opened_app(DATABASE_URL=database.url(), INSTANCE_PATH=str(tmp_path)) as app, listening(app) as port:
            server = start_postfix(lmtp_port=port)
            feeding = threading.Thread(target=feed, args=(server, 20))
            feeding.start()
            wait_until(lambda: len(kept_numbers(app)) >= 3, "the first mails arrive")
            database.stop()
            feeding.join(60)
            assert server.queue_size() > 0
            database.start()
            server.flush()
            server.wait_until_empty()
            assert kept_numbers(app) == list(range(20))


def feed(server, mails: int) -> None:
    for number in range(mails):
        server.submit(MARK + b"%d\r\n" % number + MAIL % number)
        threading.Event().wait(0.1)
