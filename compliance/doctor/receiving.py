"""Mail in: the LMTP listener answers here, and the mailbox of IMAP_URL lets us in. Mails are left where they lie."""

import socket
from collections.abc import Iterator

from compliance.doctor.findings import Finding, ok, unknown, wrong
from compliance.intake.mailbox import MailboxAway, MailboxRefused, opened
from compliance.oauth import TokenRefused, TokenSource
from config import Settings

SECONDS = 5.0


def check(settings: Settings) -> Iterator[Finding]:
    """The findings of the ways by which mail comes in."""
    if settings.imap_url:
        yield _mailbox(settings)
    yield _listener(settings)


def _mailbox(settings: Settings) -> Finding:
    name = "receiving.imap"
    try:
        with opened(settings, TokenSource.of(settings)) as mailbox:
            waiting = len(mailbox.uids())
    except (MailboxRefused, TokenRefused) as refusal:
        return wrong(name, str(refusal), "Look at IMAP_URL, IMAP_PASSWORD and the IMAP_OAUTH settings.")
    except MailboxAway as away:
        return wrong(name, f"the mailbox cannot be reached ({away})", "Look at IMAP_URL and the firewall.")
    return ok(name, f"the mailbox lets us in; {waiting} mails lie there")


def _listener(settings: Settings) -> Finding:
    """Whether the listener answers on this machine; on another one, or with a pipe, it need not."""
    name, port = "receiving.lmtp", settings.lmtp_port
    try:
        with socket.create_connection(("127.0.0.1", port), SECONDS) as connection:
            greeting = connection.recv(500)
    except OSError:
        return unknown(name, f"nothing listens on 127.0.0.1:{port}",
                       "Well if mail comes by IMAP or a pipe, or another machine listens; else start: flask mail lmtp")
    if greeting.startswith(b"220"):
        return ok(name, f"the listener answers on 127.0.0.1:{port}")
    return wrong(name, f"what listens on 127.0.0.1:{port} is no LMTP server",
                 "Set LMTP_PORT to a free port and start: flask mail lmtp")
