"""The LMTP listener (RFC 2033): how a mail server on this machine hands mail over.

Each recipient is answered after the dot, and with 250 only when the mail is durably kept; whatever goes wrong on our side is
451, so that the mail server keeps the mail and tries again (RFC 5321 section 4.2.5). A mail over the limit gets 552. Only
our contact addresses are recipients, with any `+detail`; others get 550. Lines may be as long as the mail, since real mails
have them; the end is CRLF.CRLF alone (bare LF never ends a mail).

Mails that arrive while others are committed share the next commit; a mail that comes alone waits for nobody.
"""

import asyncio
import contextlib
import re
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session, syntax
from flask import Flask

from compliance.intake.keeping import Incoming, Kept, keep_together
from config import Settings

log = structlog.get_logger()

LATER = "451 4.3.0 Not kept, try again later"
KEPT = "250 2.0.0 Kept"
TOO_MUCH = "552 5.3.4 Error: Too much mail data"
END = b"\r\n.\r\n"
ATOMS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,20}"
PLAIN_ADDRESS = re.compile(rf"<({ATOMS}@{ATOMS})>(?= |\Z)")
ALL = 1 << 30
BUFFER = 1 << 18
MOST_TOGETHER = 64
BYTES_TOGETHER = 16 << 20


class Lmtp(LMTP):
    """aiosmtpd's LMTP with one reply for each recipient after the dot, and mails read in chunks instead of lines."""

    def __init__(self, handler: Any, limit: int, **options: Any) -> None:
        self.line_length_limit = BUFFER
        super().__init__(handler, data_size_limit=limit, enable_SMTPUTF8=True, hostname="localhost", ident="LMTP",
                         **options)
        self._replies, self._limit = 1, limit
        self._said: list[str] = []

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Takes the mail; what is said after the dot is said once for each recipient."""
        if await self.check_helo_needed():
            return
        if not _recipients(self):
            await self.push("503 Error: need RCPT command")
        elif arg:
            await self.push("501 Syntax: DATA")
        else:
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            await self._take()

    async def _take(self) -> None:
        """Reads the mail up to its end and answers it, once for each recipient."""
        raw = await self._read()
        self._replies = len(_recipients(self))
        try:
            if self.envelope:
                self.envelope.original_content = raw
            status = TOO_MUCH if raw is None else await self._call_handler_hook("DATA")
            self._set_post_data_state()  # type: ignore[no-untyped-call]
            await self.push(status)
        finally:
            self._replies = 1

    async def _read(self) -> bytes | None:
        """The mail up to CRLF.CRLF, without the dots that were doubled (RFC 5321 section 4.5.2); None for one over the limit.

        What was sent behind the end, by PIPELINING, is left to be read as the next commands. A connection that ends before
        the mail does cancels this.
        """
        data, dropped = bytearray(b"\r\n"), 0  # the end may stand right at the beginning
        searched = 0
        while (end := data.find(END, searched)) < 0:
            if dropped + len(data) > self._limit + len(END):
                dropped += len(data) - len(END)
                del data[:-len(END)]
            searched = max(0, len(data) - len(END) + 1)
            chunk = await self._reader.read(ALL)
            if not chunk:
                raise ConnectionResetError
            data += chunk
        behind = bytes(data[end + len(END):])
        if behind and not self._reader.at_eof():
            self._reader.feed_data(behind)  # nothing is left in the reader: `read` took it all
        if dropped + end > self._limit:
            return None
        return bytes(data[:end + 2].replace(b"\r\n.", b"\r\n")[2:])

    async def push(self, status: Any) -> None:
        """Sends a reply line; consent is sent together with what is said to the commands that wait behind (RFC 2920)."""
        self._said += [status] * self._replies
        if status.startswith("250 ") and b"\n" in self._reader._buffer:  # type: ignore[attr-defined]
            return
        said, self._said = "\r\n".join(self._said), []
        await SMTP.push(self, said)

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """An address of MAIL or RCPT and what follows it; the common form is read here, in a fiftieth of the time."""
        if plain := PLAIN_ADDRESS.match(arg):
            return plain[1], arg[plain.end():].lstrip(" ")
        return super()._getaddr(arg)


def _recipients(session: Lmtp) -> list[str]:
    return session.envelope.rcpt_tos if session.envelope else []


class Keeper:
    """Keeps mails in a thread of its own: those that arrive during a commit share the next one."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="keep")
        self._waiting: list[tuple[Incoming, asyncio.Future[str]]] = []
        self._work: asyncio.Task[None] | None = None

    async def keep(self, mail: Incoming) -> str:
        """Returns the reply once the mail is durable, or once it is clear that it is not."""
        kept: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting.append((mail, kept))
        if self._work is None:
            self._work = asyncio.create_task(self._keep_waiting())
        return await kept

    async def _keep_waiting(self) -> None:
        while self._waiting:
            group = self._next()
            replies = await asyncio.get_running_loop().run_in_executor(self._thread, self._keep, [mail for mail, _ in group])
            for (_, kept), reply in zip(group, replies, strict=True):
                if not kept.done():  # the connection may be gone; the mail is kept all the same
                    kept.set_result(reply)
        self._work = None

    def _next(self) -> list[tuple[Incoming, asyncio.Future[str]]]:
        """Takes the mails that came first, as many as may share a commit."""
        group, held = [self._waiting.pop(0)], 0
        while self._waiting and len(group) < MOST_TOGETHER and held < BYTES_TOGETHER:
            group.append(self._waiting.pop(0))
            held += len(group[-1][0].raw)
        return group

    def _keep(self, mails: list[Incoming]) -> list[str]:
        try:
            with self._app.app_context():
                return [_reply(kept) for kept in keep_together(mails)]
        except Exception as error:  # nothing may turn into a loss: the mail server keeps them and tries again
            return [_reply(error) for _ in mails]


def _reply(kept: Kept | Exception) -> str:
    if isinstance(kept, Kept):
        log.info("lmtp.kept", kept=kept.id, again=kept.again)
        return KEPT
    log.warning("lmtp.not_kept", error=type(kept).__name__)
    return LATER


class Handler:
    """Decides on recipients and has mails kept."""

    def __init__(self, app: Flask) -> None:
        self._contacts: tuple[str, ...] = app.config["SETTINGS"].contact_address
        self._keeper = Keeper(app)

    async def handle_RCPT(self, _server: Any, _session: Session, envelope: Envelope, address: str,  # noqa: N802
                          options: list[str]) -> str:
        """Takes our own addresses only."""
        local, _, domain = address.lower().partition("@")
        if f"{local.split('+')[0]}@{domain}" not in self._contacts:
            return "550 5.1.1 Not one of our contact addresses"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: Any, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keeps the mail; says so only when it is durable."""
        sender = envelope.mail_from if envelope.mail_from not in (None, "<>") else ""
        raw = envelope.original_content or b""
        return await self._keeper.keep(Incoming(raw, tuple(envelope.rcpt_tos), sender or "", "mail"))

    async def handle_exception(self, error: Exception) -> str:
        """Every doubt is a temporary failure."""
        log.warning("lmtp.failed", error=type(error).__name__)
        return LATER


async def listen(app: Flask, host: str, port: int) -> asyncio.Server:
    """Starts listening; the caller keeps the loop running. Port 0 picks a free one."""
    loop = asyncio.get_running_loop()
    settings: Settings = app.config["SETTINGS"]
    handler = Handler(app)
    return await loop.create_server(lambda: Lmtp(handler, settings.max_mail_bytes, loop=loop), host, port)


def serve(app: Flask, host: str, port: int) -> None:
    """Listens until SIGTERM or SIGINT, then lets mails in progress end."""

    async def main() -> None:
        server = await listen(app, host, port)
        stop = asyncio.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
        log.info("lmtp.listening", port=server.sockets[0].getsockname()[1])
        await stop.wait()
        server.close()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(server.wait_closed(), 10)

    asyncio.run(main())
