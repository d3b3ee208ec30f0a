"""Fetching mail by IMAP, once or for as long as the program runs.

Each mail in the folder is read without a mark, kept, and only then, after the commit, moved to IMAP_PROCESSED. Whatever
happens in between (a dropped connection, kill -9, a mailbox made anew) the mail lies in the folder still and is taken again:
`keep` folds the doubles. One mail is in memory at a time, and lists of mails are asked for `PAGE` at a time.

A mail that cannot be kept for what it is (larger than MAX_MAIL_BYTES, say) becomes a ticket that needs a person, made of its
header, and is then moved whole to IMAP_FAILED; so does one that the server will not give whole, or over which the connection
drops `TORN` times. Where even that fails it stays where it is, and the log says so. It never blocks those behind it: a mail at
which something broke is tried after all others, also within one run. While the database is away nothing is touched.

Watching waits in IDLE, comes back by itself after whatever happens, with growing pauses, and tells its heartbeat "imap" only
while it gets through: silence turns the health page red. Of several processes that watch one mailbox one leads
(`leading`), the others stand by.
"""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from compliance import jobs
from compliance.db import db
from compliance.intake.delivered import recipients_of
from compliance.intake.keeping import keep
from compliance.intake.mailbox import Mailbox, MailboxAway, MailboxRefused, NotGiven, NotMoved, opened
from compliance.intake.understanding import hold
from compliance.leading import STANDBY_SECONDS, Lead
from compliance.oauth import TokenSource
from config import Settings

PAGE = 200
BEAT_SECONDS = 20.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
TORN = 3  # a connection that drops so often over one mail drops because of it
ATTEMPTS = 5  # how often one run begins again without having got any further
REFUSED_PAUSE = 300.0  # hammering with a wrong password locks accounts

log = structlog.get_logger()


@dataclass
class Fetched:
    """How many mails were kept, had been kept before, were kept by their header alone, and were left where they lay."""

    kept: int = 0
    again: int = 0
    held: int = 0
    left: int = 0

    @property
    def taken(self) -> int:
        """How many are ours now."""
        return self.kept + self.again + self.held


class Fetcher:
    """Fetches from the mailbox that the settings name. Needs an application context."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tokens = TokenSource.of(settings)
        self._done: dict[str, str] = {}  # what this connection kept and could not move yet: UID -> folder
        self._validity: list[Any] = []  # of the UIDs in these:
        self._dropped: Counter[str] = Counter()  # at which something broke: they are tried after all others
        self._torn: Counter[str] = Counter()  # at whose bytes the connection dropped
        self._mailbox: Mailbox | None = None
        self._heard = float("-inf")
        self._lead = Lead(f"imap {settings.imap_url}", settings.instance_path)

    def once(self) -> Fetched:
        """Takes all that lies there; where it breaks off over a mail, the others first, on a new connection.

        Raises MailboxRefused, MailboxAway, and sqlalchemy errors when the database is away.
        """
        fetched, in_vain = Fetched(), 0
        while True:
            before = fetched.taken
            try:
                with opened(self._settings, self._tokens) as mailbox:
                    self._round(mailbox, fetched)
                break
            except (MailboxAway, OperationalError, InterfaceError) as error:
                db.session.rollback()
                in_vain = 0 if fetched.taken > before else in_vain + 1
                if not self._dropped or in_vain >= ATTEMPTS:
                    raise
                log.warning("imap.again", error=type(error).__name__)
        self._beat()
        return fetched

    def watch(self, stop: threading.Event) -> None:
        """Takes what lies there and what comes, until `stop` is set; stands by while another process does for this mailbox."""
        pause = FIRST_PAUSE
        while not stop.is_set():
            if not self._lead.held():
                stop.wait(STANDBY_SECONDS)
                continue
            try:
                with opened(self._settings, self._tokens) as mailbox:
                    log.info("imap.connected")
                    while not stop.is_set() and self._lead.held():
                        fetched = self._round(mailbox, Fetched(), stop)
                        self._beat()
                        pause = FIRST_PAUSE
                        if not fetched.taken:  # else others may have come meanwhile, of which IDLE would not tell
                            mailbox.wait(BEAT_SECONDS, stop)
            except MailboxRefused as refusal:
                log.error("imap.refused", reason=str(refusal))
                stop.wait(REFUSED_PAUSE)
            except Exception as error:  # whatever it is, mails lie safe in the mailbox, and it may pass
                db.session.rollback()
                log.warning("imap.away", error=type(error).__name__, reason=type(error.__cause__).__name__, pause=pause)
                stop.wait(pause * random.uniform(0.8, 1.2))  # noqa: S311
                pause = min(pause * 2, LONGEST_PAUSE)
        self._lead.leave()

    def _round(self, mailbox: Mailbox, fetched: Fetched, stop: threading.Event | None = None) -> Fetched:
        """Takes what lies there now, and counts it."""
        self._same(mailbox)
        uids = sorted(mailbox.uids(), key=lambda uid: (self._dropped[uid], int(uid)))
        for start in range(0, len(uids), PAGE):
            for uid, size in self._sized(mailbox, uids[start : start + PAGE]):
                if stop is not None and (stop.is_set() or not self._lead.held()):
                    return fetched
                self._beat()
                self._dropped[uid] += 1
                self._take(mailbox, uid, size, fetched)
                del self._dropped[uid]
        return fetched

    def _same(self, mailbox: Mailbox) -> None:
        """Forgets what was noted of UIDs that mean other mails by now."""
        if self._mailbox is not mailbox:
            self._done.clear()
        if mailbox.validity != self._validity:
            self._dropped.clear()
            self._torn.clear()
        self._mailbox, self._validity = mailbox, mailbox.validity

    def _sized(self, mailbox: Mailbox, uids: list[str]) -> list[tuple[str, int]]:
        """Those of the mails that are still there, in the order given, with their sizes."""
        sizes = mailbox.sizes(uids)
        return [(uid, sizes[uid]) for uid in uids if uid in sizes]

    def _take(self, mailbox: Mailbox, uid: str, size: int, fetched: Fetched) -> None:
        """Keeps one mail, and when that is done moves it."""
        if uid not in self._done:
            folder = self._kept(mailbox, uid, size, fetched)
            if folder is None:
                fetched.left += 1
                return
            self._done[uid] = folder
        try:
            mailbox.move(uid, self._done[uid])
            del self._done[uid]
        except NotMoved as refusal:
            fetched.left += 1
            log.warning("imap.not_moved", order=str(refusal))

    def _kept(self, mailbox: Mailbox, uid: str, size: int, fetched: Fetched) -> str | None:
        """Keeps one mail; the folder that it now belongs to, or None where it must be left."""
        if size > self._settings.max_mail_bytes:
            return self._held(mailbox, uid, fetched, "it is larger than MAX_MAIL_BYTES")
        if self._torn[uid] >= TORN:
            return self._held(mailbox, uid, fetched, "the connection dropped each time it was read")
        self._torn[uid] += 1
        try:
            raw = mailbox.raw(uid)
        except NotGiven:
            return self._held(mailbox, uid, fetched, "the mail server does not give it whole")
        except MailboxAway:  # it says that it is busy: not this mail's fault
            self._torn[uid] -= 1
            raise
        del self._torn[uid]
        if raw is None:
            log.info("imap.gone")
            return None
        try:
            kept = keep(raw, recipients_of(raw, self._settings.contact_address), None, "mail")
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # what is wrong with this mail must not keep the others waiting
            log.error("imap.not_kept", error=type(error).__name__, size=size)
            return self._held(mailbox, uid, fetched, f"it could not be stored ({type(error).__name__})")
        log.info("imap.kept", kept=kept.id, again=kept.again, size=len(raw))
        fetched.again += kept.again
        fetched.kept += not kept.again
        return self._settings.imap_processed

    def _held(self, mailbox: Mailbox, uid: str, fetched: Fetched, why: str) -> str | None:
        """Keeps a mail's header as a ticket that needs a person."""
        try:
            header = mailbox.header(uid)
        except NotGiven:
            log.error("imap.not_given")
            return None
        if header is None:
            return None
        why = f"{why}: only its header was taken, the whole lies in the mail folder {self._settings.imap_failed}"
        try:
            kept = hold(header, recipients_of(header, self._settings.contact_address), why)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # it stays in the mailbox, and the log says so each time
            log.error("imap.not_held", error=type(error).__name__)
            return None
        log.warning("imap.held", kept=kept)
        fetched.held += 1
        return self._settings.imap_failed

    def _beat(self) -> None:
        if time.monotonic() - self._heard >= BEAT_SECONDS:
            jobs.beat("imap")
            self._heard = time.monotonic()
