"""A mailbox over IMAP (RFC 3501, 9051): signing in, listing, reading and moving mails by UID, waiting for new ones.

The folder is the queue: whatever lies in it is still to be taken, whoever has read or flagged it, and UIDs are remembered for
one connection only. Reading leaves no mark (BODY.PEEK). The folder is selected anew right before a mail is moved: where it was
made anew meanwhile (another UIDVALIDITY), another mail may lie under that UID, and servers have been seen to move that one.
Moving is MOVE (RFC 6851), else COPY, `\\Deleted` and EXPUNGE of that one UID (RFC 4315), never of what others have flagged.

`imaps://` is TLS, `imap://` STARTTLS with the certificate checked, plain on this machine alone. Whatever the server says stays
out of messages and logs, since it may repeat what it was told.
"""

import contextlib
import imaplib
import re
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from imap_tools import MailBox, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderCreateError, MailboxFolderSelectError
from imap_tools.mailbox import BaseMailBox
from imap_tools.utils import encode_folder

from compliance.intake.headers import HEADER_BYTES
from compliance.oauth import TokenRefused, TokenServerAway, TokenSource, xoauth2
from config import LOOPBACK, Settings

ANSWER_SECONDS = 60.0  # for each answer of the server
LOOK_SECONDS = 2.0  # how often waiting looks whether to stop
PASSING = ("[UNAVAILABLE]", "[LIMIT]", "[INUSE]", "[SERVERBUG]")  # RFC 5530: it may go another time
SIZED = re.compile(rb"UID (\d+)\b.*RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+)\b.*UID (\d+)", re.IGNORECASE)
QUOTED = re.compile(rb'BODY\[[A-Z]*\](?:<\d+>)? (?:"((?:[^"\\]|\\.)*)"|NIL)', re.IGNORECASE | re.DOTALL)


class MailboxAway(Exception):
    """The server cannot be reached, or the connection was dropped; trying again may help. The message is a code."""


class MailboxRefused(Exception):
    """The server does not let us in, or a setting is wrong. The message is one line for an administrator."""


class NotGiven(Exception):
    """The server refuses to give a mail that lies there; it lies where it lay."""


class NotMoved(Exception):
    """The server would not move a mail now; it lies where it lay."""


@dataclass(frozen=True)
class Account:
    """What IMAP_URL says."""

    host: str
    port: int
    tls: bool
    user: str
    folder: str

    @classmethod
    def of(cls, settings: Settings) -> "Account":
        """Raises MailboxRefused where nothing is set."""
        if not settings.imap_url:
            raise MailboxRefused("IMAP_URL is not set")
        parts = urlsplit(settings.imap_url)
        tls, folder = parts.scheme == "imaps", unquote(parts.path).strip("/") or "INBOX"
        if folder.casefold() in {settings.imap_processed.casefold(), settings.imap_failed.casefold()}:
            raise MailboxRefused("IMAP_PROCESSED and IMAP_FAILED must be other folders than the one in IMAP_URL")
        return cls(parts.hostname or "", parts.port or (993 if tls else 143), tls, unquote(parts.username or ""), folder)


class Mailbox:
    """A mailbox that is signed in to and selected. Methods raise what `opened` turns into MailboxAway."""

    def __init__(self, box: BaseMailBox, folder: str) -> None:
        self._box, self._client, self._source = box, box.client, folder
        self.validity = self._select()  # UIDs mean nothing under another one
        answer = self._client.capability()[1]
        self._can = frozenset((answer[0] or b"").decode("ascii", "replace").upper().split())
        self._folders: dict[str, str] = {}
        if not self._can & {"MOVE", "UIDPLUS"}:
            raise MailboxRefused("the mail server offers neither MOVE nor UIDPLUS, so mails cannot be moved safely")

    def uids(self) -> list[str]:
        """All that lies in the folder, oldest first."""
        self._client.untagged_responses.clear()  # imaplib would gather them for as long as the connection lasts
        return self._box.uids("ALL", charset=None)

    def sizes(self, uids: list[str]) -> dict[str, int]:
        """Size in bytes of those of the mails that are still there, as the server says it; 0 where it cannot say.

        Where it stumbles over one, the others are asked for without it.
        """
        status, answer = self._client.uid("FETCH", ",".join(uids), "(UID RFC822.SIZE)")
        if status != "OK":
            half = len(uids) // 2
            return self.sizes(uids[:half]) | self.sizes(uids[half:]) if half else dict.fromkeys(uids, 0)
        lines = (item[0] if isinstance(item, tuple) else item for item in answer)
        found = (SIZED.search(line) for line in lines if line)
        return {(hit[1] or hit[4]).decode(): int(hit[2] or hit[3]) for hit in found if hit}

    def raw(self, uid: str) -> bytes | None:
        """A mail byte for byte, left as it is; None where it was removed meanwhile. Raises NotGiven."""
        return self._body(uid, "BODY.PEEK[]")

    def header(self, uid: str) -> bytes | None:
        """The first `HEADER_BYTES` of a mail's header; None where it was removed meanwhile. Raises NotGiven."""
        return self._body(uid, f"BODY.PEEK[HEADER]<0.{HEADER_BYTES}>")

    def _body(self, uid: str, part: str) -> bytes | None:
        status, answer = self._client.uid("FETCH", uid, f"(UID {part})")
        if status != "OK":
            told = b" ".join(item for item in answer if isinstance(item, bytes)).decode("ascii", "replace").upper()
            raise MailboxAway("busy") if any(code in told for code in PASSING) else NotGiven(status)
        for item in answer:  # flags that others changed are told in between
            if isinstance(item, tuple) and b"BODY[" in item[0].upper():
                return bytes(item[1])
            if isinstance(item, bytes) and (short := QUOTED.search(item)):
                return re.sub(rb"\\(.)", rb"\1", short[1] or b"")
        return None

    def move(self, uid: str, folder: str) -> None:
        """Moves a mail to a folder, which is made where it is missing. Raises NotMoved, MailboxRefused, MailboxAway."""
        there = encode_folder(self._folder(folder)).decode("ascii")
        if self._select() != self.validity:
            raise MailboxAway("made anew")
        if "MOVE" in self._can:
            orders: list[tuple[str, ...]] = [("MOVE", uid, there)]
        else:
            orders = [("COPY", uid, there), ("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"), ("EXPUNGE", uid)]
        for order in orders:
            if self._client.uid(*order)[0] != "OK":
                self._folders.clear()
                raise NotMoved(order[0])

    def _select(self) -> list[Any]:
        """Selects the folder; its UIDVALIDITY."""
        try:
            self._box.folder.set(self._source)
        except MailboxFolderSelectError as error:
            raise MailboxRefused("the folder in IMAP_URL is not there") from error
        except imaplib.IMAP4.readonly as error:
            raise MailboxRefused("the mailbox in IMAP_URL may be read only, so mails cannot be moved") from error
        return self._client.response("UIDVALIDITY")[1]

    def _folder(self, name: str) -> str:
        """The folder's full name: some servers have all folders inside INBOX."""
        if name not in self._folders:
            delimiter = next((info.delim for info in self._box.folder.list("", "INBOX")), "/")
            names = (name, f"INBOX{delimiter}{name}")
            found = next((each for each in names if self._box.folder.exists(each)), None)
            self._folders[name] = found or self._made(names)
        return self._folders[name]

    def _made(self, names: tuple[str, str]) -> str:
        for name in names:
            with contextlib.suppress(MailboxFolderCreateError):
                self._box.folder.create(name)
                with contextlib.suppress(ImapToolsError):  # only so that mail programs show it
                    self._box.folder.subscribe(name, True)
                return name
        raise MailboxRefused(f"the folder {names[0]} cannot be made; set IMAP_PROCESSED and IMAP_FAILED to ones that are there")

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Returns when something happens in the mailbox, after `seconds`, or soon after `stop`."""
        if "IDLE" not in self._can:
            stop.wait(seconds)
            return
        with self._box.idle as idle:
            for _ in range(round(seconds / LOOK_SECONDS)):
                if stop.is_set() or idle.poll(LOOK_SECONDS):
                    return


@contextlib.contextmanager
def opened(settings: Settings, tokens: TokenSource | None) -> Iterator[Mailbox]:
    """The mailbox of IMAP_URL. Raises MailboxRefused, TokenRefused, and MailboxAway whenever the connection drops."""
    account = Account.of(settings)
    client = None
    try:
        box = _connected(account)
        client = box.client
        if not account.tls and account.host not in LOOPBACK:
            client.starttls(ssl.create_default_context())
        _sign_in(client, account, settings.imap_password, tokens)
        yield Mailbox(box, account.folder)
        with contextlib.suppress(OSError, imaplib.IMAP4.error):  # all is done by then
            client.logout()
    except (OSError, imaplib.IMAP4.error, ImapToolsError, TokenServerAway) as error:
        raise MailboxAway(type(error).__name__) from error
    finally:
        if client is not None:
            with contextlib.suppress(OSError):
                client.shutdown()


def _connected(account: Account) -> BaseMailBox:
    if account.tls:
        return MailBox(account.host, account.port, ANSWER_SECONDS, ssl_context=ssl.create_default_context())
    return MailBoxUnencrypted(account.host, account.port, ANSWER_SECONDS)


def _sign_in(client: imaplib.IMAP4, account: Account, password: str, tokens: TokenSource | None) -> None:
    try:
        if tokens is None:
            _present(client, "PLAIN", f"\0{account.user}\0{password}".encode())
            return
        try:
            _present(client, "XOAUTH2", xoauth2(account.user, tokens.token()))
        except MailboxRefused:  # it may have been revoked before its time
            _present(client, "XOAUTH2", xoauth2(account.user, tokens.token(renew=True)))
    except TokenRefused as refusal:
        raise MailboxRefused(f"the token server at IMAP_OAUTH_TOKEN_URL refuses: {refusal}") from refusal


def _present(client: imaplib.IMAP4, mechanism: str, response: bytes) -> None:
    """AUTHENTICATE with one response; where the server asks again it tells why it refuses, and gets an empty answer."""
    answers = [response]
    try:
        if mechanism == "PLAIN" and "AUTH=PLAIN" not in client.capabilities:
            client.login(*response.decode().split("\0")[1:])
        else:
            client.authenticate(mechanism, lambda _: answers.pop() if answers else b"")
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        if any(code in str(error).upper() for code in PASSING):
            raise
        what = "IMAP_PASSWORD" if mechanism == "PLAIN" else "token"
        raise MailboxRefused(f"the mail server refuses the user in IMAP_URL with this {what}") from error
