"""kill -9 at each named point of intake: none is lost, none doubled, none half written, the trail holds (bar R1).

The program that takes mails by LMTP, and a process for each mail or form by the pipe and by the form, die by their own hand
at one point after the other (`tests.faults.stricken`), and whoever sent the mail or form sends it again, as mail servers and
people do. IMAP has its own in `test_imap_cuts.py`.
"""

import itertools
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from compliance.db import db
from compliance.ledger import verify
from compliance.tickets.models import Attachment, Message, PrivacyRequest, Requester, Ticket
from tests.conftest import opened_app
from tests.faults import stricken
from tests.faults.test_kill import environment, feed, nothing_lost_nothing_doubled, restarting, settle, what_became
from tests.servers.machine import free_port, wait_until
from tests.servers.site import ROOT

TELLING = ("row written", "committed", "250 sent", "message and attachments written", "acknowledgement queued", "job done")
DRILL_TIMES = 10
IN_FLIGHT = 50


def by_lmtp(app: Flask, tmp_path: Path, points: list[str], *, fault: str = "", connections: int = 4) -> int:
    """Delivers mails until the listener has died at every point. Returns how many mails that took."""
    port, done, number = free_port(), threading.Event(), itertools.count()

    def numbers() -> Iterator[int]:
        while not done.is_set():
            yield next(number)

    with restarting(environment(app, tmp_path, port), "--fault", fault, "--points", *points) as pids:
        feeders = [threading.Thread(target=feed, args=(port, numbers())) for _ in range(connections)]
        for feeder in feeders:
            feeder.start()
        try:
            wait_until(lambda: len(pids) > len(points), "all points were reached", 60 + 5 * len(points))
        finally:
            done.set()
            for feeder in feeders:
                feeder.join()
    return next(number)


def one_by_one(app: Flask, tmp_path: Path, door: str, points: list[str], *, fault: str = "", at_once: int = 1) -> int:
    """Hands in a mail or form for each point, in a process that dies at it; and again without. Returns how many."""
    command = [sys.executable, "-m", "tests.faults.handing_in", door, str(at_once), fault or "none", *points]
    ended = subprocess.run(command, cwd=ROOT, env=environment(app, tmp_path, free_port()),
                           stdout=subprocess.PIPE, text=True, check=True)
    killed = ended.stdout.splitlines()
    assert Counter(killed) == Counter(points)
    return len(points)


def whole(app: Flask) -> None:
    """No ticket is half written: each has its request, its message with its file, its letter; and the trail holds."""
    with app.app_context():
        tickets = db.session.scalars(sa.select(Ticket.id)).all()
        for rows, ticket in (
            (sa.select(PrivacyRequest.ticket_id), PrivacyRequest.ticket_id),
            (sa.select(Message.ticket_id).where(Message.direction == "in"), Message.ticket_id),
            (sa.select(Message.ticket_id).where(Message.letter == "acknowledgement"), Message.ticket_id),
        ):
            assert Counter(db.session.scalars(rows.order_by(ticket))) == Counter(tickets)
        files = sa.select(Attachment.message_id).join(Message).where(Message.channel == "mail")
        mails = sa.select(Message.id).where(Message.direction == "in", Message.channel == "mail")
        assert Counter(db.session.scalars(files)) == Counter(db.session.scalars(mails))
        assert verify()[1] is None


def check(app: Flask, mails: int) -> None:
    """All of it, once what was promised is done."""
    settle(app)
    nothing_lost_nothing_doubled(app, mails)
    whole(app)


def test_killed_at_each_point_of_lmtp(sqlite_app: Flask, tmp_path: Path) -> None:
    check(sqlite_app, by_lmtp(sqlite_app, tmp_path, list(stricken.OF_LMTP)))


@pytest.mark.postgres
def test_killed_at_the_telling_points_on_postgres(postgres_url: str, tmp_path: Path) -> None:
    """The same on PostgreSQL, where a dead process leaves its transaction to the server."""
    with opened_app(DATABASE_URL=postgres_url, INSTANCE_PATH=str(tmp_path)) as app:
        check(app, by_lmtp(app, tmp_path, list(TELLING)))


def test_killed_at_each_point_of_the_pipe(sqlite_app: Flask, tmp_path: Path) -> None:
    check(sqlite_app, one_by_one(sqlite_app, tmp_path, "pipe", list(stricken.OF_PIPE)))


def test_killed_at_each_point_of_the_form(sqlite_app: Flask, tmp_path: Path) -> None:
    check_forms(sqlite_app, one_by_one(sqlite_app, tmp_path, "form", list(stricken.OF_FORM)))


def check_forms(app: Flask, forms: int) -> None:
    """The same of forms: each is one ticket with one letter."""
    kept, _, letters = what_became(app)
    assert kept == {"understood": forms}
    assert (len(letters), set(letters.values())) == (forms, {1})
    with app.app_context():
        people = db.session.scalars(sa.select(Requester.email)).all()
    assert sorted(people) == sorted(f"p{n}@example.org" for n in range(forms))
    whole(app)


@pytest.mark.parametrize(("fault", "point"), [
    ("early", "row written"), ("anew", "said to be kept"), ("torn", "letter not promised yet"),
])
def test_finds_what_early_answers_doubles_and_torn_tickets_lose(
    sqlite_app: Flask, tmp_path: Path, fault: str, point: str
) -> None:
    """The controls: a 250 before the commit loses, a mail that is not known again is doubled, two commits tear a ticket."""
    with pytest.raises(AssertionError):
        check(sqlite_app, by_lmtp(sqlite_app, tmp_path, [point] * 3, fault=fault))


@pytest.mark.drill
@pytest.mark.timeout(3600)
def test_killed_at_each_point_of_lmtp_with_many_in_flight(app: Flask, tmp_path: Path) -> None:
    points = [point for point in stricken.OF_LMTP for _ in range(DRILL_TIMES)]
    check(app, by_lmtp(app, tmp_path, points, connections=IN_FLIGHT))


@pytest.mark.drill
@pytest.mark.timeout(3600)
def test_killed_at_each_point_of_the_pipe_with_many_in_flight(app: Flask, tmp_path: Path) -> None:
    check(app, one_by_one(app, tmp_path, "pipe", list(stricken.OF_PIPE) * DRILL_TIMES, at_once=IN_FLIGHT))


@pytest.mark.drill
@pytest.mark.timeout(3600)
def test_killed_at_each_point_of_the_form_with_many_in_flight(app: Flask, tmp_path: Path) -> None:
    check_forms(app, one_by_one(app, tmp_path, "form", list(stricken.OF_FORM) * DRILL_TIMES, at_once=IN_FLIGHT))
