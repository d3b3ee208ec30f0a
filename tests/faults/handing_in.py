"""Hands in mails by the pipe or forms by the page, each in a forked process that dies at a named point, and then again.

`python -m tests.faults.handing_in pipe|form AT_ONCE FAULT POINT...` reads its settings from the environment. Number n dies at
the n-th point, and is handed in again until it is taken, as a mail server does whose pipe command did not end with 0, and
a person whose browser got no answer. It prints the points at which a process died.
"""

import os
import sys
import tempfile

from flask import Flask
from flask.cli import ScriptInfo

from compliance import create_app
from config import Settings
from tests.faults import stricken
from tests.faults.test_kill import MAIL

ANSWERS = {"kinds": ["removal"], "name": "", "place": "DE", "words": ""}


def main(door: str, at_once: int, fault: str, points: list[str]) -> None:
    """Hands in all of them, so many at once."""
    app = create_app(Settings.load())
    stricken.plant(fault)
    stricken.read_here()
    waiting = [(number, point) for number, point in enumerate(points)]
    running: dict[int, tuple[int, str]] = {}
    while waiting or running:
        while waiting and len(running) < at_once:
            number, point = waiting.pop()
            running[_handed_in(app, door, number, point)] = (number, point)
        pid, status = os.wait()
        number, point = running.pop(pid)
        if status:
            if os.WIFSIGNALED(status):
                print(point, flush=True)
                point = ""
            waiting.append((number, point))


def _handed_in(app: Flask, door: str, number: int, point: str) -> int:
    """The pid of a process that hands one in."""
    child = os.fork()
    if child == 0:
        if point:
            stricken.arm(point)
        try:
            status = {"pipe": by_pipe, "form": by_form}[door](app, number)
        except BaseException:
            status = 1
        os._exit(status)
    return child


def by_pipe(app: Flask, number: int) -> int:
    """The command as a mail server runs it. Returns its exit status."""
    with tempfile.TemporaryFile() as mail:
        mail.write(MAIL % (number, number, number))
        mail.seek(0)
        os.dup2(mail.fileno(), 0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        app.cli.main(["mail", "accept"], prog_name="flask", obj=ScriptInfo(create_app=lambda: app))
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def by_form(app: Flask, number: int) -> int:
    """The form filled in and sent, the same one each time. Returns 0 when it was taken."""
    app.config["WTF_CSRF_ENABLED"] = False
    form = ANSWERS | {"submission": f"{number:032x}", "email": f"p{number}@example.org"}
    return 0 if app.test_client().post("/requests", data=form).status_code == 303 else 1


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4:])
