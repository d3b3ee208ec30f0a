"""Several contact addresses, by LMTP: each ticket under the law, time and language of the address that it was sent to."""

import contextlib
import smtplib
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from compliance import jobs
from compliance.db import clock_at, db
from compliance.intake.keeping import keep
from compliance.registers import contacts
from compliance.registers.contacts import Entry
from compliance.rules.abilities import COMMAND
from compliance.rules.evidence import may_run_alone, read, vouching
from compliance.tickets import deciding, talking
from compliance.tickets.models import Message, Ticket
from tests.factories import a_member_of_staff
from tests.intake.listening import listening

DE, US, UK, PLAIN = "datenschutz@example.test", "privacy@example.test", "uk@example.test", "plain@example.test"
LATE = datetime(2026, 11, 3, 2, 30, tzinfo=UTC)  # in Los Angeles still the day before
MAIL = "From: maria@example.org\r\nTo: {to}\r\nMessage-ID: <{to}>\r\n\r\n{words}\r\n"
WORDS = "Please delete my account and all my data."


@pytest.fixture
def app(make_app, smtp_sink) -> Flask:
    """Four addresses, three with entries of their own."""
    app = make_app(
        CONTACT_ADDRESS=",".join((PLAIN, DE, US, UK)), MAIL_SERVER="127.0.0.1", MAIL_PORT=str(smtp_sink.port),
        AUTHSERV_ID="mx.example.test", TIMEZONE="Europe/Berlin",
    )
    entries = {
        DE: Entry("eu-gdpr", "de", "Europe/Berlin", "DE-BE", "Beispiel Bücher", "Erika Muster\nDatenschutz"),
        US: Entry("us-ca-ccpa", "en", "America/Los_Angeles", "US-CA", "Example Books US", "Jane Roe\n[privacy team]"),
        UK: Entry("uk-gdpr", "", "Europe/London", "GB-ENG"),
    }
    with app.app_context():
        for address, entry in entries.items():
            contacts.keep(COMMAND, address, entry, app.config["SETTINGS"].contact_address)
    return app


def sent(app: Flask, to: str, words: str = WORDS, top: str = "") -> Ticket:
    """The ticket of a mail that came by LMTP."""
    raw = (top + MAIL.format(to=to, words=words)).encode()
    with listening(app) as port, contextlib.closing(smtplib.LMTP("127.0.0.1", port, timeout=20)) as client:
        client.sendmail("maria@example.org", [to], raw)
        client.quit()
    return understood(to)


def understood(to: str) -> Ticket:
    """The ticket that the worker makes of what has come to an address."""
    while claim := jobs.claim_next():
        jobs.run(claim)
    db.session.rollback()
    return db.session.scalars(sa.select(Ticket).where(Ticket.contact == to).order_by(Ticket.id.desc()).limit(1)).one()


def came(to: str) -> Ticket:
    """The ticket of a mail that was kept at the moment of the test's clock."""
    keep(MAIL.format(to=to, words=WORDS).encode(), [to], "maria@example.org", "mail")
    return understood(to)


def test_the_same_mail_to_each_address(app: Flask) -> None:
    """Another law, another day of receipt, another due date; an address without an entry goes by the settings."""
    with app.app_context(), clock_at(LATE):
        tickets = [came(to) for to in (DE, US, UK, PLAIN)]
        assert [(t.regime, t.timezone, t.holidays, t.requests[0].regime) for t in tickets] == [
            ("eu-gdpr", "Europe/Berlin", "DE-BE", "eu-gdpr"),
            ("us-ca-ccpa", "America/Los_Angeles", "US-CA", "us-ca-ccpa"),
            ("uk-gdpr", "Europe/London", "GB-ENG", "uk-gdpr"),
            ("eu-gdpr", "Europe/Berlin", None, "eu-gdpr"),
        ]
        assert [t.requests[0].due_on for t in tickets] == [
            date(2026, 12, 3), date(2026, 12, 17), date(2026, 12, 3), date(2026, 12, 3)]


def test_a_ticket_keeps_what_held_when_it_came(app: Flask) -> None:
    """An entry that is changed later moves no due date, also when a clock is wound again."""
    with app.app_context(), clock_at(LATE):
        ticket = came(US)
        contacts.keep(COMMAND, US, Entry("uk-gdpr", "", "Europe/London"), [US])
        officer = a_member_of_staff()
        deciding.set_request(ticket.requests[0], officer.actor, kind="access", regime="us-ca-ccpa")
        assert (ticket.timezone, ticket.requests[0].due_on) == ("America/Los_Angeles", date(2026, 12, 17))


@pytest.mark.parametrize(("to", "law"), [(UK, "uk-gdpr"), (DE, "eu-gdpr"), (US, "eu-gdpr")])
def test_which_gdpr_is_meant(app: Flask, to: str, law: str) -> None:
    """Whoever names it to the address in the United Kingdom means that country's."""
    with app.app_context():
        assert sent(app, to, "Under the GDPR I ask you to erase all my personal data.").requests[0].regime == law


def test_letters_are_signed_by_their_address(app: Flask, smtp_sink) -> None:
    """Name in From and at the end, signature below, in both parts and escaped; those of the settings where there is none."""
    with app.app_context():
        for to in (US, PLAIN):
            ticket = sent(app, to)
            talking.write(ticket, a_member_of_staff(email=f"x{to}").actor, "We have it.")
        jobs.run_due(limit=50)
    ours, plain = ([letter.message for letter in smtp_sink.letters if f"{to}>" in letter.message["From"]] for to in (US, PLAIN))
    assert (len(ours), len(plain)) == (2, 2)
    for letter in ours:
        assert letter["From"] == f"Example Books US <{US}>"
        text = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
        assert text.endswith("Example Books US\n\n-- \nJane Roe\n[privacy team]\n")
        assert "Jane Roe<br>[privacy team]" in letter.get_body(("html",)).get_content()
    for letter in plain:
        assert letter["From"] == f"Example Books <{PLAIN}>"
        assert "-- " not in letter.get_body(("plain",)).get_content()


def test_the_language_where_the_mail_tells_none(app: Flask) -> None:
    """A mail without words is answered in the language of its address."""
    with app.app_context():
        assert [sent(app, to, "12345").language for to in (DE, PLAIN)] == ["de", "en"]


TOP = "Received: from out.example.org by mx.example.test\r\n"


@pytest.mark.parametrize(("top", "domain"), [
    (f"{TOP}Authentication-Results: mx.example.test; dkim=pass header.d=example.org\r\n", "example.org"),
    (f"{TOP}Authentication-Results: evil.example; dkim=pass header.d=example.org\r\n", None),
    (f"{TOP}{TOP}Authentication-Results: mx.example.test; dkim=pass header.d=example.org\r\n", None),
    ("Authentication-Results: mx.example.test; dkim=pass header.d=example.org\r\n", None),
    ("", None),
])
def test_evidence_is_kept_with_the_message(app: Flask, top: str, domain: str | None) -> None:
    """As our own server told it; it lets mailings be stopped, and never raises the level of proof."""
    with app.app_context():
        ticket = sent(app, UK, top=top)
        kept = read(db.session.scalars(sa.select(Message).where(Message.direction == "in")).one().evidence)
        assert vouching(kept) == domain
        assert may_run_alone("unsubscribe", kept) is (domain is not None)
        assert not may_run_alone("removal", kept)
        assert ticket.proof == 0
