"""Hostile mails: none raises, none is lost, and the bounds hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.intake import mime
from compliance.intake.reading import read, redelivery_key
from compliance.intake.submission import Submission
from tests.intake.shapes import HEAD, SHAPES, WORDS, mail, messages, multipart, nested

OUTCOMES = {"new", "reply", "auto_reply", "bounce", "complaint", "loop", "unreadable"}
READABLE = [
    "bare cr",
    "nul bytes",
    "lines that are no fields",
    "two thousand levels",
    "boundary never used",
    "unknown encoding",
    "boundary is a prefix of another",
    "divs",
    "quotes in html",
    "attributes",
    "tables",
    "winmail cut",
    "partial",
    "encoded multipart",
    "digest",
    "bom and mbox line",
]


def sound(said: Submission) -> None:
    """What must hold of anything read."""
    assert said.outcome in OUTCOMES
    texts = [
        said.subject,
        said.body,
        said.text,
        said.sender,
        said.sender_name,
        *(file.name for file in said.attachments),
        *said.warnings,
    ]
    for text in texts:
        text.encode("utf-8")
        assert "\x00" not in text
    assert not any("/" in file.name or "\\" in file.name or not file.name for file in said.attachments)


@pytest.mark.parametrize("shape", SHAPES)
def test_hostile_shapes_are_read(shape: str) -> None:
    """Every shape comes back as something sound, within the memory and time of a test, and not as a failure."""
    said = read(SHAPES[shape])
    sound(said)
    assert said.outcome != "unreadable"
    assert len(redelivery_key(SHAPES[shape])) == 64


@pytest.mark.parametrize("shape", READABLE)
def test_the_words_come_through(shape: str) -> None:
    """What a person wrote inside such a shape can be read, or its part is kept as a file."""
    said = read(SHAPES[shape])
    assert WORDS in said.body or any(WORDS.encode() in file.content for file in said.attachments)


def test_bounds_are_told() -> None:
    """What lies beyond a bound is told to staff."""
    assert any("too deep" in warning for warning in read(nested(mime.DEPTH + 5)).warnings)
    assert any("too deep" in warning for warning in read(messages(mime.DEPTH + 5)).warnings)
    assert any("too many parts" in warning for warning in read(multipart("--b\n\nx\n" * (mime.PARTS + 5))).warnings)
    assert any("header is too long" in warning for warning in read(b"Subject: " + b"a" * 300_000 + b"\n\nx").warnings)


def test_files_in_attached_messages_stay_within_bounds() -> None:
    """A file inside many attached messages does not come out once for each of them."""
    raw = HEAD.encode() + b"Content-Type: message/rfc822\n\n" * 40 + b"Content-Type: application/pdf\n\n" + b"x" * 3_000_000
    said = read(raw)
    assert sum(file.size for file in said.attachments) <= 3 * len(raw)
    assert said.attachments[0].size > 3_000_000


@given(st.binary(max_size=3000))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read(raw: bytes) -> None:
    """Any bytes at all."""
    sound(read(raw))
    redelivery_key(raw)


PIECES = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=b\n",
        b"Content-Type: text/html\n",
        b"Content-Type: message/rfc822\n",
        b'Content-Type: multipart/alternative; boundary="c d"\n',
        b"Content-Type: application/ms-tnef\n",
        b"--b\n",
        b"--b--\n",
        b"--c d\n",
        b"\n",
        b"\r\n",
        b"\r",
        b"\x00",
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Transfer-Encoding: quoted-printable\n",
        b"From: a@b.c\n",
        b"Subject: =?utf-8?B?w6Q=?=\n",
        b"Subject: =?x?Q?=E4\n",
        b"begin 644 x\n",
        b"#0V%T\n",
        b"end\n",
        b"<div>",
        b"<!--",
        b"&amp;",
        b"> x\n",
        b"-- \n",
        b"On 1.1.2025 10:00, a <a@b.c> wrote:\n",
        b"Return-Path: <>\n",
        b"Content-Type: message/delivery-status\n",
        b"Final-Recipient: rfc822; a@b.c\n",
        b"Action: failed\n",
        b"Feedback-Type: abuse\n",
        b"charset=utf-7",
        b"\xff\xfe",
        b"\xe4\xf6",
        "löschen 削除".encode(),
        b'x\x9f>"\x01\x00',
        b"name*0*=utf-8''%41;",
    ]
)


@given(st.lists(PIECES | st.binary(max_size=20), max_size=40))
@settings(max_examples=250, deadline=None)
def test_mails_of_odd_pieces_are_read(pieces: list[bytes]) -> None:
    """Grammar pieces put together in any order are read, and never as a failure."""
    said = read(b"".join(pieces))
    sound(said)
    assert said.outcome != "unreadable"


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zs", "Zl", "Zp", "Cf"]), min_size=1, max_size=60
    )
)
@settings(max_examples=100, deadline=None)
def test_declared_text_comes_back_exactly(words: str) -> None:
    """Text in UTF-8, declared as such, is exactly what comes back."""
    raw = mail(f"x {words} y".encode(), "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n")
    assert read(raw).body == f"x {words} y"


@given(
    st.binary(max_size=300),
    st.sampled_from(
        [b"Received: by x\n", b"Return-Path: <x@y.z>\n", b"Delivered-To: a@b.c\n", b"X-Spam-Status: No\n\tscore=1\n"]
    ),
)
@settings(max_examples=80, deadline=None)
def test_trace_headers_do_not_change_the_key(body: bytes, trace: bytes) -> None:
    """The same mail with other trace headers, and other line ends, has the same key; other content has another."""
    raw = mail(body.replace(b"\r", b""))
    key = redelivery_key(raw)
    assert redelivery_key(trace + raw) == key
    assert redelivery_key(raw.replace(b"\n", b"\r\n")) == key
    assert redelivery_key(raw + b"more") != key
