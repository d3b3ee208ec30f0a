"""An SMTP server that takes letters and shows them to the test: the relay that the program sends through.

It answers as told: `answer` is what it says after the dot (451 and 550 refuse), `answer_recipient` what it says to RCPT;
`cut` ends the connection after the dot instead of answering, having taken the letter or not. `down()` refuses
connections until `up()`, on the same port. With `tokens` it wants XOAUTH2 with one of them.
"""

from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from enum import Enum
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.servers.machine import HOST, free_port, wait_until

TAKEN = "250 2.0.0 Taken"
OK = "250 2.1.5 OK"


class Cut(Enum):
    """When the connection is cut after the dot: the letter is lost with it, or taken all the same."""

    UNTAKEN = "untaken"
    TAKEN = "taken"


@dataclass(frozen=True)
class Letter:
    """A letter as it came over the wire."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """The same, parsed."""
        return message_from_bytes(self.raw, policy=default)


@dataclass
class SmtpSink:
    """The server and what it took, oldest first. `tries` counts letters that were offered, taken or not."""

    port: int = field(default_factory=free_port)
    answer: str = TAKEN
    answer_recipient: str = OK
    cut: Cut | None = None
    tokens: list[str] | None = None
    letters: list[Letter] = field(default_factory=list)
    tries: int = 0
    _controller: Controller | None = None

    def up(self) -> None:
        """Starts listening."""
        self._controller = Controller(self, hostname=HOST, port=self.port, enable_SMTPUTF8=True, data_size_limit=0,
                                      auth_require_tls=False)
        self._controller.start()

    def down(self) -> None:
        """Stops listening; connections are refused."""
        if self._controller:
            self._controller.stop(no_assert=True)
            self._controller = None

    def wait_for(self, count: int) -> list[Letter]:
        """The letters, once there are that many. Raises TimeoutError."""
        wait_until(lambda: len(self.letters) >= count, f"{count} letters at the sink")
        return self.letters

    async def auth_XOAUTH2(self, _server: SMTP, args: list[str]) -> AuthResult:
        """Takes one of the tokens."""
        said = b64decode(args[1]).decode()
        return AuthResult(success=any(f"\x01auth=Bearer {token}\x01" in said for token in self.tokens or []), handled=False)

    async def handle_RCPT(self, _server: SMTP, session: Session, envelope: Envelope, address: str,
                          options: list[str]) -> str:
        """Says what it was told to say to a recipient."""
        if self.tokens is not None and not session.authenticated:
            return "530 5.7.0 Authentication required"
        if self.answer_recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return self.answer_recipient

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Takes a letter, or not."""
        self.tries += 1
        taken = self.cut is Cut.TAKEN if self.cut else self.answer.startswith("2")
        if taken:
            raw = envelope.original_content or b""
            self.letters.append(Letter(envelope.mail_from or "", tuple(envelope.rcpt_tos), raw))
        if self.cut:
            cast(Any, server).transport.abort()
        return self.answer


@contextmanager
def smtp_sink() -> Iterator[SmtpSink]:
    """A sink that listens; gone at the end."""
    sink = SmtpSink()
    sink.up()
    try:
        yield sink
    finally:
        sink.down()
