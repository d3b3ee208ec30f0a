"""The doctor: looks over a whole installation and says what is wrong and what to do about it.

`examine` runs every check at once, each in a thread of its own with a deadline, so that a server that hangs costs no more than
that: a check without an answer by then is `unknown`. Nothing is changed; `sending.go_round` alone, on demand, sends a mail.
"""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy.exc import SQLAlchemyError

from compliance.doctor import clocks, copies, database, disks, duties, keys, names, receiving, sending, unsafe
from compliance.doctor.findings import WRONG, Check, Finding, unknown, wrong
from config import Settings

__all__ = ["CHECKS", "SECONDS", "Finding", "examine", "is_well"]

SECONDS = 20.0
CHECKS: dict[str, Check] = {
    "settings": unsafe.check, "database": database.check, "keys": keys.check, "duties": duties.check, "clock": clocks.check,
    "sending": sending.check, "receiving": receiving.check, "dns": names.check, "disk": disks.check, "backups": copies.check,
}


def examine(settings: Settings, context: Callable[[], AbstractContextManager[object]], checks: dict[str, Check] | None = None,
            seconds: float = SECONDS) -> list[Finding]:
    """The findings of all checks, in their order. `context` is entered around each: an application context."""
    found: dict[str, list[Finding]] = {}

    def look(name: str, check: Check) -> None:
        try:
            with context():
                found[name] = list(check(settings))
        except SQLAlchemyError:
            found[name] = [unknown(name, "the database does not answer", "Mend what is said of the database first.")]
        except Exception as error:  # a check that fails must not hide the others
            found[name] = [wrong(name, f"the check itself failed ({type(error).__name__})", "Report this as a fault.")]

    chosen = CHECKS if checks is None else checks
    threads = {name: threading.Thread(target=look, args=(name, check), daemon=True) for name, check in chosen.items()}
    for thread in threads.values():
        thread.start()
    deadline = time.monotonic() + seconds
    for thread in threads.values():
        thread.join(max(0.0, deadline - time.monotonic()))
    late = f"no answer within {seconds:g} seconds", "Look at the server or the network that it asks."
    return [finding for name in threads for finding in found.get(name, [unknown(name, *late)])]


def is_well(findings: list[Finding]) -> bool:
    """Whether nothing is wrong."""
    return all(finding.state != WRONG for finding in findings)
