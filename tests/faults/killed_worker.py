"""A worker that is started again each time it is killed, forked from a warm parent; it sends letters and nothing else.

`python -m tests.faults.killed_worker [anew|early]` reads its settings from the environment. The name that it says in EHLO
holds its pid, so that the mail server can kill it. Leases are short, so that nobody waits long for the dead. With `anew` a
letter gets another Message-ID on each try, with `early` it is marked as sent before it is: faults that a test must find.
"""

import contextlib
import os
import socket
import sys
import time
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.exc import OperationalError

from compliance import create_app, jobs
from compliance.db import db, unit
from compliance.letters import sending
from compliance.rules.abilities import SYSTEM
from compliance.tickets.models import Message
from compliance.tickets.talking import letter_sent
from config import Settings

LEASE = timedelta(seconds=1)
POLL_SECONDS = 0.02


def main(fault: str) -> None:
    """Forks workers until it is killed itself."""
    app = create_app(Settings.load())
    duty = jobs._duties["letter.send"]
    jobs._duties["letter.send"] = replace(duty, lease=LEASE, run={"early": early, "anew": anew}.get(fault, duty.run))
    while True:
        child = os.fork()
        if child == 0:
            socket.getfqdn = lambda _name="": f"pid{os.getpid()}.example.test"
            work(app)
        os.waitpid(child, 0)


def work(app) -> None:
    """The worker's loop, polling fast."""
    with app.app_context():
        while True:
            with contextlib.suppress(OperationalError):
                jobs.run_due(limit=20)
            db.session.rollback()
            time.sleep(POLL_SECONDS)


def anew(claim) -> None:
    """Sends a letter under a new name."""
    with unit():
        db.session.get(Message, claim.payload["message"]).message_id = None
    sending.send(claim)


def early(claim) -> None:
    """Says that a letter is sent, then sends it."""
    message = db.session.get(Message, claim.payload["message"])
    sending.fill_in(message)
    letter_sent(message, SYSTEM, "0" * 64, claim)
    sending._try(message, message.ticket, sending.current_app.config["SETTINGS"])


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
