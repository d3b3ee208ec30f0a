"""The program's own intake, as a process that can be recorded: `python -m tests.faults.intake_writer MAILS [SYNCHRONOUS]`.

Settings come from the environment. It keeps mail after mail as every channel does, says the number of each one once it is
kept, and lets the worker understand them in between. With SYNCHRONOUS it weakens SQLite's setting: the planted fault.
"""

import os
import sys
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from compliance import create_app, jobs
from compliance.intake.keeping import keep
from config import Settings

BETWEEN = 10  # mails between two rounds of the worker
# Far more often than SQLite would by itself, so that a short run has many checkpoints to fail in.
PAGES_BEFORE_CHECKPOINT = 100

MAIL = """\
From: Maria Keller <maria.{number}@example.org>
To: privacy@example.test
Subject: Please delete my account {number}
Message-ID: <{number}@example.org>
Content-Type: text/plain; charset=utf-8

Please delete all my personal data.
{filling}
"""


def mail(number: int) -> bytes:
    """The raw bytes of a mail, each of another length."""
    return MAIL.format(number=number, filling=f"{number}\n" * (number * 97 % 2000)).replace("\n", "\r\n").encode()


def main(mails: int, synchronous: str) -> None:
    """Keeps the mails and understands them."""

    @event.listens_for(Engine, "connect")
    def weaken(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA wal_autocheckpoint={PAGES_BEFORE_CHECKPOINT}")
        if synchronous:
            connection.execute(f"PRAGMA synchronous={synchronous}")

    with create_app(Settings.from_environment(os.environ)).app_context():
        for number in range(mails):
            keep(mail(number), ["privacy@example.test"], "maria@example.org", "mail")
            os.write(1, b"%d\n" % number)
            if number % BETWEEN == BETWEEN - 1:
                jobs.run_due()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
