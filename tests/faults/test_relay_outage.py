"""The mail server is away for an hour, in every way that it can be: letters wait, each goes out once, none is lost (bar R5)."""

import re
import socket
from collections import Counter
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_hex

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import clock_at, db, now, unit
from compliance.jobs import Job
from compliance.ledger import Event
from compliance.letters import relay, sending
from compliance.rules import lifecycle
from compliance.rules.abilities import REQUESTER
from compliance.tickets import deciding
from compliance.tickets.models import Ticket
from tests.factories import a_member_of_staff, a_ticket
from tests.servers.machine import HOST
from tests.servers.smtp_sink import TAKEN, Cut

MOODS = ("refused", "silent", "4yz", "cut", "refused", "taken and cut")
REFERENCE = re.compile(r"PR-\d{4}-\d{6,}")
OUTAGE, DRAINED, STEP = timedelta(hours=1), timedelta(minutes=10), timedelta(minutes=1)


@dataclass
class Outcome:
    """What was promised and what came of it; `excused` copies were taken by the server before it cut the line."""

    due: set[str]
    closed: set[str] = field(default_factory=set)
    excused: Counter = field(default_factory=Counter)
    arrived: Counter = field(default_factory=Counter)
    contents: dict[str, set[str]] = field(default_factory=dict)
    left: int = 0


@pytest.fixture
def database_url(sqlite_url):
    """The server's moods are the same to either database."""
    return sqlite_url


@pytest.fixture
def post(make_app, smtp_sink, monkeypatch):
    """An app whose patience is short, so that an hour fits into a test."""
    monkeypatch.setattr(relay, "CONNECT_SECONDS", 0.1)
    monkeypatch.setattr(relay, "SMTP_SECONDS", 2.0)
    app = make_app(MAIL_SERVER=HOST, MAIL_PORT=str(smtp_sink.port))
    with app.app_context():
        yield app, smtp_sink


def promise(app, letters: int, reminders: int) -> Outcome:
    """Acknowledgements and reminders that are due, a third of the reminders for tickets that are closed in a while."""
    staff = a_member_of_staff()
    outcome = Outcome(set())
    for n in range(letters):
        a_ticket(app, sender=f"p{n}@example.org")
        outcome.due.add(f"p{n}@example.org")
    for n in range(reminders):
        ticket = a_ticket(app, "unsubscribe", answerable=False)
        with unit():
            jobs.enqueue("staff.mail", ticket=ticket.id, staff=staff.id, rung="week", due="2030-01-01")
        (outcome.closed if n % 3 == 0 else outcome.due).add(ticket.reference)
    return outcome


def go_through(sink, outcome: Outcome) -> None:
    """An hour of moods, minute by minute; then the server is well again."""
    start = now()
    for number, mood in enumerate(MOODS):
        with in_mood(sink, mood):
            run_from(start + number * OUTAGE / len(MOODS), OUTAGE / len(MOODS))
        if mood == "4yz":
            close_some(outcome)
    outcome.excused = Counter(names(sink.letters))
    sink.answer, sink.cut = TAKEN, None
    run_from(start + OUTAGE, DRAINED)
    outcome.arrived = Counter(names(sink.letters))
    for name, letter in zip(names(sink.letters), sink.letters, strict=True):
        words = letter.message.get_body(("plain",)).get_content()
        outcome.contents.setdefault(name, set()).add(f"{letter.message['Message-ID']} {words}")
    outcome.left = db.session.scalar(sa.select(sa.func.count(Job.id)).where(Job.state != jobs.DONE))


def run_from(start: datetime, length: timedelta) -> None:
    """The worker's work for a while, minute by minute."""
    for step in range(length // STEP):
        with clock_at(start + step * STEP):
            jobs.run_due()
    db.session.rollback()


def in_mood(sink, mood: str):
    """Puts the server into a mood."""
    sink.answer = "451 4.3.0 later" if mood == "4yz" else TAKEN
    sink.cut = {"cut": Cut.UNTAKEN, "taken and cut": Cut.TAKEN}.get(mood)
    return away(sink, silent=mood == "silent") if mood in {"refused", "silent"} else nullcontext()


@contextmanager
def away(sink, *, silent: bool):
    """The server is down; `silent`: its machine takes connections and says nothing."""
    sink.down()
    with socket.create_server((HOST, sink.port)) if silent else nullcontext():
        yield
    sink.up()


def close_some(outcome: Outcome) -> None:
    """The tickets whose reminders wait are closed meanwhile."""
    for ticket in db.session.scalars(sa.select(Ticket).where(Ticket.reference.in_(outcome.closed))):
        deciding.withdraw(ticket.requests[0], REQUESTER)


def names(letters) -> list[str]:
    """Whom or what each letter is for: the person's address, or the ticket of a reminder."""
    return [letter.recipients[0] if letter.recipients[0].endswith("@example.org")
            else REFERENCE.search(letter.message["Subject"])[0] for letter in letters]


def faults(outcome: Outcome) -> list[str]:
    """What went wrong, or nothing."""
    found = [f"{name} never arrived" for name in outcome.due - set(outcome.arrived)]
    found += [f"{name} was told, though closed" for name in outcome.closed & set(outcome.arrived)]
    found += [f"{name} arrived {count} times" for name, count in outcome.arrived.items()
              if count > outcome.excused[name] + 1]
    found += [f"{name} arrived in several words" for name, said in outcome.contents.items() if len(said) > 1]
    return found + ([f"{outcome.left} jobs left"] if outcome.left else [])


def test_an_hour_without_the_mail_server(post):
    app, sink = post
    outcome = promise(app, 20, 12)
    go_through(sink, outcome)
    assert faults(outcome) == []
    assert sink.tries > len(sink.letters)


@pytest.mark.drill
@pytest.mark.timeout(3600)
def test_an_hour_without_the_mail_server_at_length(post):
    app, sink = post
    outcome = promise(app, 300, 200)
    go_through(sink, outcome)
    assert faults(outcome) == []


def forgets_the_id(monkeypatch) -> None:
    """A letter that is filled in anew, under another name, on each try."""
    fill_in = sending.fill_in

    def anew(message) -> None:
        fill_in(message)
        with unit():
            message.message_id = None

    monkeypatch.setattr(sending, "fill_in", anew)
    monkeypatch.setattr(sending, "_compose", lambda message, ticket, settings, real=sending._compose: named(
        real(message, ticket, settings)))


def named(outgoing):
    outgoing.msgId = f"<{token_hex(8)}@example.test>"
    return outgoing


def takes_4yz_for_good(monkeypatch) -> None:
    """A letter that is given up when it is put off."""
    def give_up(code, refusal) -> None:
        raise relay.GivenUp(f"smtp_{code}") from refusal

    monkeypatch.setattr(relay, "_give_up_on", give_up)


def waits_for_hours(monkeypatch) -> None:
    """Pauses that grow beyond what may be."""
    monkeypatch.setattr(jobs, "LONGEST_PAUSE", timedelta(days=1))


def reminds_all_the_same(monkeypatch) -> None:
    """Nobody asks whether the ticket is still open."""
    monkeypatch.setattr(lifecycle, "LIVE", frozenset(lifecycle.STATES))


@pytest.mark.parametrize("plant", [forgets_the_id, takes_4yz_for_good, waits_for_hours, reminds_all_the_same])
def test_finds_letters_lost_doubled_or_late(post, monkeypatch, plant):
    """The control: with this fault in the program the same test must find it."""
    app, sink = post
    outcome = promise(app, 8, 6)
    plant(monkeypatch)
    go_through(sink, outcome)
    assert faults(outcome)


def test_a_refusal_for_good_is_seen_within_the_minute(post):
    app, sink = post
    ticket = a_ticket(app)
    sink.answer_recipient = "550 5.1.1 no such user"
    start = now()
    jobs.run_due()
    assert ticket.trouble
    failed = db.session.scalar(sa.select(Event.at).where(Event.kind == "letter.failed"))
    assert failed - start < timedelta(minutes=1)
