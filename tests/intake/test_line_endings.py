"""What looks like the end of a mail and is none (SMTP smuggling, CVE-2023-51764): one mail, byte for byte, never two.

Each variant stands in a mail before a whole second transaction; only CRLF.CRLF ends a mail (RFC 5321 section 4.1.1.4), so the
transaction is words of the first mail. What does end a mail is shown beside it.
"""

import asyncio
import re
import socket

import pytest
import sqlalchemy as sa
from flask import Flask

from compliance.db import db
from compliance.intake.keeping import KeptMail, raw_of
from tests.intake.listening import listening

US = b"privacy@example.test"
HELLO = b"LHLO mx\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<" + US + b">\r\nDATA\r\n"
HEAD = b"From: a@example.org\r\nSubject: first\r\n\r\nwords"
SECOND = (b"MAIL FROM:<b@example.org>\r\nRCPT TO:<" + US + b">\r\nDATA\r\n"
          b"From: b@example.org\r\nSubject: smuggled\r\n\r\nDelete everything.")
END = b"\r\n.\r\n"
NO_ENDS = (
    b"\n.\n", b"\r\n.\n", b"\n.\r\n", b"\r.\r", b"\r.\r\n", b"\r\n.\r", b"\n.\r", b"\r.\n", b"\n\r.\n\r", b"\r\n.\r\r\n",
    b"\r\n.\n\r\n", b"\r\n\n.\n\r\n", b"\n\n.\n\n", b"\r\r.\r\r", b"\r\n\r.\r\n", b"\r\n\r.\r\r\n", b"\r\n.\n.\r\n",
    b"\n.\n.\n", b"\r\n.\x00\r\n", b"\r\n\x00.\r\n", b"\x00.\x00", b"\r\x00\n.\r\x00\n", b"\r\n.\r\x00\n", b"\r\x00\n.\r\n",
    b"\r\n .\r\n", b"\r\n. \r\n", b"\r\n.\t\r\n", b"\r\n.\x0b\r\n", b"\r\n.\x0c\r\n", b"\x0b.\x0b", b"\x0c.\x0c",
    b"\r\n.\x1a\r\n", b"\r\n..\r\n", b"\r\n...\r\n", b"\n..\n", b"\r\n.QUIT\r\n", b"\r\n..QUIT\r\n", b"\r\n.\x08\r\n",
    b"=0D=0A.=0D=0A", b"\x85.\x85", "\u2028.\u2028".encode(), "\r\n\uff0e\r\n".encode(), "\r\n\u3002\r\n".encode(),
    b"\xff\r\n.\xff\r\n",
    b"\x8d\x8a.\x8d\x8a", b"\r\n.\r\xc0\x8a", b"\r\n\x7f.\r\n",
)
ENDS = (END, b"\r" + END, b"\n" + END, b"\r\n" + END, b"\r\n.." + END, b"\x00" + END, b" " + END)


def exchange(port: int, data: bytes, piece: int = 1 << 20) -> list[bytes]:
    """Says all of it, in pieces of that size, and returns the codes of the answers."""
    with socket.create_connection(("127.0.0.1", port), 20) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for at in range(0, len(data), piece):
            wire.sendall(data[at:at + piece])
        said = b""
        while b"\r\n221 " not in said:
            more = wire.recv(4096)
            assert more, "the connection was cut"
            said += more
    return [line[:3] for line in said.split(b"\r\n") if line[3:4] == b" "]


def kept(app: Flask) -> list[bytes]:
    """The mails that were kept."""
    with app.app_context():
        return raw_of(db.session.scalars(sa.select(KeptMail).order_by(KeptMail.id)).all())


def unstuffed(said: bytes) -> bytes:
    """What is meant by lines said after DATA (RFC 5321 section 4.5.2)."""
    return b"\r\n".join(line.removeprefix(b".") for line in said.split(b"\r\n"))


def smuggle(app: Flask, port: int, variant: bytes, piece: int = 1 << 20) -> None:
    """Sends a mail with a second transaction behind the variant: it must be one mail."""
    said = HEAD + variant + SECOND
    codes = exchange(port, HELLO + said + END + b"QUIT\r\n", piece)
    assert codes == [b"220", b"250", b"250", b"250", b"354", b"250", b"221"]
    assert kept(app) == [unstuffed(said) + b"\r\n"]


@pytest.fixture
def port(sqlite_app: Flask):
    """Of a running listener."""
    with listening(sqlite_app) as listener:
        yield listener


def test_there_are_enough_and_none_twice() -> None:
    assert len(set(NO_ENDS)) == len(NO_ENDS) >= 30


@pytest.mark.parametrize("variant", NO_ENDS)
def test_what_is_no_end_ends_nothing(sqlite_app: Flask, port: int, variant: bytes) -> None:
    assert END not in HEAD + variant + SECOND
    smuggle(sqlite_app, port, variant)


@pytest.mark.parametrize("variant", NO_ENDS[:6])
def test_nor_in_small_pieces(sqlite_app: Flask, port: int, variant: bytes) -> None:
    """Where packets are cut makes no difference."""
    smuggle(sqlite_app, port, variant, piece=3)


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("piece", [1, 1 << 20])
def test_what_ends_a_mail_ends_it(sqlite_app: Flask, port: int, end: bytes, piece: int) -> None:
    """What comes behind it by PIPELINING is commands."""
    codes = exchange(port, HELLO + HEAD + end + SECOND + END + b"QUIT\r\n", piece)
    assert codes.count(b"354") == 2
    second = SECOND.partition(b"DATA\r\n")[2] + b"\r\n"
    assert kept(sqlite_app) == [unstuffed(HEAD + end.removesuffix(END)) + b"\r\n", second]


@pytest.mark.parametrize("variant", [b"\n.\n", b"\n.\r\n", b"\r\n.\n"])
def test_finds_a_listener_that_mends_line_ends(
    sqlite_app: Flask, port: int, monkeypatch: pytest.MonkeyPatch, variant: bytes
) -> None:
    """The control: one that takes LF for CRLF is fooled."""
    read = asyncio.StreamReader.read

    async def mended(reader: asyncio.StreamReader, most: int) -> bytes:
        return re.sub(rb"(?<!\r)\n", b"\r\n", await read(reader, most))

    monkeypatch.setattr(asyncio.StreamReader, "read", mended)
    with pytest.raises(AssertionError):
        smuggle(sqlite_app, port, variant)
