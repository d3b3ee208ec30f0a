"""The sink shows what it took, and misbehaves as told."""

import smtplib

import pytest

from tests.servers.machine import HOST
from tests.servers.smtp_sink import Cut, SmtpSink

RAW = b"Subject: =?utf-8?q?gr=C3=BC=C3=9Fe?=\r\n\r\n.dots\r\n\xff\r\n"


def send(sink: SmtpSink) -> None:
    """Sends one letter."""
    with smtplib.SMTP(HOST, sink.port, timeout=10) as connection:
        connection.sendmail("a@example.org", ["b@example.org", "c@example.org"], RAW)


def test_takes_byte_for_byte(smtp_sink: SmtpSink) -> None:
    """A letter is kept as it was sent, with its envelope."""
    send(smtp_sink)
    (letter,) = smtp_sink.wait_for(1)
    assert (letter.sender, letter.recipients, letter.raw) == ("a@example.org", ("b@example.org", "c@example.org"), RAW)
    assert letter.message["subject"] == "grüße"


@pytest.mark.parametrize(("answer", "code"), [("451 4.3.0 Later", 451), ("550 5.7.1 Never", 550)])
def test_refuses_the_letter(smtp_sink: SmtpSink, answer: str, code: int) -> None:
    """A refusal after the dot takes nothing."""
    smtp_sink.answer = answer
    with pytest.raises(smtplib.SMTPDataError) as refusal:
        send(smtp_sink)
    assert (refusal.value.smtp_code, smtp_sink.letters, smtp_sink.tries) == (code, [], 1)


def test_refuses_the_recipient(smtp_sink: SmtpSink) -> None:
    """A refusal of every recipient ends the letter before it is sent."""
    smtp_sink.answer_recipient = "550 5.1.1 Nobody here"
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(smtp_sink)
    assert smtp_sink.tries == 0


@pytest.mark.parametrize(("cut", "taken"), [(Cut.UNTAKEN, 0), (Cut.TAKEN, 1)])
def test_cuts_after_the_dot(smtp_sink: SmtpSink, cut: Cut, taken: int) -> None:
    """A connection that ends after the dot leaves the sender in doubt, whether the letter was taken or not."""
    smtp_sink.cut = cut
    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        send(smtp_sink)
    assert len(smtp_sink.letters) == taken


def test_down_and_up(smtp_sink: SmtpSink) -> None:
    """While down it refuses connections; it comes back on the same port."""
    smtp_sink.down()
    with pytest.raises(ConnectionRefusedError):
        send(smtp_sink)
    smtp_sink.up()
    send(smtp_sink)
    assert len(smtp_sink.letters) == 1
