"""Mail addresses out of header fields (RFC 5322) and running text, by a scanner of our own: linear, bounded, not fooled.

The standard library's parser takes `alice@victim.example)bob@evil.example` for alice (CVE-2023-27043) and can be stalled.
Here the address is what stands in the last angle brackets, else the last thing that looks like one; the rest is the name.
At most `ADDRESSES` are read of a field, and `FIELD_BYTES` of it.
"""

import re
from collections.abc import Iterator

from compliance.intake.decoding import header_text

ADDRESSES = 1000
FIELD_BYTES = 100_000

TOKEN = re.compile(
    rb'"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.|\([^()]*\))*\)|<[^<>"]{0,1000}>|=\?[^?\s]{1,60}\?[bBqQ]\?[^?\r\n]{0,5000}\?='
    rb'|[,;:]|[^",;:(<=]+|.', re.DOTALL,
)
BEFORE = re.compile(r"[\s@<>(),;:\"'\[\]\\=]")
DOMAIN = re.compile(r"(?:[^\W_][\w-]{0,62}\.){0,20}[^\W_][\w-]{0,62}|\[[0-9A-Fa-f:.]{3,60}\]")
# Scripts that are written without spaces stand right beside an address, and are no part of one that is not in them.
UNSPACED = "\u0e00-\u0e7f\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef"
BESIDE = re.compile(rf"[{UNSPACED}](?=[!-~]*\Z)")
AFTER = re.compile(rf"(?<=[!-~])[{UNSPACED}]")
ESCAPE = re.compile(r"\\(.)")


def mailboxes(raw: bytes, hint: str | None = None) -> list[tuple[str, str]]:
    """The mailboxes of an address field as (name, address); the address is empty where only words stand."""
    found: list[tuple[str, str]] = []
    for pieces in _separated(raw[:FIELD_BYTES]):
        mailbox = _mailbox(pieces, hint)
        if any(mailbox):
            found.append(mailbox)
        if len(found) >= ADDRESSES:
            break
    return found


def _separated(raw: bytes) -> Iterator[list[bytes]]:
    """The tokens of each mailbox. `Doe, Jane <j@...>` is one: a piece without an address belongs to the next one."""
    pieces: list[bytes] = []
    addressed = False
    for token in TOKEN.finditer(raw):
        piece = token.group()
        if piece == b";" or (piece == b"," and addressed):
            yield pieces
            pieces, addressed = [], False
        elif piece == b":" and not addressed:
            pieces = []  # what stood there was the name of a group
        else:
            pieces.append(piece)
            addressed = addressed or (b"@" in piece and piece[:1] not in {b'"', b"("}) or piece[:1] == b"<"
    yield pieces


def _mailbox(pieces: list[bytes], hint: str | None) -> tuple[str, str]:
    angles = [piece for piece in pieces if piece.startswith(b"<") and len(piece) > 1]
    if angles:
        chosen = next((angle for angle in reversed(angles) if b"@" in angle), angles[-1])
        address = header_text(chosen[1:-1], hint)
        rest = [piece for piece in pieces if piece is not chosen]
        return _name(rest, hint), _plain(address.rpartition(":")[2])
    bare = header_text(b"".join(piece for piece in pieces if not piece.startswith(b"(")), hint)[:2000]
    hits = list(addresses_in(bare))
    if not hits:
        return _name(pieces, hint), ""
    comments = [piece for piece in pieces if piece.startswith(b"(")]
    return _name(comments, hint) if comments else _tidy(bare.replace(hits[-1], " ")), _plain(hits[-1])


def _plain(address: str) -> str:
    return address.strip(" \t<>'").removeprefix("mailto:").replace(" ", "")[:320]


def _name(pieces: list[bytes], hint: str | None) -> str:
    """The display name: quotes and comment brackets taken off, encoded words decoded."""
    words, bare = [], b""
    for piece in pieces:
        if piece[:1] in {b'"', b"("} and len(piece) > 1:
            words.append(header_text(bare, hint))
            words.append(ESCAPE.sub(r"\1", header_text(piece[1:-1], hint)))
            bare = b""
        elif not piece.startswith(b"<"):
            bare += piece
    words.append(header_text(bare, hint))
    return _tidy(" ".join(words))


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" '\"<>,")[:300]


def _apart(address: str) -> str:
    """An address without the words of an unspaced script before and after it."""
    if address.isascii():
        return address
    local, _, domain = address.rpartition("@")
    return f"{BESIDE.split(local)[-1] or local}@{AFTER.split(domain)[0]}"


def addresses_in(text: str, limit: int = ADDRESSES) -> list[str]:
    """What looks like a mail address in running text, in order, each once."""
    found: dict[str, None] = {}
    at = text.find("@")
    while at != -1 and len(found) < limit:
        local = BEFORE.split(text[max(0, at - 128) : at])[-1].strip(".'`*_|{}")
        domain = DOMAIN.match(text, at + 1)
        if local and domain:
            found.setdefault(_apart(f"{local}@{domain.group()}"), None)
        at = text.find("@", at + 1)
    return list(found)
