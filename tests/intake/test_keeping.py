"""Mails that arrive together share a commit: none is answered before it, and a bad one harms nobody else."""

import asyncio
import threading
from smtplib import LMTP

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DataError, OperationalError

from compliance.db import db
from compliance.intake import keeping, lmtp
from compliance.intake.keeping import Incoming, Kept, KeptMail, keep_together, raw_of
from compliance.jobs import Job
from tests.intake.listening import listening

US = "privacy@example.test"
MAIL = b"From: p%d@example.org\r\nTo: privacy@example.test\r\nSubject: number %d\r\n\r\nPlease delete my data.\r\n"
CLIENTS, EACH = 8, 4
PIECES = st.lists(st.sampled_from([b"\r\n", b"\n", b"\r", b".", b"x", b"\r\n.\r\n", b"\n.\n"]), max_size=12).map(b"".join)


def mails(*numbers: int) -> list[Incoming]:
    """Mails as the listener hands them over."""
    return [Incoming(MAIL % (n, n), (US,), f"p{n}@example.org", "mail") for n in numbers]


def kept() -> list[bytes]:
    """What is in the book, read anew."""
    db.session.rollback()
    return sorted(raw_of(db.session.scalars(sa.select(KeptMail)).all()))


def promised() -> int:
    """How many mails will be understood."""
    with db.engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count(Job.id)).where(Job.kind == "mail.understand")) or 0


def test_many_in_one_commit_and_doubles_once(book):
    first, second, again = keep_together(mails(1, 2, 1))
    assert (first.again, second.again, again.again) == (False, False, True)
    assert (first.id, promised()) == (again.id, 2)
    later = keep_together([Incoming(mails(2)[0].raw, ("privacy+a@example.test",), None, "mail"), *mails(3)])
    assert [one.again for one in later] == [True, False]
    assert kept() == sorted(MAIL % (n, n) for n in (1, 2, 3))
    db.session.rollback()
    assert db.session.get(KeptMail, second.id).recipients == [US, "privacy+a@example.test"]


def test_one_that_cannot_be_kept_harms_nobody_else(book, monkeypatch):
    row = keeping._row
    spoilt = {"sha256": None}
    monkeypatch.setattr(keeping, "_row", lambda key, mail: row(key, mail) | (spoilt if b"number 2" in mail.raw else {}))
    said = keep_together(mails(1, 2, 3))
    assert [type(one) is Kept for one in said] == [True, False, True]
    assert kept() == [MAIL % (1, 1), MAIL % (3, 3)]
    assert promised() == 2


@pytest.mark.parametrize(("error", "alone"), [(OperationalError, 0), (DataError, 2)])
def test_a_database_that_is_away_is_not_asked_again_for_each(monkeypatch, error, alone):
    tried: list[bytes] = []

    def fails(_group: list[Incoming]) -> list[Kept]:
        raise error("INSERT", {}, Exception())

    monkeypatch.setattr(keeping, "_keep_all", fails)
    monkeypatch.setattr(keeping, "keep", lambda raw, *_: tried.append(raw) or Kept(1, again=False))
    said = keep_together(mails(1, 2))
    assert [isinstance(one, OperationalError) for one in said] == [alone == 0] * 2
    assert len(tried) == alone


def test_those_that_wait_share_the_next_commit(sqlite_app, monkeypatch):
    groups: list[int] = []
    together = keep_together
    monkeypatch.setattr(lmtp, "keep_together", lambda group: groups.append(len(group)) or together(group))

    async def five() -> list[str]:
        keeper = lmtp.Keeper(sqlite_app)
        return await asyncio.gather(*(keeper.keep(mail) for mail in mails(1, 2, 3, 4, 5)))

    assert asyncio.run(five()) == [lmtp.KEPT] * 5
    assert groups == [5]


def deliver(port: int, numbers: list[int], see) -> list[str]:
    """Hands mails over on one connection; says which were answered with 250 before another connection could see them."""
    unseen = []
    with LMTP("127.0.0.1", port, timeout=30) as client:
        for number in numbers:
            client.sendmail(f"p{number}@example.org", [US], MAIL % (number, number))
            if MAIL % (number, number) not in see():
                unseen.append(f"number {number}")
    return unseen


@pytest.mark.parametrize("honest", [True, pytest.param(False, marks=pytest.mark.xfail(strict=True, reason="planted fault"))])
def test_each_is_durable_when_it_is_answered(app, monkeypatch, honest):
    if not honest:
        monkeypatch.setattr(lmtp, "keep_together", lambda group: [Kept(n, again=False) for n, _ in enumerate(group)])
    unseen: list[str] = []

    def see() -> list[bytes]:
        with app.app_context():
            return kept()

    with listening(app) as port:
        numbers = [list(range(n, CLIENTS * EACH, CLIENTS)) for n in range(CLIENTS)]
        clients = [threading.Thread(target=lambda mine=mine: unseen.extend(deliver(port, mine, see))) for mine in numbers]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
    assert unseen == []
    assert len(see()) == CLIENTS * EACH


@given(PIECES, st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_line_ends_of_all_kinds_come_out_as_they_went_in(raw: bytes, cuts: list[int]) -> None:
    """However the bytes arrive, the mail ends at CRLF.CRLF alone and what follows is left for the next command."""
    wire = (b"\r\n" + raw).replace(b"\r\n.", b"\r\n..")[2:]
    ended = raw if not raw or raw.endswith(b"\r\n") else raw + b"\r\n"
    wire += (b"" if wire.endswith(b"\r\n") or not wire else b"\r\n") + b".\r\nQUIT\r\n"
    taken, left = asyncio.run(read(wire, cuts))
    assert taken == ended
    assert left == b"QUIT\r\n"


async def read(wire: bytes, cuts: list[int]) -> tuple[bytes | None, bytes]:
    """What the listener takes for the mail from bytes that come in pieces, and what it leaves in the reader."""
    session = lmtp.Lmtp(object(), 1000, loop=asyncio.get_running_loop())
    session._reader = asyncio.StreamReader()

    async def send() -> None:
        at = 0
        for n in range(len(wire)):
            size = cuts[n % len(cuts)]
            session._reader.feed_data(wire[at:at + size]) if at < len(wire) else None
            at += size
            await asyncio.sleep(0)

    sending = asyncio.create_task(send())
    taken = await session._read()
    await sending
    return taken, await session._reader.read(100)
