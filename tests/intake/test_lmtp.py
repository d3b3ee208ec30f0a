"""LMTP through a real socket: 250 only after the commit, one answer for each recipient, every doubt temporary."""

import contextlib
import hashlib
import smtplib
import socket
from dataclasses import replace

import pytest
import sqlalchemy as sa

from compliance.db import db
from compliance.jobs import Job
from tests.intake.fetching import kept
from tests.intake.listening import listening

MAIL = b"From: maria@example.org\r\nTo: privacy@example.test\r\nSubject: Hi\r\nMessage-ID: <1@example.org>\r\n\r\n%s\r\n"
US = "privacy@example.test"
LIMIT = 4_000_000


@pytest.fixture
def port(app):
    """A listener in a thread of its own; its port."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], max_mail_bytes=LIMIT)
    with listening(app) as listener:
        yield listener


@pytest.fixture
def client(port):
    with contextlib.closing(smtplib.LMTP("127.0.0.1", port, timeout=20)) as connection:
        connection.ehlo_or_helo_if_needed()
        yield connection
        with contextlib.suppress(smtplib.SMTPException, OSError):
            connection.quit()


def deliver(client, raw: bytes, *recipients: str, sender: str = "maria@example.org") -> list[tuple[int, bytes]]:
    """One delivery, seen from the wire: the answer for each recipient after the dot."""
    assert client.docmd(f"MAIL FROM:<{sender}>")[0] == 250
    for recipient in recipients or (US,):
        assert client.docmd(f"RCPT TO:<{recipient}>")[0] == 250
    assert client.docmd("DATA")[0] == 354
    stuffed = raw.replace(b"\r\n.", b"\r\n..")
    client.send(stuffed + (b"" if stuffed.endswith(b"\r\n") else b"\r\n") + b".\r\n")
    return [client.getreply() for _ in recipients or (US,)]


def test_a_mail_is_kept_byte_for_byte_with_its_job(app, client):
    raw = MAIL % "ä€\r\n.\r\n..dots\r\n\x00\xff".encode("utf-8", "surrogateescape")
    assert deliver(client, raw) == [(250, b"2.0.0 Kept")]
    mail, = kept(app)
    assert mail.raw == raw
    assert (mail.sha256, mail.size) == (hashlib.sha256(raw).hexdigest(), len(raw))
    assert (mail.recipients, mail.envelope_sender) == ([US], "maria@example.org")
    with app.app_context():
        assert db.session.scalar(sa.select(Job.payload)) == {"kept": mail.id}


def test_one_answer_for_each_recipient(app, client):
    answers = deliver(client, MAIL % b"x", US, "privacy+r1-abc@example.test", "PRIVACY@Example.Test")
    assert [code for code, _ in answers] == [250, 250, 250]
    assert client.noop()[0] == 250
    assert len(kept(app)) == 1


def test_many_mails_a_connection_and_a_double_is_one(app, client):
    for n in range(5):
        deliver(client, MAIL % str(n).encode())
    deliver(client, b"Received: by somebody else\r\n" + MAIL % b"0")
    assert len(kept(app)) == 5


def test_the_same_message_id_with_other_words_is_another_mail(app, client):
    deliver(client, MAIL % b"one")
    deliver(client, MAIL % b"two")
    assert len(kept(app)) == 2


def test_strangers_are_not_recipients(client):
    client.docmd("MAIL FROM:<a@example.org>")
    assert client.docmd("RCPT TO:<somebody@example.test>")[0] == 550
    assert client.docmd("RCPT TO:<privacy@elsewhere.test>")[0] == 550
    assert client.docmd(f"RCPT TO:<{US}>")[0] == 250


def test_bounces_have_no_sender(app, client):
    assert deliver(client, MAIL % b"x", sender="")[0][0] == 250
    assert kept(app)[0].envelope_sender == ""


def test_addresses_and_mails_in_utf8(app, client):
    client.sock.sendall("MAIL FROM:<müller@example.org> SMTPUTF8 BODY=8BITMIME\r\n".encode())
    assert client.getreply()[0] == 250
    client.docmd(f"RCPT TO:<{US}>")
    client.docmd("DATA")
    client.send(MAIL % "Größe".encode() + b".\r\n")
    assert client.getreply()[0] == 250
    assert kept(app)[0].envelope_sender == "müller@example.org"


def test_lines_as_long_as_a_mail(app, client):
    raw = MAIL % (b"x" * 3_000_000)
    assert deliver(client, raw)[0][0] == 250
    assert kept(app)[0].raw == raw


def test_too_large_is_said_at_once_and_after_the_dot(app, client):
    assert client.esmtp_features["size"] == str(LIMIT)
    assert client.docmd(f"MAIL FROM:<a@example.org> SIZE={LIMIT + 1}")[0] == 552
    answers = deliver(client, MAIL % (b"long line\r\n" * (LIMIT // 10)), US, "privacy+a@example.test")
    assert [code for code, _ in answers] == [552, 552]
    assert client.noop()[0] == 250
    assert kept(app) == []


def test_a_bare_newline_ends_no_mail(app, client):
    smuggled = b"From: a@example.org\r\n\r\none\n.\nMAIL FROM:<b@example.org>\r\n"
    assert deliver(client, smuggled)[0][0] == 250
    assert kept(app)[0].raw == smuggled


def test_pipelined_commands(app, port):
    with socket.create_connection(("127.0.0.1", port), 20) as wire:
        wire.sendall(b"LHLO me\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<%s>\r\nDATA\r\n" % US.encode())
        wire.sendall(MAIL % b"x" + b".\r\nQUIT\r\n")
        said = b""
        while b"221" not in said:
            said += wire.recv(4096)
    assert b"250 2.0.0 Kept" in said
    assert len(kept(app)) == 1


def test_without_the_database_every_recipient_is_told_to_come_back(app, client):
    with app.app_context(), db.engine.connect().execution_options(writes=True) as connection:
        connection.execute(sa.text("ALTER TABLE kept_mails RENAME TO gone"))
        connection.commit()
    answers = deliver(client, MAIL % b"x", US, "privacy+a@example.test")
    assert [code for code, _ in answers] == [451, 451]
    with app.app_context(), db.engine.connect().execution_options(writes=True) as connection:
        connection.execute(sa.text("ALTER TABLE gone RENAME TO kept_mails"))
        connection.commit()
    assert deliver(client, MAIL % b"x")[0][0] == 250
    assert len(kept(app)) == 1


def test_one_mail_to_two_addresses_is_one_however_it_is_delivered(app, client):
    """In one transaction, or in one for each address with the trace of another road: once kept, with all its recipients."""
    detail = "privacy+team@example.test"
    deliver(client, b"Return-Path: <maria@example.org>\r\nDelivered-To: a\r\n" + MAIL % b"hello", US)
    deliver(client, b"Received: from mx2\r\n by mx1\r\nX-Original-To: b\r\nAuthentication-Results: mx2; spf=none\r\n"
            b"X-Spam-Status: No\r\nARC-Seal: i=1\r\n" + MAIL % b"hello", detail)
    deliver(client, MAIL % b"hello", US, detail)
    mail, = kept(app)
    assert mail.recipients == [US, detail]
    with app.app_context():
        assert len(db.session.scalars(sa.select(Job)).all()) == 1


def test_recipients_are_not_noted_without_end(app, client):
    """Whoever delivers one mail to ever other details of our address fills nothing."""
    for n in range(6):
        deliver(client, MAIL % b"x", *(f"privacy+{n}-{m}@example.test" for m in range(40)))
    mail, = kept(app)
    assert len(mail.recipients) == 100
