"""Bounces, in the forms that mail servers really send, and mail that only looks like one."""

from pathlib import Path

import pytest

from compliance.intake.reading import read
from compliance.intake.submission import STILL_TRIED

LOST = "lost@example.org"
RETURNED = (
    f"Received: from mail.example.com by mx.example.net; Mon, 3 Mar 2025 10:14:00 +0100\n"
    f"From: Privacy Office <privacy@example.com>\nTo: {LOST}\nSubject: Your request\nMessage-ID: <1@example.com>\n\nDear Ada,\n"
)


def bounce(sender: str, subject: str, text: str, more: str = "") -> bytes:
    """A mail of one text part from a mail system."""
    return f"Return-Path: <>\nFrom: {sender}\nTo: privacy@example.com\nSubject: {subject}\n{more}\n{text}".encode()


DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example.net>"
NOTICES = Path(__file__).parent / "notices"


@pytest.mark.parametrize("form", sorted(NOTICES.glob("*.eml")), ids=lambda path: path.stem)
def test_notices_for_people_are_bounces(form: Path) -> None:
    """A notice without machine-readable report is known, and the address that failed is found.

    Each file is such a notice, in the form of one mail system; to add a form, add a file.
    """
    said = read(form.read_bytes())
    assert said.outcome == "bounce"
    assert said.failed_recipients == (LOST,)
    assert said.acknowledge is False


def report(*groups: str, notice: str = "", top: str = "") -> bytes:
    """A multipart/report with these per-recipient groups."""
    return (
        f"From: {DAEMON}\nTo: privacy@example.com\nSubject: {top or 'Undelivered Mail Returned to Sender'}\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain\n\n{notice}\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"
        + "\n\n".join(groups)
        + f"\n\n--b\nContent-Type: message/rfc822\n\n{RETURNED}\n--b--\n"
    ).encode()


@pytest.mark.parametrize(
    ("group", "failed"),
    [
        (f"Final-Recipient: rfc822; {LOST}\nAction: failed\nStatus: 5.1.1", (LOST,)),
        (f"Original-Recipient: <{LOST}>\nAction: failed", (LOST,)),
        (f"Action: Failed\nFinal-recipient: RFC822;<{LOST}>", (LOST,)),
        (f"Final-Recipient: rfc822; {LOST}\n\nAction: failed\nStatus: 5.0.0", (LOST,)),
        (f"Final-Recipient: rfc822;\n {LOST}\nAction: failed (no such user)", (LOST,)),
        (f"Final-Recipient: {LOST}\nStatus: 5.1.1", (LOST,)),
        (
            f"Final-Recipient: rfc822; a@example.org\nAction: failed\n\nFinal-Recipient: rfc822; {LOST}\nAction: failed",
            ("a@example.org", LOST),
        ),
        (
            f"Final-Recipient: rfc822; a@example.org\nAction: failed\nFinal-Recipient: rfc822; {LOST}\nAction: failed",
            ("a@example.org", LOST),
        ),
        (
            f"Final-Recipient: rfc822; a@example.org\nAction: delivered\n\nFinal-Recipient: rfc822; {LOST}\nAction: failed",
            (LOST,),
        ),
        ("X-Nothing: here", (LOST,)),
    ],
)
def test_reports_name_who_failed(group: str, failed: tuple[str, ...]) -> None:
    """RFC 3464 reports, also with fields out of order or torn apart; without any, the returned mail says who."""
    said = read(report(group))
    assert (said.outcome, said.failed_recipients) == ("bounce", failed)


def test_delayed_delivery_is_still_tried() -> None:
    """A delay names the address and says that it is only a delay."""
    said = read(report(f"Final-Recipient: rfc822; {LOST}\nAction: delayed\nStatus: 4.4.1", top="Delayed mail"))
    assert STILL_TRIED in said.warnings
    assert said.failed_recipients == (LOST,)
    text = f"Your message to {LOST} could not be delivered for 4 hours.\nIt will be retried until it is 5 days old.\n"
    assert STILL_TRIED in read(bounce(DAEMON, "Warning: could not send message for past 4 hours", text)).warnings


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_delivery_confirmations_are_no_bounces(action: str) -> None:
    """A confirmation is a machine's mail, never answered, and nobody failed."""
    said = read(report(f"Final-Recipient: rfc822; {LOST}\nAction: {action}\nStatus: 2.0.0", top="Delivery confirmation"))
    assert (said.outcome, said.acknowledge, said.failed_recipients) == ("auto_reply", False, ())


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        (
            "Ada <ada@example.org>",
            "Undeliverable letter",
            "Hello, your letter came back as undeliverable. Please correct my address.",
        ),
        ("Ada <ada@example.org>", "Delivery failed", "My parcel: delivery failed twice. I want my data removed.\n\nAda"),
        (
            "Ada <ada@example.org>",
            "Re: failure notice",
            "Hi, I got this failure notice from you, what is it? User unknown, it says.\n",
        ),
        (
            "Postmaster <postmaster@example.org>",
            "Question about our data",
            "Hello, we would like to know which data you hold on us.\n",
        ),
        (
            "Ada <ada@example.org>",
            "My letter was not delivered",
            "Hello, my letter could not be delivered to\nprivacy@example.com\n\nWhat is your address, please?",
        ),
        ("Ada <ada@example.org>", "original attached", "please look at the mail that I attach: it was returned to sender"),
    ],
)
def test_people_who_write_about_failures_are_no_bounces(sender: str, subject: str, text: str) -> None:
    """A person's mail stays a person's, whatever words it uses."""
    raw = f"From: {sender}\nTo: privacy@example.com\nSubject: {subject}\n\n{text}".encode()
    assert read(raw).outcome in {"new", "reply"}


def test_an_attached_bounce_is_not_a_bounce() -> None:
    """Somebody who attaches a bounce asks us something."""
    raw = (
        b"From: ada@example.org\nTo: privacy@example.com\nSubject: see attached\nContent-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: text/plain\n\nThis came back, please correct my address.\n--x\nContent-Type: message/rfc822\n\n"
        + report(f"Final-Recipient: rfc822; {LOST}\nAction: failed")
        + b"\n--x--\n"
    )
    assert read(raw).outcome == "new"


def test_a_notification_in_json_is_read() -> None:
    """Amazon SES tells in JSON, plain or wrapped by SNS."""
    told = '{"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"emailAddress":"lost@example.org"}]}}'
    head = "From: no-reply@sns.example\nTo: privacy@example.com\nSubject: AWS Notification Message\nx-amz-sns-message-id: 1\n\n"
    assert read((head + told).encode()).failed_recipients == (LOST,)
