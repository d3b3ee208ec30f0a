"""The mailbox made anew, mails removed and flagged under us, the database away, kill -9 between any two steps (bar R11)."""

import os
import subprocess
import sys
from collections import Counter

import pytest
from sqlalchemy.exc import OperationalError

from compliance.intake.imap import Fetched, Fetcher
from compliance.intake.mailbox import Mailbox, MailboxAway
from tests.conftest import migrate, opened_app
from tests.faults.imap_fetcher import POINTS
from tests.intake.fetching import MAIL, fetch, fetch_until_done, raws, settings_for, url_of
from tests.servers.dovecot import PASSWORD
from tests.servers.postgres import postgres
from tests.servers.site import ROOT

SELECT = Mailbox._select
LIVES = f"{POINTS[0]}:0"


class Disturbed(Fetcher):
    """Something happens once, after the first mail was kept and moved (or before it is moved)."""

    happens, before_moving = staticmethod(lambda: None), False

    def _take(self, mailbox, uid, size, fetched):
        super()._take(mailbox, uid, size, fetched)
        self._happen()

    def _kept(self, mailbox, uid, size, fetched):
        folder = super()._kept(mailbox, uid, size, fetched)
        if self.before_moving:
            self._happen()
        return folder

    def _happen(self):
        happens, self.happens = self.happens, lambda: None
        happens()


def disturbed(settings, happens, *, before_moving=False) -> Disturbed:
    fetcher = Disturbed(settings)
    fetcher.happens, fetcher.before_moving = happens, before_moving
    return fetcher


def uid_validity(server, folder: str) -> bytes:
    with server.connection(folder) as imap:
        return imap.response("UIDVALIDITY")[1][0]


def made_anew(app, dovecot, before_moving: bool) -> list[bytes]:
    """Fetches from a mailbox that is deleted and made anew meanwhile. Returns the mails that were ever in it."""
    mails = [MAIL % (n, n, n) for n in range(5)]
    with dovecot.connection() as imap:
        imap.create("Requests")
    dovecot.deliver_all(mails[:3], "Requests")
    first = uid_validity(dovecot, "Requests")

    def anew() -> None:
        """The server lost the mailbox and restored what was left of it, with a new mail, and with UIDs from 1 on again."""
        while uid_validity(dovecot, "Requests") == first:  # Dovecot makes it from the time in seconds
            with dovecot.connection() as imap:
                imap.delete("Requests")
                imap.create("Requests")
        dovecot.deliver_all([mails[4], *mails[1:4]], "Requests")

    settings = settings_for(app, dovecot.port, imap_url=url_of(dovecot.port, "Requests"))
    with app.app_context():
        fetcher = disturbed(settings, anew, before_moving=before_moving)
        fetch_until_done(fetcher)
        fetcher.once()
    return mails


@pytest.mark.parametrize("before_moving", [False, True])
def test_the_mailbox_made_anew_under_us(sqlite_app, dovecot, before_moving):
    mails = made_anew(sqlite_app, dovecot, before_moving)
    assert raws(sqlite_app) == Counter(mails)
    assert dovecot.mails("Requests") == []
    assert set(dovecot.mails("Processed")) >= set(mails[1:])


def test_who_does_not_look_at_the_uidvalidity_loses_a_mail(sqlite_app, dovecot, monkeypatch):
    monkeypatch.setattr(Mailbox, "_select", lambda self: [] if self._client.state == "SELECTED" else SELECT(self) and [])
    mails = made_anew(sqlite_app, dovecot, before_moving=True)
    assert raws(sqlite_app) < Counter(mails)


@pytest.mark.parametrize("before_moving", [False, True])
def test_expunged_under_us(sqlite_app, dovecot, before_moving):
    mails = [MAIL % (n, n, n) for n in range(4)]
    dovecot.deliver_all(mails)

    def expunge() -> None:
        with dovecot.connection() as other:
            other.store("1:2", "+FLAGS", r"(\Deleted)")
            other.expunge()

    with sqlite_app.app_context():
        fetcher = disturbed(settings_for(sqlite_app, dovecot.port), expunge, before_moving=before_moving)
        fetch_until_done(fetcher)
    left = [mail for mail in mails if mail in raws(sqlite_app)]
    assert set(raws(sqlite_app).values()) == {1}
    assert left == ([mails[0], *mails[2:]] if before_moving else [mails[0], mails[3]])
    assert dovecot.mails() == []


def test_what_others_have_read_or_flagged_is_taken_too(sqlite_app, dovecot):
    mails = [MAIL % (n, n, n) for n in range(4)]
    dovecot.deliver_all(mails)
    with dovecot.connection() as other:
        other.store("1", "+FLAGS", r"(\Seen)")
        other.store("2", "+FLAGS", r"(\Deleted)")
        other.store("3", "+FLAGS", r"(\Seen \Answered \Flagged)")
    assert fetch(sqlite_app, dovecot.port) == Fetched(kept=4)
    with dovecot.connection("Processed") as other:
        assert other.uid("SEARCH", "SEEN")[1] == [b"1 3"]


def test_the_database_goes_away_in_the_middle(dovecot, tmp_path):
    mails = [MAIL % (n, n, n) for n in range(6)]
    dovecot.deliver_all(mails)
    with postgres(durable=True) as database:
        migrate(database.url(), tmp_path)
        with opened_app(DATABASE_URL=database.url(), INSTANCE_PATH=str(tmp_path)) as app, app.app_context():
            fetcher = disturbed(settings_for(app, dovecot.port), database.stop)
            with pytest.raises(OperationalError):
                fetcher.once()
            assert dovecot.mails() == mails[1:]
            with dovecot.connection() as imap:
                assert imap.uid("SEARCH", "SEEN")[1] == [b""]
            database.start()
            assert fetcher.once() == Fetched(kept=5)
            assert raws(app) == Counter(mails)


def fetching(app, tmp_path, server, *deaths: str) -> list[list[str]]:
    """Runs the program that is killed there; the words that each of its lives left."""
    settings = app.config["SETTINGS"]
    environment = {
        **os.environ, "DATABASE_URL": settings.database_url, "INSTANCE_PATH": str(tmp_path), "SECRET_KEY": settings.secret_key,
        "CONTACT_ADDRESS": "privacy@example.test", "IMAP_URL": url_of(server.port), "IMAP_PASSWORD": PASSWORD,
    }
    done = subprocess.run([sys.executable, "-m", "tests.faults.imap_fetcher", *deaths], cwd=ROOT, env=environment,
                          stdout=subprocess.PIPE, text=True, check=True, timeout=1000)
    return [line.split() for line in done.stdout.splitlines()]


def test_killed_between_any_two_steps(sqlite_app, dovecot, tmp_path):
    """Each dies at its second mail; the one that died between keeping and moving leaves one that is found again."""
    mails = [MAIL % (n, n, n) for n in range(6)]
    dovecot.deliver_all(mails)
    lives = fetching(sqlite_app, tmp_path, dovecot, *(f"{point}:2" for point in POINTS), LIVES)
    assert lives[:-1] == [["killed"]] * len(POINTS)
    assert lives[-1][:2] == ["2", "0"]
    assert raws(sqlite_app) == Counter(mails)
    assert Counter(dovecot.mails("Processed")) == Counter(mails)


@pytest.mark.drill
@pytest.mark.timeout(1200)
def test_ten_thousand_mails(sqlite_app, dovecot, tmp_path):
    """All are taken, and memory does not grow with the mailbox."""
    dovecot.deliver(MAIL % (0, 0, 0))
    small, = fetching(sqlite_app, tmp_path, dovecot, LIVES)
    dovecot.deliver_all(MAIL % (n, n, n) for n in range(1, 10_001))
    *killed, done = fetching(sqlite_app, tmp_path, dovecot, "kept:1000", "kept:3000", LIVES)
    assert killed == [["killed"]] * 2
    assert raws(sqlite_app) == Counter(MAIL % (n, n, n) for n in range(10_001))
    assert len(dovecot.mails("Processed")) == 10_001
    assert int(done[2]) < int(small[2]) + 20_000_000


@pytest.mark.drill
def test_large_mails_are_in_memory_one_at_a_time(sqlite_app, dovecot, tmp_path):
    line = b"0123456789abcdef" * 4 + b"\r\n"
    for number in range(4):
        dovecot.deliver(MAIL % (number, number, number) + line * (49_000_000 // len(line)))
    done, = fetching(sqlite_app, tmp_path, dovecot, LIVES)
    assert done[:2] == ["4", "0"]
    assert int(done[2]) < 700_000_000


def test_a_server_that_is_not_there(sqlite_app):
    settings = settings_for(sqlite_app, 9)
    with sqlite_app.app_context(), pytest.raises(MailboxAway):
        Fetcher(settings).once()
