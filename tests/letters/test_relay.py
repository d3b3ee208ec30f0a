"""Letters as they go over the wire: whole and unforgeable headers, CRLF, and what a mail server may demand."""

import re
import ssl
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
import sqlalchemy as sa
from flask_mail import Message as Mail
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance import jobs
from compliance.db import clock_at, db, now
from compliance.jobs import Job
from compliance.letters import relay
from compliance.letters.relay import GivenUp, hand_over, on_the_wire
from compliance.oauth import TokenRefused
from compliance.registers import dead_addresses
from compliance.rules.abilities import SYSTEM
from compliance.tickets import talking
from tests.conftest import opened_app
from tests.factories import a_member_of_staff, a_ticket
from tests.servers.smtp_sink import Cut

OURS = {"From", "To", "Subject", "Date", "Message-ID", "Reply-To", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}


@pytest.fixture
def database_url(sqlite_url):
    """Nothing here depends on the database."""
    return sqlite_url


@pytest.fixture
def post(make_app, smtp_sink):
    """The app with a mail server that shows what it took."""
    app = make_app(MAIL_SERVER="127.0.0.1", MAIL_PORT=str(smtp_sink.port), ORGANISATION='Bücher, "Söhne" & Co.')
    with app.app_context():
        yield app, smtp_sink


def a_mail(to="maria@example.org", **parts) -> Mail:
    given_parts = {"subject": "Your request", "body": "Grüße\n.\nFrom here\n", "html": "<p>Grüße</p>",
                   "sender": ("Example", "privacy@example.test"), "extra_headers": {"Reply-To": "privacy+r1@example.test"}}
    return Mail(recipients=[to], date=1_790_000_000.0, **given_parts | parts)


def test_every_line_ends_as_it_must_and_the_sender_has_its_name(post):
    """RFC 5321 section 2.3.8: servers refuse a bare LF."""
    app, sink = post
    a_ticket(app)
    jobs.run_due(limit=10)
    raw = sink.letters[0].raw
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    sender, = sink.letters[0].message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ('Bücher, "Söhne" & Co.', "privacy@example.test")
    assert raw.isascii()


@pytest.mark.parametrize("to", ["märia@example.org", "maria@bücher.example", "用户@例子.example"])
def test_addresses_of_the_whole_world(post, to):
    app, sink = post
    a_ticket(app, sender=to)
    jobs.run_due(limit=10)
    recipient, = sink.letters[0].recipients
    assert recipient.split("@")[0] == to.split("@")[0]
    assert recipient.split("@")[1].isascii()


@pytest.mark.parametrize("to", [
    "maria", "a b@example.org", "<maria@example.org>", "a@b,c@d", "a@b\r\nRCPT TO:<x@y>", "@", "a@" + "é" * 80,
])
def test_an_address_that_no_mail_can_have(post, to):
    app, sink = post
    ticket = a_ticket(app, sender=to)
    jobs.run_due(limit=10)
    assert sink.letters == []
    assert ([m.error for m in ticket.messages if m.direction == "out"], ticket.trouble) == (["bad_address"], True)


HOSTILE = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    ["a\r\nBcc: x@example.org", "a\nb", "\r\n\r\nbody", "=?utf-8?q?=0D=0ABcc:x?=", "a\0b", "\u2028Bcc: x", "\x85Bcc: x"])


@settings(max_examples=300, deadline=None)
@given(to=HOSTILE.map(lambda text: f"{text}@example.org") | HOSTILE, subject=HOSTILE, name=HOSTILE, body=HOSTILE)
def test_nothing_can_be_injected(wire_app, to, subject, name, body):
    """Whatever stands in address, subject, name or words: the headers are ours alone, or nothing is sent."""
    with wire_app.app_context():
        try:
            raw = on_the_wire(a_mail(to, subject=subject, sender=f"{name} <privacy@example.test>", body=body))
        except (GivenUp, ValueError):
            return
    mail = message_from_bytes(raw, policy=default)
    assert set(mail.keys()) <= OURS
    assert len(mail.keys()) == len(set(mail.keys()))
    assert [address.addr_spec for address in mail["From"].addresses] == ["privacy@example.test"]
    assert len(mail["To"].addresses) == 1
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)


@pytest.fixture(scope="module")
def wire_app():
    """An app without a book."""
    with opened_app() as app:
        yield app


def test_what_happens_after_the_250_is_no_failure(post, monkeypatch):
    """The letter is out; a server that hangs up without a goodbye must not get it again."""
    app, sink = post
    a_ticket(app)

    def gone(self):
        raise ConnectionResetError

    monkeypatch.setattr("smtplib.SMTP.quit", gone)
    jobs.run_due(limit=10)
    with clock_at(now() + timedelta(hours=1)):
        jobs.run_due(limit=10)
    assert len(sink.letters) == 1


def test_a_server_that_is_away_is_let_alone(post):
    """One letter finds out; the others wait without a try of their own."""
    app, sink = post
    sink.down()
    for n in range(5):
        a_ticket(app, sender=f"p{n}@example.org")
    jobs.run_due(limit=20)
    tries = sorted(db.session.scalars(sa.select(Job.tries).where(Job.kind == "letter.send")))
    assert tries == [0, 0, 0, 0, 1]
    sink.up()
    with clock_at(now() + relay.LONGEST_REST):
        jobs.run_due(limit=20)
    assert len(sink.letters) == 5


def test_the_pauses_grow_and_end(post):
    app, _ = post
    known = app.extensions["relay"]
    pauses = []
    for _try in range(30):
        with clock_at(now()):
            known.rest()
            pauses.append(known.rests_until - now())
    assert pauses[0] < pauses[1] < pauses[2]
    assert max(pauses) == relay.LONGEST_REST
    known.answers()
    relay.require_server(app.config["SETTINGS"])


def test_a_dead_address_gets_nothing_by_itself_but_what_a_person_writes(post):
    app, sink = post
    dead_addresses.mark("maria@example.org", "bounced", app.config["SETTINGS"].secret_key, SYSTEM)
    ticket = a_ticket(app)
    jobs.run_due(limit=10)
    assert sink.letters == []
    assert ([m.error for m in ticket.messages if m.direction == "out"], ticket.trouble) == (["address_dead"], True)
    talking.write(ticket, a_member_of_staff().actor, "We try once more.")
    jobs.run_due(limit=10)
    assert len(sink.letters) == 1


class Tokens:
    """A token server: the first token was taken back."""

    def __init__(self, *tokens: str) -> None:
        self._tokens = list(tokens)

    def token(self, *, renew: bool = False) -> str:
        if renew:
            self._tokens.pop(0)
        if not self._tokens:
            raise TokenRefused("invalid_grant")
        return self._tokens[0]


@pytest.mark.parametrize(("tokens", "arrived"), [(("good",), 1), (("stale", "good"), 1), (("stale", "wrong"), 0), ((), 0)])
def test_signing_in_with_a_token(make_app, smtp_sink, tokens, arrived):
    """XOAUTH2, for servers that take no passwords."""
    smtp_sink.down()
    smtp_sink.tokens = ["good"]
    smtp_sink.up()
    app = make_app(MAIL_SERVER="127.0.0.1", MAIL_PORT=str(smtp_sink.port), MAIL_USERNAME="privacy@example.test")
    app.extensions["relay"].tokens = Tokens(*tokens)
    with app.app_context():
        ticket = a_ticket(app)
        jobs.run_due(limit=10)
        assert len(smtp_sink.letters) == arrived
        assert [m.delivery for m in ticket.messages if m.direction == "out"] == ["sent" if arrived else "queued"]


def test_certificates_are_checked_but_on_this_machine(monkeypatch):
    """A stranger between us and the mail server gets no password."""
    made = []
    monkeypatch.setattr("smtplib.SMTP_SSL", lambda *args, context, **more: made.append(context) or ssl_stub())
    for server in ("127.0.0.1", "smtp.example.org"):
        with opened_app(MAIL_SERVER=server, MAIL_USE_SSL="true") as app, app.app_context():
            hand_over(a_mail(), app.config["SETTINGS"])
    assert [(trust.verify_mode, trust.check_hostname) for trust in made] == [
        (ssl.CERT_NONE, False), (ssl.CERT_REQUIRED, True)]


def ssl_stub():
    """A mail server that takes everything."""
    class Taken:
        sock = None

        def sendmail(self, *_args) -> None:
            """Taken."""

        def quit(self) -> None:
            """Gone."""

        def close(self) -> None:
            """Gone."""

    return Taken()


def test_a_letter_is_the_same_on_every_try(post):
    app, sink = post
    a_ticket(app)
    sink.cut = Cut.TAKEN
    jobs.run_due(limit=10)
    sink.cut = None
    with clock_at(now() + timedelta(hours=1)):
        jobs.run_due(limit=10)
    first, second = (letter.message for letter in sink.letters)
    fixed = set(first.keys()) - {"Content-Type"}  # which names the boundary
    assert {name: first[name] for name in fixed} == {name: second[name] for name in fixed}
    assert first.get_body(("plain",)).get_content() == second.get_body(("plain",)).get_content()
