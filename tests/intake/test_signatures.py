"""Signatures checked by ourselves: what holds vouches, everything else says nothing and loses nothing."""

import base64
import subprocess

import dkim
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from compliance import jobs
from compliance.db import db
from compliance.intake.keeping import keep
from compliance.intake.signatures import checked
from compliance.jobs import Job
from compliance.ledger import Event
from compliance.rules.evidence import HERE, read, vouching
from compliance.tickets.models import Message

MARIA = ["maria@example.org"]
MAIL = b"From: Maria <maria@example.org>\r\nTo: privacy@example.test\r\nSubject: Stop\r\n\r\nNo more newsletters.\r\n"


def openssl(*words: str, given: bytes = b"") -> bytes:
    """What OpenSSL prints."""
    return subprocess.run(["openssl", *words], input=given, check=True, capture_output=True).stdout


@pytest.fixture(scope="module")
def key() -> bytes:
    """A private key in PEM."""
    return openssl("genrsa", "-traditional", "2048")


@pytest.fixture(scope="module")
def record(key: bytes) -> bytes:
    """Its public half as it stands in the DNS."""
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(openssl("rsa", "-pubout", "-outform", "DER", given=key))


def signed(key: bytes, mail: bytes = MAIL, domain: bytes = b"mail.example.org", **options: object) -> bytes:
    """The mail with a signature of the domain."""
    return dkim.sign(mail, b"s1", domain, key, include_headers=[b"from", b"subject", b"to"], **options) + mail


def test_a_signature_of_the_senders_domain_vouches(key: bytes, record: bytes) -> None:
    """Asked of the DNS under its selector; another one above it does no harm."""
    asked: list[str] = []
    raw = signed(key)
    found = checked(b"DKIM-Signature: v=1; d=evil.example; s=x\r\n" + raw, MARIA, lambda name: asked.append(name) or record)
    assert (vouching(found), found.by, asked) == ("mail.example.org", (HERE,), ["s1._domainkey.mail.example.org."])


@pytest.mark.parametrize("spoil", [
    lambda raw, key: raw.replace(b"newsletters", b"letters"),
    lambda raw, key: raw.replace(b"maria@", b"eva@"),
    lambda raw, key: signed(key, domain=b"evil.example"),
    lambda raw, key: signed(key, length=True) + b"Delete everything.\r\n",
    lambda raw, key: signed(key, length=True),
    lambda raw, key: raw.replace(b"b=", b"b=QUJD"),
    lambda raw, key: MAIL,
    lambda raw, key: signed(key, MAIL + b" " * 1001 + b".\r\n"),
    lambda raw, key: signed(key, MAIL + b"word word\r\n" * 500_000),
    lambda raw, key: signed(key, b"X-Long: " + b"x\r\n " * 20_000 + b"\r\n" + MAIL),
    lambda raw, key: b"\0\xff: \r\n" + raw,
])
def test_what_does_not_vouch(key: bytes, record: bytes, spoil) -> None:
    """Changed on its way, another domain, a part of the body only, too large or too odd to be checked."""
    assert checked(spoil(signed(key), key), MARIA, lambda _: record) is None


@pytest.mark.parametrize("senders", [[], ["maria@example.org", "eve@evil.example"], ["maria@other.example"], ["maria"]])
def test_whose_from_it_must_be(key: bytes, record: bytes, senders: list[str]) -> None:
    """One address, of the domain that signed."""
    assert checked(signed(key), senders, lambda _: record) is None


@pytest.mark.parametrize("answer", [
    None, b"", b"v=DKIM1; p=", b"v=DKIM1; k=rsa; p=!", b"x" * 1201, b"\xff", b"v=DKIM2; p=AA==",
])
def test_odd_answers_of_the_dns(key: bytes, answer: bytes | None) -> None:
    """No key, a revoked one, an endless one."""
    assert checked(signed(key), MARIA, lambda _: answer) is None


@given(st.binary(max_size=300), st.binary(max_size=100))
def test_no_mail_is_too_odd(junk: bytes, tags: bytes) -> None:
    """Whatever it is, no exception, and nobody vouches."""
    assert checked(junk, MARIA, lambda _: b"v=DKIM1; p=AAAA") is None
    assert checked(b"DKIM-Signature: d=example.org; " + tags + b"\r\n" + MAIL, MARIA, lambda _: b"v=DKIM1; p=AAAA") is None


def ran(raw: bytes) -> Message:
    """The message of a mail that came, after all its jobs have run."""
    keep(raw, ["privacy@example.test"], "maria@example.org", "mail")
    while claim := jobs.claim_next():
        if claim.kind != "letter.send":
            jobs.run(claim)
    db.session.rollback()
    return db.session.scalars(sa.select(Message).where(Message.direction == "in")).one()


def test_the_job_keeps_it_with_the_message(make_app, key: bytes, record: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """And tells it on the ticket's timeline, on both databases."""
    monkeypatch.setattr("compliance.intake.verifying.txt", lambda name: record)
    with make_app(VERIFY_DKIM="true").app_context():
        message = ran(signed(key))
        assert vouching(read(message.evidence)) == "mail.example.org"
        assert db.session.scalar(sa.select(Event.data).where(Event.kind == "message.vouched")) == {"message": message.id}
        assert message.ticket.proof == 0


def test_a_dns_that_does_not_answer_loses_nothing(make_app, key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mail is on its ticket, the job is done, nobody vouches."""

    def dead(name: str) -> bytes:
        raise OSError(name)

    monkeypatch.setattr("compliance.intake.verifying.txt", dead)
    with make_app(VERIFY_DKIM="true").app_context():
        assert ran(signed(key)).evidence is None
        assert db.session.scalar(sa.select(Job.state).where(Job.kind == "mail.verify")) == "done"


def test_it_is_off_unless_asked_for(sqlite_app, key: bytes) -> None:
    """No job, no question to the DNS."""
    with sqlite_app.app_context():
        assert ran(signed(key)).evidence is None
        assert db.session.scalar(sa.select(sa.func.count(Job.id)).where(Job.kind == "mail.verify")) == 0
