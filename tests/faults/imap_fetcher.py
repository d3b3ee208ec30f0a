"""The program's own fetching, killed at named points: `python -m tests.faults.imap_fetcher POINT:MAIL...`.

Settings come from the environment. For each argument a child is forked from a warm parent; it fetches once and dies by SIGKILL
at that point of that mail (from 1; 0 is never). One that lives prints how many mails it kept, how many had been kept before,
and the largest memory it had in bytes; for one that was killed `killed` is printed.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any

from compliance import create_app
from compliance.intake import imap, mailbox
from config import Settings

POINTS = ("read", "kept", "moved")


class Killed(mailbox.Mailbox):
    """A mailbox at which the process dies before it keeps, between keeping and moving, or after moving the nth mail."""

    point, left = "", 0

    def raw(self, uid: str) -> bytes | None:
        """Reads, and dies before it is kept."""
        return self._then("read", lambda: super(Killed, self).raw(uid))

    def move(self, uid: str, folder: str) -> None:
        """Moves, and dies before or after."""
        self._then("kept", lambda: None)
        self._then("moved", lambda: super(Killed, self).move(uid, folder))

    def _then(self, point: str, act: Callable[[], Any]) -> Any:
        done = act()
        if point == Killed.point:
            Killed.left -= 1
            if Killed.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return done


def fetch(settings: Settings) -> None:
    """The child: fetches once."""
    with create_app(settings).app_context():
        fetched = imap.Fetcher(settings).once()
    print(fetched.kept, fetched.again, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, flush=True)
    os._exit(0)


def main(*deaths: str) -> None:
    """Forks a child for each, one after the other."""
    mailbox.Mailbox = Killed
    settings = Settings.from_environment(os.environ)
    for death in deaths:
        Killed.point, mail = death.split(":")
        Killed.left = int(mail)
        child = os.fork()
        if child == 0:
            fetch(settings)
        if os.waitpid(child, 0)[1] == signal.SIGKILL:
            print("killed", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
