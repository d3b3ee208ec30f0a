"""Reads mail in a child process that can be killed.

A `Reader` owns one child, started when it is first needed, that turns raw mail into a `Submission` and what was found in its
words (triage). A mail on which the child hangs or dies costs that mail its understanding, nothing else: it comes back as
`unreadable` with the reason, and the next one gets a new child.

Bounds: `SECONDS` for each mail (the parent kills the child), `ADDRESS_SPACE` bytes for the child, and a new child after
`MAILS`, so that nothing piles up. The child ends when its parent does: it waits on a socket whose other end is gone then,
and an alarm ends it where it hangs. It loads neither Flask nor the database, gets none of the environment (no secrets), and
what it sends back is unpickled by a reader that knows a handful of plain classes only.

One `Reader` may be used from many threads; they take turns. Of many mails, a small one is handed to the child while it still
reads the one before (`AHEAD_BYTES`: what the line surely takes without waiting), so that it never waits for us.
"""

import io
import os
import pickle
import resource
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, is_dataclass, replace
from pathlib import Path
from typing import Any

from compliance.intake.automatic import AWAY, DISTRIBUTED, NOTIFIED, PERHAPS_AWAY, STANDING
from compliance.intake.reading import read, salvaged
from compliance.intake.submission import Submission
from compliance.intake.trace import NOBODY, Trust
from compliance.triage import Findings, triage

SECONDS = 10.0
START_SECONDS = 60.0
ADDRESS_SPACE = 1 << 30
MAILS = 5000
ANSWER_BYTES = 1 << 29
AHEAD_BYTES = 1 << 15
CONFIDENT, CERTAIN = 0.6, 0.8

ROOT = Path(__file__).resolve().parents[2]
LENGTH = struct.Struct(">Q")
# The package's own __init__ would load Flask and the database: the child gets an empty one with the same folder.
CHILD = (
    "import sys, types; root = sys.argv[1]; package = types.ModuleType('compliance');"
    " package.__path__ = [root + '/compliance']; sys.modules['compliance'] = package;"
    " from compliance.intake.reader import serve; serve(int(sys.argv[2]))"
)
ENVIRONMENT = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
DATES = frozenset({"datetime", "timezone", "timedelta"})
PLAIN = frozenset({"compliance.intake.submission", "compliance.rules.evidence"})


@dataclass(frozen=True)
class Understood:
    """A mail as read, and what its words ask for; no findings where it could not be read."""

    submission: Submission
    findings: Findings | None


@dataclass(frozen=True)
class Question:
    """A mail to be read: `envelope_sender` as SMTP gave it, our own addresses, the `country` of the one that it was sent to,
    and what is believed of our own mail server."""

    raw: bytes
    envelope_sender: str | None = None
    own_addresses: frozenset[str] = frozenset()
    country: str | None = None
    trust: Trust = NOBODY


@dataclass
class _Child:
    """A running child and our end of the socket; `ahead`: it has the next question already."""

    process: subprocess.Popen[bytes]
    line: socket.socket
    owner: int
    mails: int = 0
    ahead: bool = False


class Reader:
    """Understands mails, one at a time, in a child process; see the module."""

    def __init__(self, seconds: float = SECONDS):
        self.seconds = seconds
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._why = ""

    def understand(
        self, raw: bytes, own_addresses: frozenset[str] = frozenset(), envelope_sender: str | None = None,
        country: str | None = None, trust: Trust = NOBODY,
    ) -> Understood:
        """What a mail says and asks. Never raises over the mail; OSError where no process can be started at all."""
        return next(self.understand_all([Question(raw, envelope_sender, own_addresses, country, trust)]))

    def understand_all(self, mails: Sequence[Question]) -> Generator[Understood, None, None]:
        """What each of these mails says and asks, in their order; as `understand` for each."""
        with self._lock:
            try:
                following = self._pickled(mails[0])
                for number, mail in enumerate(mails):
                    question, following = following, b""
                    if number + 1 < len(mails):
                        following = self._pickled(mails[number + 1])
                    yield self._answered(question, following) or _unread(mail.raw, self._why, mail.envelope_sender)
            finally:
                if self._child and self._child.ahead:  # nobody will ask for that answer
                    self._stop()

    def _pickled(self, mail: Question) -> bytes:
        return pickle.dumps((mail, self.seconds))

    def _answered(self, question: bytes, following: bytes) -> Understood | None:
        """The child's answer; None where it has none, `_why` says why then."""
        for _ in range(2):  # it may have been killed for something else: a second child decides
            child = self._running()
            try:
                return self._asked(child, question, following)
            except TimeoutError:
                self._stop()
                self._why = f"reading it took longer than {self.seconds:g} seconds"
                return None
            except (OSError, EOFError, pickle.UnpicklingError):
                self._stop()
        self._why = "the reader broke down over it"
        return None

    def close(self) -> None:
        """Ends the child; the next mail starts a new one."""
        with self._lock:
            self._stop()

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _asked(self, child: _Child, question: bytes, following: bytes) -> Understood:
        child.mails += 1
        deadline = time.monotonic() + self.seconds
        if not child.ahead:
            _send(child.line, question, deadline)
        child.ahead = 0 < len(following) <= AHEAD_BYTES and child.mails < MAILS
        if child.ahead:
            _send(child.line, following, deadline)
        answer = _Plain(io.BytesIO(_receive(child.line, deadline))).load()
        if not isinstance(answer, tuple) or len(answer) != 2 or not isinstance(answer[0], Submission):
            raise pickle.UnpicklingError
        return Understood(*answer)

    def _running(self) -> _Child:
        """The child; a new one where there is none, where it has read its share, or where we are a fork of its owner."""
        child = self._child
        if child and (child.owner != os.getpid() or child.mails >= MAILS or child.process.poll() is not None):
            self._stop()
        if self._child is None:
            self._child = _started()
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.line.close()
        if child.owner == os.getpid():
            child.process.kill()
            child.process.wait()


def _started() -> _Child:
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", CHILD, str(ROOT), str(theirs.fileno())], pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=ENVIRONMENT, cwd="/",
        )
    child = _Child(process, ours, os.getpid())
    try:
        _receive(ours, time.monotonic() + START_SECONDS)
    except (OSError, EOFError) as error:
        ours.close()
        process.kill()
        process.wait()
        raise OSError("the mail reader could not be started") from error
    return child


def _unread(raw: bytes, why: str, envelope_sender: str | None) -> Understood:
    return Understood(salvaged(raw, why, envelope_sender), None)


def _send(line: socket.socket, message: bytes, deadline: float) -> None:
    line.settimeout(max(0.001, deadline - time.monotonic()))
    line.sendall(LENGTH.pack(len(message)))
    line.sendall(message)


def _receive(line: socket.socket, deadline: float | None) -> bytes:
    (length,) = LENGTH.unpack(_exactly(line, LENGTH.size, deadline))
    if length > ANSWER_BYTES:
        raise EOFError
    return _exactly(line, length, deadline)


def _exactly(line: socket.socket, length: int, deadline: float | None) -> bytes:
    whole, at = bytearray(length), 0
    view = memoryview(whole)
    while at < length:
        line.settimeout(None if deadline is None else max(0.001, deadline - time.monotonic()))
        count = line.recv_into(view[at:])
        if not count:
            raise EOFError
        at += count
    return bytes(whole)


class _Plain(pickle.Unpickler):
    """Unpickles the dataclasses that an answer consists of, and nothing else: the child has read hostile mail."""

    def find_class(self, module: str, name: str) -> Any:
        """The class, where it is one of the few allowed."""
        if module == "datetime" and name in DATES:
            return super().find_class(module, name)
        if module in PLAIN or module.split(".")[:2] == ["compliance", "triage"]:
            found = super().find_class(module, name)
            if isinstance(found, type) and is_dataclass(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not allowed")


def serve(descriptor: int) -> None:
    """The child: answers questions on the socket until its other end is closed."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with socket.socket(fileno=descriptor) as line:
        try:
            _send(line, b"ready", time.monotonic() + START_SECONDS)
            _silence()
            while True:
                question, seconds = pickle.loads(_receive(line, None))  # noqa: S301 - it comes from our own parent
                signal.alarm(int(seconds) + 2)
                answer = pickle.dumps(_understood(question), pickle.HIGHEST_PROTOCOL)
                _send(line, answer, time.monotonic() + seconds)
                signal.alarm(0)
                del question, answer
        except (OSError, EOFError):
            return


def _silence() -> None:
    """No word of a mail may get into a log by way of a traceback."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stderr.fileno())
    os.close(nowhere)


def _understood(asked: Question) -> tuple[Submission, Findings | None]:
    submission = read(
        asked.raw, own_addresses=asked.own_addresses, envelope_sender=asked.envelope_sender, trust=asked.trust
    )
    if submission.outcome == "unreadable":
        return submission, None
    try:
        findings = triage(submission.subject, submission.text, country=asked.country)
    except Exception:  # a mail that was read is not lost because its words could not be judged
        return replace(submission, warnings=(*submission.warnings, "its words could not be judged")), None
    submission = replace(submission, language=submission.language or findings.language)
    if submission.outcome == "auto_reply" and {AWAY, NOTIFIED, DISTRIBUTED} & set(submission.warnings) and _asks(findings):
        submission = replace(submission, outcome="reply" if submission.in_reply_to else "new")
    doubts = set(submission.warnings)
    if submission.outcome in {"new", "reply"} and PERHAPS_AWAY in doubts and not STANDING & doubts and _asks(findings, CERTAIN):
        submission = replace(submission, acknowledge=True)  # "Absence of an answer": who asks for something is there
    return submission, findings


def _asks(findings: Findings, least: float = CONFIDENT) -> bool:
    """Whether a machine's mail asks for something that a person must see; every newsletter speaks of unsubscribing."""
    return any(found.kind != "unsubscribe" and found.confidence >= least for found in findings.requests)
