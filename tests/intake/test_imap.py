"""Mail fetched from a real Dovecot: kept byte for byte, then moved; whatever the server can; what cannot be kept."""

import imaplib
import threading
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from compliance import jobs
from compliance.db import db
from compliance.intake import imap, understanding
from compliance.intake.imap import Fetched, Fetcher
from compliance.intake.mailbox import MailboxAway
from compliance.ledger import verify
from compliance.tickets.models import Message, Ticket
from compliance.tickets.tokens import reply_address
from tests.intake.fetching import MAIL, fetch, kept, nothing_changes_for_others, raws, settings_for
from tests.intake.shapes import SHAPES
from tests.servers.dovecot import FOLDERS_INSIDE_INBOX, WITHOUT_IDLE, WITHOUT_MOVE
from tests.servers.dovecot import dovecot as running_dovecot
from tests.servers.machine import wait_until

MAILS = [MAIL % (n, n, n) for n in range(3)]
LIMIT = 20_000
KEEP, RAW, UID = imap.keep, imap.Mailbox.raw, imaplib.IMAP4.uid
LARGE = MAIL % (9, 9, 9) + b"x" * LIMIT


def test_every_mail_is_kept_byte_for_byte_and_moved(app, dovecot):
    dovecot.deliver_all(MAILS)
    assert fetch(app, dovecot.port) == Fetched(kept=3)
    assert [mail.raw for mail in kept(app)] == MAILS
    assert (dovecot.mails(), dovecot.mails("Processed")) == ([], MAILS)
    assert fetch(app, dovecot.port) == Fetched()
    dovecot.deliver(b"Received: again\r\n" + MAILS[0])
    assert fetch(app, dovecot.port) == Fetched(again=1)


def arrives(app, dovecot) -> None:
    """Every shape of mail arrives as Dovecot holds it: it turns bare LF into CRLF, as mail servers do."""
    shapes = [raw for raw in SHAPES.values() if b"\0" not in raw and raw.strip()]
    dovecot.deliver_all(shapes)
    there = dovecot.mails()
    fetched = fetch(app, dovecot.port)
    assert (fetched.held, fetched.left) == (0, 0)
    assert set(raws(app)) == set(there)


def test_every_shape_arrives(sqlite_app, dovecot):
    arrives(sqlite_app, dovecot)


@pytest.mark.drill
def test_every_shape_arrives_and_is_understood(sqlite_app, dovecot):
    arrives(sqlite_app, dovecot)
    with sqlite_app.app_context():
        jobs.run_due()
        assert {mail.state for mail in kept(sqlite_app)} == {"understood"}
        assert verify()[1] is None


@pytest.mark.parametrize("more", [WITHOUT_MOVE, WITHOUT_IDLE, FOLDERS_INSIDE_INBOX])
def test_other_servers(sqlite_app, more):
    inside = "INBOX/" if more == FOLDERS_INSIDE_INBOX else ""
    with running_dovecot(more) as server:
        server.deliver_all(MAILS)
        with server.connection() as other:
            other.store("2", "+FLAGS", r"(\Deleted)")
        assert fetch(sqlite_app, server.port) == Fetched(kept=3)
        assert (server.mails(), server.mails(f"{inside}Processed")) == ([], MAILS)


def test_folders_with_names_of_their_own(sqlite_app, dovecot):
    dovecot.deliver(MAILS[0])
    assert fetch(sqlite_app, dovecot.port, imap_processed='Erledigt & "Geprüft"') == Fetched(kept=1)
    assert dovecot.mails('"Erledigt &- \\"Gepr&APw-ft\\""') == [MAILS[0]]


def test_an_answer_reaches_its_ticket(sqlite_app, dovecot):
    """The secret reply address in To counts, though the mailbox has no envelope."""
    dovecot.deliver(MAIL % (1, 1, 1))
    fetch(sqlite_app, dovecot.port)
    with sqlite_app.app_context():
        jobs.run_due()
        ticket = db.session.scalars(sa.select(Ticket)).one()
        address = reply_address(ticket, sqlite_app.config["SETTINGS"].secret_key)
    dovecot.deliver(b"Delivered-To: privacy@example.test\r\nFrom: p1@example.org\r\nTo: %s\r\nSubject: Re: x\r\n\r\nThanks.\r\n"
                    % address.encode())
    fetch(sqlite_app, dovecot.port)
    with sqlite_app.app_context():
        jobs.run_due()
        assert db.session.scalar(sa.select(sa.func.count(Ticket.id))) == 1
        assert db.session.scalar(sa.select(sa.func.count(Message.id)).where(Message.direction == "in")) == 2


def test_a_mail_over_the_limit_is_held_by_its_header(app, dovecot):
    dovecot.deliver_all([LARGE, MAILS[0]])
    assert fetch(app, dovecot.port, max_mail_bytes=LIMIT) == Fetched(kept=1, held=1)
    assert (dovecot.mails(), dovecot.mails("Failed"), dovecot.mails("Processed")) == ([], [LARGE], [MAILS[0]])
    dovecot.deliver(LARGE)
    assert fetch(app, dovecot.port, max_mail_bytes=LIMIT) == Fetched(held=1)
    with app.app_context():
        ticket = db.session.scalars(sa.select(Ticket)).one()
        assert ticket.requester.email == "p9@example.org"
        message = db.session.scalars(sa.select(Message).where(Message.direction == "in")).one()
        assert "MAX_MAIL_BYTES" in message.warnings[0]
        assert "Failed" in message.warnings[0]


def test_a_mail_that_breaks_us_keeps_no_other_waiting(sqlite_app, dovecot, monkeypatch):
    def breaks(raw, *more):
        if b"number 1" in raw:
            raise ValueError("a fault of ours")
        return KEEP(raw, *more)

    dovecot.deliver_all(MAILS)
    monkeypatch.setattr(imap, "keep", breaks)
    assert fetch(sqlite_app, dovecot.port) == Fetched(kept=2, held=1)
    assert dovecot.mails("Failed") == [MAILS[1]]
    dovecot.deliver(MAILS[1])
    monkeypatch.setattr(understanding, "keep", breaks)
    assert fetch(sqlite_app, dovecot.port) == Fetched(left=1)
    with dovecot.connection() as other:
        assert other.uid("SEARCH", "UNSEEN")[1] == [b"4"]


def test_what_cannot_be_moved_is_kept_once_and_tried_again(sqlite_app, dovecot, monkeypatch):
    reads = []
    monkeypatch.setattr(imap.Mailbox, "raw", lambda self, uid: reads.append(uid) or RAW(self, uid))
    dovecot.deliver_all(MAILS)
    fetcher = Fetcher(settings_for(sqlite_app, dovecot.port))
    with sqlite_app.app_context(), imap.opened(fetcher._settings, None) as mailbox:
        mailbox._folders = {"Processed": "a folder that is gone"}
        assert fetcher._round(mailbox, Fetched()) == Fetched(kept=3, left=1)
        assert fetcher._round(mailbox, Fetched()) == Fetched()
    assert reads == ["1", "2", "3"]
    assert sorted(dovecot.mails("Processed")) == MAILS


@contextmanager
def watching(app, server):
    """A fetcher that watches the mailbox in a thread."""
    stop, fetcher = threading.Event(), Fetcher(settings_for(app, server.port))

    def watch() -> None:
        with app.app_context():
            fetcher.watch(stop)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()


@pytest.mark.parametrize("watched", [False, True])
def test_a_mail_over_which_the_connection_drops_keeps_no_other_waiting(sqlite_app, dovecot, monkeypatch, watched):
    """Each connection drops over the first mail: the others are taken, then that one by its header."""
    def drops(self, uid):
        if uid == "1":
            self._client.shutdown()
        return RAW(self, uid)

    monkeypatch.setattr(imap.Mailbox, "raw", drops)
    monkeypatch.setattr(imap, "FIRST_PAUSE", 0.01)
    dovecot.deliver_all(MAILS)
    if watched:
        with watching(sqlite_app, dovecot):
            wait_until(lambda: not dovecot.mails(), "all were taken")
    else:
        assert fetch(sqlite_app, dovecot.port) == Fetched(kept=2, held=1)
    assert (dovecot.mails(), dovecot.mails("Failed"), dovecot.mails("Processed")) == ([], [MAILS[0]], MAILS[1:])
    assert [mail.raw for mail in kept(sqlite_app)][:2] == MAILS[1:]


@pytest.mark.parametrize(("answer", "taken"), [
    (b"Internal error", Fetched(kept=2, held=1)), (b"[UNAVAILABLE] later", None), (None, Fetched(kept=2, left=1)),
])
def test_a_mail_that_the_server_does_not_give_keeps_no_other_waiting(sqlite_app, dovecot, monkeypatch, answer, taken):
    """It refuses sizes of pages with that mail, too. Refused for good, it is kept by its header; for now, it is let lie."""
    def uid(client, order, *words):
        asked = words[0].split(",") if order == "FETCH" else []
        if "2" in asked and ("HEADER" not in words[1] or answer is None):
            return "NO", [answer or b"nothing at all"]
        return UID(client, order, *words)

    dovecot.deliver_all(MAILS)
    with monkeypatch.context() as patched:
        patched.setattr(imaplib.IMAP4, "uid", uid)
        if taken is None:
            with pytest.raises(MailboxAway):
                fetch(sqlite_app, dovecot.port)
        else:
            assert fetch(sqlite_app, dovecot.port) == taken
    assert dovecot.mails("Processed") == [MAILS[0], MAILS[2]]
    assert dovecot.mails("Failed" if taken and taken.held else "INBOX") == [MAILS[1]]


def test_a_mail_that_the_database_will_not_take_keeps_no_other_waiting(sqlite_app, dovecot, monkeypatch):
    """The database fails over the first one alone: the others are taken within the same run; that one stays where it lies."""
    def fails(raw, *more):
        if raw == MAILS[0]:
            raise OperationalError("INSERT", {}, Exception())
        return KEEP(raw, *more)

    monkeypatch.setattr(imap, "keep", fails)
    dovecot.deliver_all(MAILS)
    with pytest.raises(OperationalError):
        fetch(sqlite_app, dovecot.port)
    assert (dovecot.mails(), dovecot.mails("Processed")) == ([MAILS[0]], MAILS[1:])


def test_looking_leaves_no_mark(sqlite_app, dovecot, monkeypatch):
    monkeypatch.setattr(imap.Mailbox, "move", lambda *_: None)
    dovecot.deliver_all(MAILS)
    with nothing_changes_for_others(dovecot):
        assert fetch(sqlite_app, dovecot.port) == Fetched(kept=3)


def test_watching_takes_what_comes_and_is_heard_of(app, dovecot):
    def beat():
        with app.app_context():
            return jobs.last_beat("imap")

    with watching(app, dovecot):
        wait_until(beat, "it is heard of")
        for number, raw in enumerate(MAILS, 1):
            dovecot.deliver(raw)
            wait_until(lambda number=number: len(kept(app)) == number, "it is taken")


def test_silence_turns_health_red(app):
    with app.app_context():
        jobs.beat("worker")
        jobs.beat("clock")
    assert app.test_client().get("/readyz").status_code == 200
    settings_for(app, 9)
    silent = app.test_client().get("/readyz")
    assert (silent.status_code, silent.json["imap_age"]) == (503, None)
