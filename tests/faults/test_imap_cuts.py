"""IMAP connections cut before, after and within the answer to each line that we send: none lost, none doubled (bar R11)."""

import threading
from collections import Counter

import pytest

from compliance.intake import imap
from compliance.intake.imap import Fetcher
from tests.intake.fetching import MAIL, fetch_until_done, raws, settings_for
from tests.servers.cutter import Cut, cutting
from tests.servers.machine import wait_until

BIG = MAIL % (0, 0, 0) + b"All of it, and everything of my family.\r\n" * 2000


class MovesTooSoon(Fetcher):
    """The planted fault: it moves a mail before it is kept."""

    def _take(self, mailbox, uid, size, fetched):
        raw = mailbox.raw(uid)
        mailbox.move(uid, self._settings.imap_processed)
        mailbox.raw = lambda _uid: raw
        try:
            super()._kept(mailbox, uid, size, fetched)
        finally:
            del mailbox.raw


class NeverMoves(Fetcher):
    """Another one: it forgets to move."""

    def _take(self, mailbox, uid, size, fetched):
        self._kept(mailbox, uid, size, fetched)


def mails_of_round(number: int) -> list[bytes]:
    """Two mails that no other round has; the second one is large."""
    return [MAIL % (number, number, number), BIG + b"%d\r\n" % number]


def cut_everywhere(app, server, make: type[Fetcher], cuts) -> tuple[int, list[str]]:
    """Fetches with a cut at the first, the second ... line, until none is left. Returns rounds and what went wrong."""
    wrong, rounds, expected = [], 0, Counter()
    with cutting(server.port) as proxy, app.app_context():
        settings = settings_for(app, proxy.port)
        for cut in cuts:
            line, was_cut = 0, True
            while was_cut:
                line, rounds = line + 1, rounds + 1
                mails = mails_of_round(rounds)
                server.deliver_all(mails)
                expected.update(mails)
                proxy.arm(line, cut)
                fetcher = make(settings)
                fetch_until_done(fetcher, lambda: wrong.extend(moved_but_not_kept(app, server)))
                was_cut = proxy.was_cut
                if raws(app) != expected or server.mails() or Counter(server.mails("Processed")) != expected:
                    wrong.append(f"{cut.value} {line}: lost {expected - raws(app)}, left {len(server.mails())}")
                    break
    return rounds, wrong


def moved_but_not_kept(app, server) -> list[str]:
    """Mails that are in the folder of processed ones, and were not kept."""
    moved = Counter(server.mails("Processed")) if folder_is_there(server) else Counter()
    return [f"{lost} was moved before it was kept" for lost in moved - raws(app)]


def folder_is_there(server) -> bool:
    with server.connection() as imap:
        return imap.list('""', "Processed")[1] != [None]


@pytest.mark.parametrize("cut", [Cut.UNHEARD, Cut.WITHIN, pytest.param(Cut.BEFORE, marks=pytest.mark.drill)])
def test_cut_at_every_command(sqlite_app, dovecot, cut):
    rounds, wrong = cut_everywhere(sqlite_app, dovecot, Fetcher, [cut])
    assert wrong == []
    assert rounds > 15


@pytest.mark.parametrize("fault", [MovesTooSoon, NeverMoves])
def test_a_planted_fault_shows(sqlite_app, dovecot, fault):
    _, wrong = cut_everywhere(sqlite_app, dovecot, fault, [Cut.UNHEARD])
    assert wrong


def test_watching_comes_back_by_itself(sqlite_app, dovecot, monkeypatch):
    monkeypatch.setattr(imap, "FIRST_PAUSE", 0.01)
    stop, expected = threading.Event(), Counter()
    with cutting(dovecot.port) as proxy:
        fetcher = Fetcher(settings_for(sqlite_app, proxy.port))

        def watch() -> None:
            with sqlite_app.app_context():
                fetcher.watch(stop)

        watching = threading.Thread(target=watch)
        watching.start()
        try:
            wait_until(lambda: any(b"IDLE" in line for line in proxy.lines), "it waits for mail")
            for number, (line, cut) in enumerate(((line, cut) for line in (1, 4) for cut in Cut), 1):
                proxy.arm(line, cut)
                expected.update(mails_of_round(number))
                dovecot.deliver_all(mails_of_round(number))
                wait_until(lambda: raws(sqlite_app) == expected and not dovecot.mails(), f"cut {cut.value} {line}")
        finally:
            stop.set()
            watching.join(30)
    assert Counter(dovecot.mails("Processed")) == expected
