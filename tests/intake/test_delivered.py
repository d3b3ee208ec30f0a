"""Who a fetched mail was sent to: noted by the server, written by the sender, or nobody of ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.intake.delivered import MOST, recipients_of

US, OTHER = "privacy@example.test", "datenschutz@example.test"
REPLY = "privacy+r12-abcdefghijklmnopqrstuvwxyz@example.test"


@pytest.mark.parametrize(("header", "found"), [
    ("Delivered-To: datenschutz@example.test\nTo: privacy@example.test", [OTHER, US]),
    ("X-Original-To: Datenschutz@Example.Test\nTo: list@example.org", [OTHER]),
    (f"Delivered-To: privacy@example.test\nTo: Example Books <{REPLY}>", [US, REPLY]),
    (f"To: {REPLY.upper()}", [REPLY]),
    (f"To: friend@example.org\nCc: {REPLY}", [REPLY]),
    ("Envelope-To: datenschutz@example.test", [OTHER]),
    ("To: a@example.org, privacy@example.test, datenschutz@example.test", [US, OTHER]),
    ("To: privacy@example.test\nTo: privacy@example.test", [US]),
    ("To: undisclosed-recipients:;", [US]),
    ("To: privacy@example.test.example.org, privacy@other.example", [US]),
    ("To: notprivacy@example.test", [US]),
    ("Subject: To: datenschutz@example.test", [US]),
    ("X-Note: y\n\nTo: datenschutz@example.test", [US]),
    ("", [US]),
])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_header_says_it(header, found, line_end):
    assert recipients_of(f"{header}\n\nbody\n".replace("\n", line_end).encode(), (US, OTHER)) == found


def test_an_address_that_is_folded_and_quoted():
    raw = b'To: "Doe, Jane" <jane@example.org>,\r\n =?utf-8?Q?B=C3=BCcher?= <datenschutz@example.test>\r\n\r\n'
    assert recipients_of(raw, (US, OTHER)) == [OTHER]


def test_it_is_bounded():
    many = b"To: " + b", ".join(b"privacy+%d@example.test" % n for n in range(50_000)) + b"\r\n\r\n"
    assert len(recipients_of(many, (US,))) == MOST


@given(st.binary(max_size=3000))
def test_whatever_comes_it_is_an_address_of_ours(raw):
    found = recipients_of(b"To: " + raw, (US, OTHER))
    assert found
    assert all(address.endswith("@example.test") for address in found)
