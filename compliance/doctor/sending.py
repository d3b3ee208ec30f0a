"""Mail out: the relay takes our connection and our name. With `go_round` a mail really goes out and must come in again."""

import secrets
import smtplib
import time
from collections.abc import Iterator

import sqlalchemy as sa

from compliance.db import db, now
from compliance.doctor.findings import Finding, ok, warning, wrong
from compliance.intake.keeping import KeptMail
from compliance.letters import relay
from compliance.registers.house import is_mute
from config import LOOPBACK, Settings

LOOK_SECONDS = 0.5
NEWEST = 50  # of the mails that came in since, the ones looked into


def check(settings: Settings) -> Iterator[Finding]:
    """The findings of the relay in MAIL_SERVER."""
    if not settings.mail_server:
        yield warning("sending.relay", "MAIL_SERVER is not set: letters wait in the outbox", "Set MAIL_SERVER and its friends.")
        return
    plain = not (settings.mail_use_tls or settings.mail_use_ssl) and settings.mail_server not in LOOPBACK
    try:
        relay.greet()
    except smtplib.SMTPAuthenticationError:
        yield wrong("sending.relay", "the mail server refuses our name", "Look at MAIL_USERNAME and MAIL_PASSWORD.")
    except (OSError, smtplib.SMTPException) as error:
        yield wrong("sending.relay", f"{settings.mail_server}:{settings.mail_port} does not take us ({type(error).__name__})",
                    "Look at MAIL_SERVER, MAIL_PORT, MAIL_USE_TLS and MAIL_USE_SSL, and at the firewall.")
    else:
        yield ok("sending.relay", f"{settings.mail_server}:{settings.mail_port} takes us")
    if plain and settings.mail_password:
        yield wrong("sending.tls", "the password goes to the mail server without TLS", "Set MAIL_USE_TLS or MAIL_USE_SSL.")
    elif plain:
        yield warning("sending.tls", "letters go to the mail server without TLS", "Set MAIL_USE_TLS or MAIL_USE_SSL.")


def go_round(settings: Settings, seconds: float) -> Finding:
    """Sends a mail to the first contact address and waits until it has come in; it ends on the pile of automatic mail."""
    name = "mail.round"
    if not settings.mail_server or is_mute():
        return wrong(name, "no mail can go out: MAIL_SERVER is not set, or the house is mute", "Set it, or run: flask release")
    local, _, domain = settings.contact_address[0].partition("@")
    mark, began = f"doctor-{secrets.token_hex(8)}", now()
    db.session.rollback()
    try:
        relay.hand_over(relay.trial(f"{local}+{mark}@{domain}", mark), settings)
    except (OSError, smtplib.SMTPException, relay.GivenUp) as error:
        why = error if isinstance(error, relay.GivenUp) else type(error).__name__
        return wrong(name, f"the mail server did not take it ({why})", "Look at its log.")
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        time.sleep(LOOK_SECONDS)
        if _has_come(mark, began):
            return ok(name, f"a mail went out and came in again within {(now() - began).total_seconds():.0f} s")
    return wrong(name, f"a mail went out and did not come in within {seconds:g} s",
                 "Follow it in the mail server's log: mail for the contact address, anything after + with it, must come to us.")


def _has_come(mark: str, since: object) -> bool:
    db.session.rollback()
    newest = db.session.scalars(sa.select(KeptMail).where(KeptMail.at >= since).order_by(KeptMail.id.desc()).limit(NEWEST))
    return any(mark in " ".join(mail.recipients) or mark.encode() in mail.raw for mail in newest)
