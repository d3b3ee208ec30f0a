"""Mail by the front door: through a real LMTP socket, and understood by the job, as in a running house."""

import contextlib
import smtplib

from flask import Flask

from compliance import jobs
from compliance.db import db
from tests.intake.listening import listening

US = "privacy@example.test"


def a_mail(sender: str, subject: str, words: str, to: str = US, headers: str = "") -> bytes:
    """A plain mail; its Message-ID follows from what it says."""
    name = f"{abs(hash((sender, subject, words, headers)))}@mail.example"
    return (f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{name}>\r\n"
            f"Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n{headers}\r\n{words}\r\n").encode()


def posted(app: Flask, *mails: tuple[bytes, str], sender: str = "maria@example.org") -> None:
    """Delivers mails, each with the address that it is for, and understands them."""
    with listening(app) as port, contextlib.closing(smtplib.LMTP("127.0.0.1", port, timeout=20)) as client:
        for raw, recipient in mails:
            client.sendmail(sender, [recipient], raw)
        client.quit()
    understood(app)


def understood(app: Flask) -> None:
    """Runs the jobs that understand mail; letters stay in the outbox."""
    with app.app_context():
        while claim := jobs.claim_next():
            if claim.kind == "mail.understand":
                jobs.run(claim)
        db.session.remove()
