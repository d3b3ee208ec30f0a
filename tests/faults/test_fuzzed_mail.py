"""Mutated mails, thousands of them, through the real reading child: none kills it, none takes too long, none is lost (bar B1).

Seeds are our own mails, bounces, answers and hostile shapes; they are cut, doubled, flipped and spliced with each other. The
same numbers give the same mails again. What comes back must be a submission that a database and a page can hold.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from compliance.intake import reader as room
from compliance.intake.reader import Reader, Understood
from tests.intake.shapes import SHAPES
from tests.intake.test_reader import TRAPS

OUTCOMES = {"new", "reply", "auto_reply", "bounce", "complaint", "loop", "unreadable"}
LARGEST_SEED = 20_000
PIECES = (
    b"\r\n", b"\n\n", b"--b\r\n", b"=?utf-8?b?", b"?=", b"\x00", b"\xff\xfe", b"Content-Type: multipart/mixed; boundary=b\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Type: text/plain; charset=utf-7\r\n", b"(", b"<", b"@", b",", b"=\r\n",
    b"Content-Type: message/rfc822\r\n\r\n", b"begin 644 x\r\n", b"\r\n.\r\n", b"From: a@b, c@d\r\n", b"=?x?q?" + b"=41" * 50,
)


def seeds() -> list[bytes]:
    """Our own mails that are not too large to be mutated by the thousand."""
    here = Path(__file__).resolve().parents[1] / "intake"
    files = sorted([*here.glob("notices/*.eml"), *here.glob("replies/*.eml")])
    every = [*(file.read_bytes() for file in files), *SHAPES.values()]
    return [mail for mail in every if 0 < len(mail) <= LARGEST_SEED]


def mutated(number: int, kept: list[bytes]) -> bytes:
    """The mail with this number."""
    chance = random.Random(number)
    mail = bytearray(chance.choice(kept))
    for _ in range(chance.randint(1, 6)):
        start, length = chance.randrange(len(mail) + 1), int(chance.expovariate(1 / 60))
        match chance.randrange(6):
            case 0:
                mail[start:start + 1] = bytes([chance.randrange(256)])
            case 1:
                del mail[start:start + length]
            case 2:
                mail[start:start] = mail[start:start + length] * chance.randint(1, 5)
            case 3:
                mail[start:start] = chance.choice(PIECES)
            case 4:
                other = chance.choice(kept)
                mail[start:] = other[chance.randrange(len(other)):]
            case _:
                mail[start:start + length] = bytes(chance.randrange(256) for _ in range(length))
    return bytes(mail)


def wrong_with(understood: Understood) -> str | None:
    """Why a submission cannot be kept or shown, or nothing."""
    said = understood.submission
    if said.outcome not in OUTCOMES:
        return f"outcome {said.outcome}"
    for text in (said.sender, said.sender_name, said.subject, said.body, said.text, said.html or "", *said.warnings):
        if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
            return "NUL or a lone surrogate"
    if any("/" in file.name or not file.name for file in said.attachments):
        return "the name of a file"
    return None


def faults(reader: Reader, numbers: range) -> Iterator[str]:
    """What goes wrong with the mails of these numbers."""
    kept = seeds()
    for number in numbers:
        understood = reader.understand(mutated(number, kept))
        if wrong := wrong_with(understood):
            yield f"{number}: {wrong}"
        warnings = " ".join(understood.submission.warnings)
        if understood.submission.outcome == "unreadable" and ("broke down" in warnings or "longer than" in warnings):
            yield f"{number}: the child died or took too long"


def test_mutated_mails_are_read() -> None:
    with Reader() as reader:
        assert list(faults(reader, range(3_000))) == []


@pytest.mark.drill
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(10))
def test_very_many_mutated_mails_are_read(part: int) -> None:
    with Reader() as reader:
        assert list(faults(reader, range(10_000 + part * 10_000, 20_000 + part * 10_000))) == []


def test_finds_a_mail_that_kills_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a child that dies of one mail is noticed."""
    before, load, after = room.CHILD.partition("from compliance.intake.reader import serve;")
    traps = TRAPS.replace("b'Subject: death' in raw", "len(raw) % 7 == 0")
    monkeypatch.setattr(room, "CHILD", f"{before}exec({traps!r}); {load}{after}")
    with Reader() as reader:
        assert any("the child died" in fault for fault in faults(reader, range(30)))


def test_finds_what_no_database_can_hold() -> None:
    """The other control."""
    with Reader() as reader:
        fine = reader.understand(b"From: a@example.org\nSubject: x\n\nwords\n")
    assert wrong_with(fine) is None
    assert wrong_with(Understood(replace(fine.submission, subject="a\0b"), None))
    assert wrong_with(Understood(replace(fine.submission, outcome="lost"), None))
