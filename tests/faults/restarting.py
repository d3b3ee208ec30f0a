"""A program that is started again each time it is killed: LMTP listener and worker in one process, forked from a warm parent.

`python -m tests.faults.restarting` reads its settings from the environment and prints the pid of each child, one a line.
Killing a child with SIGKILL loses whatever it had in hand, like a power cut to the process; the parent forks the next at once.

With `--fault FAULT --points POINT...` (`tests.faults.stricken`) each child in turn dies at the next of these points, and
the one after the last lives. Such a child reads mails in its own process: starting a reader for each would take the time.
"""

import argparse
import contextlib
import os
import sys
import threading
import time

from flask import Flask
from sqlalchemy.exc import OperationalError

from compliance import create_app, jobs
from compliance.db import db
from compliance.intake import lmtp
from config import Settings
from tests.faults import stricken

POLL_SECONDS = 0.02


def main() -> None:
    """Forks children until the whole process group is killed."""
    options = argparse.ArgumentParser()
    options.add_argument("--fault", default="")
    options.add_argument("--points", nargs="*", default=[])
    given = options.parse_args()
    app = create_app(Settings.load())
    if given.points:
        stricken.plant(given.fault)
        stricken.read_here()
    points = iter(given.points)
    while True:
        point = next(points, None)
        child = os.fork()
        if child == 0:
            if point:
                stricken.arm(point)
            live(app)
        print(child, flush=True)
        os.waitpid(child, 0)


def live(app: Flask) -> None:
    """The child: understands mails in a thread, takes them in the main one."""
    threading.Thread(target=work, args=(app,), daemon=True).start()
    lmtp.serve(app, "127.0.0.1", app.config["SETTINGS"].lmtp_port)
    os._exit(0)


def work(app: Flask) -> None:
    """The worker's loop, polling fast."""
    with app.app_context():
        while True:
            with contextlib.suppress(OperationalError):
                jobs.run_due(limit=20)
            db.session.rollback()
            time.sleep(POLL_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
