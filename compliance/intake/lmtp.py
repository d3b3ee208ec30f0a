"""The LMTP listener (RFC 2033): how a mail server on this machine hands mail over.

Each recipient is answered after the dot, and with 250 only when the mail is durably kept; whatever goes wrong on our side is
451, so that the mail server keeps the mail and tries again (RFC 5321 section 4.2.5). A mail over the limit gets 552. Only
our contact addresses are recipients, with any `+detail`; others get 550. Lines may be as long as the mail, since real mails
have them; the end is CRLF.CRLF alone (bare LF never ends a mail).
"""

import asyncio
import contextlib
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session, syntax
from flask import Flask

from compliance.intake.keeping import keep
from config import Settings

log = structlog.get_logger()

LATER = "451 4.3.0 Not kept, try again later"
KEPT = "250 2.0.0 Kept"
THREADS = 8


class Lmtp(LMTP):
    """aiosmtpd's LMTP with one reply for each recipient after the dot, and long lines."""

    def __init__(self, handler: Any, limit: int, **options: Any) -> None:
        self.line_length_limit = limit
        super().__init__(handler, data_size_limit=limit, enable_SMTPUTF8=True, hostname="localhost", ident="LMTP",
                         **options)
        self._replies = 1

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Takes the mail; what is said after the dot is said once for each recipient."""
        try:
            await super().smtp_DATA(arg)
        finally:
            self._replies = 1

    async def push(self, status: Any) -> None:
        """Sends a reply line."""
        await SMTP.push(self, "\r\n".join([status] * self._replies) if self._replies > 1 else status)
        if str(status).startswith("354") and self.envelope is not None:
            self._replies = len(self.envelope.rcpt_tos)


class Handler:
    """Decides on recipients and keeps mails, in threads with an application context."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._contacts: tuple[str, ...] = app.config["SETTINGS"].contact_address
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="keep")

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
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._keep, envelope)

    async def handle_exception(self, error: Exception) -> str:
        """Every doubt is a temporary failure."""
        log.warning("lmtp.failed", error=type(error).__name__)
        return LATER

    def _keep(self, envelope: Envelope) -> str:
        sender = envelope.mail_from if envelope.mail_from not in (None, "<>") else ""
        raw = envelope.original_content or b""
        try:
            with self._app.app_context():
                kept = keep(raw, list(envelope.rcpt_tos), sender or "", "mail")
        except Exception as error:  # nothing may turn into a loss: the mail server keeps it and tries again
            log.warning("lmtp.not_kept", error=type(error).__name__)
            return LATER
        log.info("lmtp.kept", kept=kept.id, again=kept.again, size=len(raw))
        return KEPT


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
