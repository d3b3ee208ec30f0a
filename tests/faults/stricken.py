"""A process that kills itself with SIGKILL at a named point of the program, which knows nothing of it.

`arm(point)` wraps the function that the point names; the process dies just before that function begins, or just after it
has ended, at its first call. A point stands for a moment between two steps of the intake at which power may go.
"""

import asyncio
import functools
import importlib
import inspect
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from compliance.db import db
from compliance.intake import reader, understanding
from compliance.intake.lmtp import KEPT

LMTP = {
    "accepted": "compliance.intake.lmtp:Lmtp.connection_made after",
    "greeted": "compliance.intake.lmtp:Lmtp.smtp_LHLO after",
    "MAIL": "compliance.intake.lmtp:Lmtp.smtp_MAIL after",
    "RCPT": "compliance.intake.lmtp:Handler.handle_RCPT before",
    "RCPT answered": "compliance.intake.lmtp:Lmtp.smtp_RCPT after",
    "DATA": "compliance.intake.lmtp:Lmtp._read before",
    "in the middle of DATA": "asyncio:StreamReader.read after",
    "dot": "compliance.intake.lmtp:Lmtp._read after",
    "waiting for its commit": "compliance.intake.lmtp:Keeper._keep before",
    "said to be kept": "compliance.intake.lmtp:Handler.handle_DATA after",
    "250 sent": "compliance.intake.lmtp:Lmtp._take after",
}
KEEPING = {
    "transaction open": "compliance.intake.keeping:_known after",
    "row written": "compliance.jobs:enqueue_all before",
    "row and promise written": "compliance.jobs:enqueue_all after",
    "committed": "compliance.intake.keeping:_keep_all after",
}
UNDERSTANDING = {
    "reading": "compliance.intake.understanding:_read before",
    "read": "compliance.intake.understanding:_read after",
    "placing": "compliance.intake.understanding:receive before",
    "placed": "compliance.intake.understanding:place after",
    "job done": "compliance.jobs:done_together after",
    "understood": "compliance.intake.understanding:understand_all after",
}
TICKET = {
    "message and attachments written": "compliance.tickets.opening:write_message after",
    "request written": "compliance.tickets.opening:enter_request after",
    "letter not promised yet": "compliance.tickets.talking:jobs.enqueue before",
    "acknowledgement queued": "compliance.tickets.opening:send_letter after",
    "ticket open": "compliance.intake.receive:open_ticket after",
}
COMMIT = {
    "before a commit": "sqlalchemy.orm:Session.commit before",
    "after a commit": "sqlalchemy.orm:Session.commit after",
}
CLAIM = {"job claimed": "compliance.jobs:claim_due after"}
PIPE = {
    "command begun": "compliance.cli.mail:accept_mail before",
    "outcome known": "compliance.intake.pipe:_outcome after",
}
FORM = {
    "form checked": "compliance.web.public.form:keep_form before",
    "form placed": "compliance.web.public.form:_place after",
    "form kept": "compliance.web.public.form:keep_form after",
}
POINTS = LMTP | KEEPING | UNDERSTANDING | TICKET | COMMIT | CLAIM | PIPE | FORM

OF_LMTP = (*LMTP, *KEEPING, *CLAIM, *UNDERSTANDING, *TICKET, *COMMIT)
OF_PIPE = (*PIPE, *KEEPING, *UNDERSTANDING, *TICKET, *COMMIT)
OF_FORM = (*FORM, *TICKET, *COMMIT)


def arm(point: str) -> None:
    """From now on this process dies at that point."""
    target, when = POINTS[point].split()
    _replace(target, lambda function: _deadly(function, when))


def plant(fault: str) -> None:
    """Plants a fault that the tests must find: a mail acknowledged too early, or not known again, or a ticket torn in two."""
    if fault == "early":
        _replace("compliance.intake.lmtp:Keeper.keep", _early)
    elif fault == "anew":
        _replace("compliance.intake.keeping:redelivery_key", lambda _: lambda _raw: os.urandom(32).hex())
    elif fault == "torn":
        _replace("compliance.tickets.opening:acknowledge", _torn)


def read_here() -> None:
    """Has mails read in this process instead of a child of its own, which would have to be started for each short life."""
    understanding._reader = _Here()
    list(understanding._reader.understand_all([reader.Question(b"Subject: x\n\nPlease delete my data.")]))  # it is warm now


class _Here:
    """A reader without a child."""

    def understand_all(self, mails: Sequence[reader.Question]) -> Iterator[reader.Understood]:
        """What each mail says and asks."""
        for mail in mails:
            yield reader.Understood(*reader._understood(mail))

    def close(self) -> None:
        """There is nothing to end."""


def _early(keep: Callable[..., Any]) -> Callable[..., Any]:
    async def say_first(keeper: Any, mail: Any) -> str:
        keeper.later = asyncio.create_task(keep(keeper, mail))
        return KEPT

    return say_first


def _torn(acknowledge: Callable[..., Any]) -> Callable[..., Any]:
    def commit_first(*arguments: Any) -> None:
        db.session.commit()
        acknowledge(*arguments)

    return commit_first


def _replace(target: str, change: Callable[[Any], Any]) -> None:
    module, _, path = target.partition(":")
    *owners, name = path.split(".")
    owner = functools.reduce(getattr, owners, importlib.import_module(module))
    setattr(owner, name, change(getattr(owner, name)))


def _deadly(function: Callable[..., Any], when: str) -> Callable[..., Any]:
    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def awaited(*arguments: Any, **named: Any) -> Any:
            _die(when == "before")
            result = await function(*arguments, **named)
            _die(True)
            return result

        return awaited

    @functools.wraps(function)
    def called(*arguments: Any, **named: Any) -> Any:
        _die(when == "before")
        result = function(*arguments, **named)
        _die(True)
        return result

    return called


def _die(now: bool) -> None:
    if now:
        os.kill(os.getpid(), signal.SIGKILL)
