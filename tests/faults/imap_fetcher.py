"""The program's own fetching, killed at a named point: `python -m tests.faults.imap_fetcher POINT MAIL`.

Settings come from the environment. POINT is one of `POINTS`, MAIL the number (from 1) of the mail at which it is killed with
SIGKILL; 0 is never. It fetches once and prints the largest memory it had, in bytes.
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


def main(point: str, mail: int) -> None:
    """Fetches once."""
    Killed.point, Killed.left = point, mail
    mailbox.Mailbox = Killed
    settings = Settings.from_environment(os.environ)
    with create_app(settings).app_context():
        fetched = imap.Fetcher(settings).once()
    print(fetched.kept, fetched.again, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
