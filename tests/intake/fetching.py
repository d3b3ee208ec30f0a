"""Fetching from a Dovecot of the test's own: settings, commands, what lies where."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace
from urllib.parse import quote

import sqlalchemy as sa
from flask import Flask

from compliance.db import db
from compliance.intake.imap import Fetched, Fetcher
from compliance.intake.keeping import KeptMail, raw_of
from compliance.intake.mailbox import MailboxAway
from config import Settings
from tests.servers.dovecot import PASSWORD, USER, Dovecot

MAIL = (b"From: p%d@example.org\r\nTo: privacy@example.test\r\nSubject: number %d\r\nMessage-ID: <%d@example.org>\r\n\r\n"
        b"Please delete my account.\r\n")
TRIES = 10


def url_of(port: int, folder: str = "INBOX", user: str = USER) -> str:
    """IMAP_URL of a server on this machine."""
    return f"imap://{quote(user, safe='')}@127.0.0.1:{port}/{quote(folder)}"


def settings_for(app: Flask, port: int, **more: object) -> Settings:
    """The app's settings with a mailbox at that port; they are the app's from now on."""
    mailbox = {"imap_url": url_of(port), "imap_password": PASSWORD}
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], **{**mailbox, **more})
    return app.config["SETTINGS"]


def fetch(app: Flask, port: int, **more: object) -> Fetched:
    """Fetches once."""
    settings = settings_for(app, port, **more)
    with app.app_context():
        return Fetcher(settings).once()


def fetch_until_done(fetcher: Fetcher, each_time=lambda: None) -> int:
    """Fetches again after every dropped connection; how often there was one."""
    for dropped in range(TRIES):
        try:
            fetcher.once()
            return dropped
        except MailboxAway:
            each_time()
    raise TimeoutError(f"not done after {TRIES} connections")


def kept(app: Flask) -> list[SimpleNamespace]:
    """What was kept, oldest first, opened."""
    with app.app_context():
        mails = db.session.scalars(sa.select(KeptMail).options(sa.orm.undefer(KeptMail.sealed)).order_by(KeptMail.id)).all()
        return [SimpleNamespace(**vars(mail), raw=raw) for mail, raw in zip(mails, raw_of(mails), strict=True)]


@contextmanager
def nothing_changes_for_others(server: Dovecot):
    """A second mail program that looks at the mailbox; what it sees of flags must be the same afterwards."""
    with server.connection() as other:
        before = other.fetch("1:*", "(FLAGS)")
        yield other
        assert other.fetch("1:*", "(FLAGS)") == before


def raws(app: Flask) -> Counter[bytes]:
    """The bytes of what was kept, and how often."""
    return Counter(mail.raw for mail in kept(app))
