"""The mail server that letters go out through: how a letter looks on the wire, and one try at handing it over.

`hand_over` raises `GivenUp` for what cannot succeed (5yz, an address that no mail can have), and OSError or
smtplib.SMTPException where trying again may help. A server that cannot be reached or does not answer is let alone for a growing
while, by all letters (`jobs.Postpone`): so one that hangs does not keep the worker from other work. What happens after the
server's 250 is no failure: the letter is out.

The server's certificate is checked, except on this machine. Where MAIL_PASSWORD is empty and OAuth 2 is set, the user name is
presented with an access token (XOAUTH2).
"""

import contextlib
import random
import re
import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from types import TracebackType

from flask import Flask, current_app
from flask_mail import Connection
from flask_mail import Message as Mail

from compliance import jobs
from compliance.db import now
from compliance.letters import signing
from compliance.oauth import TokenRefused, TokenServerAway, TokenSource, xoauth2
from compliance.registers.house import is_mute
from config import LOOPBACK, Settings

SMTP_SECONDS = 60.0  # for each answer of the mail server
CONNECT_SECONDS = 20.0
FIRST_REST, LONGEST_REST = timedelta(seconds=10), timedelta(minutes=4)
NO_SERVER_PAUSE = timedelta(seconds=30)
ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]{1,64}@[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]{1,255}")
# Long lines instead of folded Message-IDs, which some receivers do not put together again; all within RFC 5322's 998.
WIRE = SMTP.clone(max_line_length=900)


class GivenUp(Exception):
    """The letter cannot be sent; `reason` is a code such as smtp_550."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Relay:
    """What this process knows of the mail server: until when it is let alone, and the tokens for it."""

    tokens: TokenSource | None
    failures: int = 0
    rests_until: datetime | None = None

    def rest(self) -> None:
        """It could not be reached."""
        pause: timedelta = min(FIRST_REST * 2 ** min(self.failures, 10), LONGEST_REST)
        self.failures, self.rests_until = self.failures + 1, now() + pause

    def answers(self) -> None:
        """It was reached."""
        self.failures, self.rests_until = 0, None


class SignedIn(Connection):
    """A connection that waits only so long for answers, checks certificates, and forgives a server that ends it early."""

    def configure_host(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        """Connects and signs in. Raises OSError and smtplib.SMTPException, after which the server is let alone."""
        relay: Relay = current_app.extensions["relay"]
        try:
            host = _connected(current_app.config["SETTINGS"], relay.tokens)
        except (OSError, smtplib.SMTPException):
            relay.rest()
            raise
        relay.answers()
        return host

    def __exit__(self, exc_type: type[BaseException] | None, exc_value: BaseException | None,
                 tb: TracebackType | None) -> None:
        if self.host is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self.host.quit()
            self.host.close()


def init_app(app: Flask) -> None:
    """Loads the key for signatures. Raises SettingsError for a wrong one."""
    settings: Settings = app.config["SETTINGS"]
    app.extensions["signer"] = signing.load(settings)
    app.extensions["relay"] = Relay(TokenSource.of(settings))


def require_server(settings: Settings) -> None:
    """Raises jobs.Postpone while no mail server is set, it is let alone, or the house is mute: letters wait."""
    if not settings.mail_server or is_mute():
        raise jobs.Postpone(NO_SERVER_PAUSE, all_due=True)
    relay: Relay = current_app.extensions["relay"]
    if relay.rests_until is not None and now() < relay.rests_until:
        raise jobs.Postpone((relay.rests_until - now()) * random.uniform(1, 1.2))  # noqa: S311


def hand_over(outgoing: Mail, settings: Settings) -> None:
    """One try with a mail to one recipient. Raises GivenUp, OSError, smtplib.SMTPException."""
    to, raw = postal(str(outgoing.recipients[0])), on_the_wire(outgoing)
    bounces_to = (outgoing.extra_headers or {}).get("Reply-To", settings.contact_address[0])
    options = [] if to.isascii() else ["SMTPUTF8"]
    try:
        with SignedIn(current_app.extensions["mail"]) as connection:
            if connection.host is not None:
                connection.host.sendmail(bounces_to, [to], raw, options)
    except TimeoutError:
        current_app.extensions["relay"].rest()
        raise
    except smtplib.SMTPNotSupportedError as refusal:
        raise GivenUp("not_supported") from refusal
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _ in refusal.recipients.values()]
        _give_up_on(codes[0] if codes else 0, refusal)
    except smtplib.SMTPResponseException as refusal:
        _give_up_on(refusal.smtp_code, refusal)


def on_the_wire(outgoing: Mail) -> bytes:
    """The mail as it goes over the wire, signed where there is a key: the same on every try but for the parts' boundary.

    Raises GivenUp for an address that no mail can have, ValueError for a header with a line end in it.
    """
    to, (author, _, address) = postal(str(outgoing.recipients[0])), str(outgoing.sender).rpartition(" <")
    local, _, domain = to.partition("@")
    wire = WIRE.clone(utf8=not to.isascii())
    mail = EmailMessage(wire)
    mail["From"] = Address(_one_line(author), addr_spec=address.rstrip(">"))
    mail["To"] = Address(username=local, domain=domain)
    mail["Subject"] = _one_line(outgoing.subject)
    mail["Date"] = formatdate(outgoing.date)
    mail["Message-ID"] = outgoing.msgId
    for name, value in (outgoing.extra_headers or {}).items():
        mail[name] = value
    mail.set_content(outgoing.body or "", cte="quoted-printable")
    if outgoing.html:
        mail.add_alternative(outgoing.html, subtype="html", cte="quoted-printable")
    signer: signing.Signer | None = current_app.extensions["signer"]
    return signer.sign(mail.as_bytes()) if signer else mail.as_bytes()


def postal(address: str) -> str:
    """An address as the envelope wants it, its domain in ASCII. Raises GivenUp for one that no mail can have."""
    if not ADDRESS.fullmatch(address):
        raise GivenUp("bad_address")
    local, _, domain = address.partition("@")
    try:
        return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise GivenUp("bad_address") from error


def _one_line(text: str) -> str:
    """Words for a header: nothing that breaks a line, and no encoded word but our own, which receivers would decode."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(printable.replace("=?", "= ?").split())


def _give_up_on(code: int, refusal: smtplib.SMTPException) -> None:
    if 500 <= code < 600 and not isinstance(refusal, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError):
        raise GivenUp(f"smtp_{code}") from refusal
    raise refusal


def _connected(settings: Settings, tokens: TokenSource | None) -> smtplib.SMTP | smtplib.SMTP_SSL:
    server, port, trust = settings.mail_server, settings.mail_port, ssl.create_default_context()
    if server in LOOPBACK:
        trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    host: smtplib.SMTP | smtplib.SMTP_SSL
    if settings.mail_use_ssl:
        host = smtplib.SMTP_SSL(server, port, timeout=CONNECT_SECONDS, context=trust)
    else:
        host = smtplib.SMTP(server, port, timeout=CONNECT_SECONDS)
    try:
        if settings.mail_use_tls:
            host.starttls(context=trust)
        _sign_in(host, settings, tokens)
        if host.sock is not None:
            host.sock.settimeout(SMTP_SECONDS)
    except BaseException:
        host.close()
        raise
    return host


def _sign_in(host: smtplib.SMTP, settings: Settings, tokens: TokenSource | None) -> None:
    if settings.mail_username and settings.mail_password:
        host.login(settings.mail_username, settings.mail_password)
    elif settings.mail_username and tokens:
        host.ehlo_or_helo_if_needed()
        try:
            _present(host, settings.mail_username, tokens)
        except (TokenRefused, TokenServerAway) as error:
            raise ConnectionError(type(error).__name__) from error


def _present(host: smtplib.SMTP, user: str, tokens: TokenSource) -> None:
    for renew in (False, True):  # a token may have been taken back before its time
        token = tokens.token(renew=renew)
        try:
            host.auth("XOAUTH2", lambda challenge=None, token=token: "" if challenge else xoauth2(user, token).decode())
            return
        except smtplib.SMTPAuthenticationError:
            if renew:
                raise


def greet() -> None:
    """Connects to the mail server and signs in, without a letter. Raises OSError, smtplib.SMTPException."""
    with SignedIn(current_app.extensions["mail"]) as connection:
        if connection.host is not None:
            connection.host.noop()


def trial(to: str, mark: str) -> Mail:
    """A mail that only shows that mail goes round."""
    body = "This mail was sent to see whether it comes in.\n"
    return Mail(recipients=[to], subject=f"A mail that goes round ({mark})", body=body,
                extra_headers={"Auto-Submitted": "auto-generated"})
