"""Outlook's winmail.dat (MS-OXTNEF): the text and the attachments inside.

Read are the legacy attributes and the MAPI properties that hold names, bodies and content; everything is bounded by the size
of the input, messages inside messages by `DEPTH`, and a damaged or cut file gives what stands before the damage.
"""

import struct
from dataclasses import dataclass, field

from compliance.intake.decoding import decode
from compliance.intake.rtf import decompress, rtf_text

SIGNATURE = b"\x78\x9f\x3e\x22"
DEPTH = 3
FILES = 1000
PROPERTIES = 5000

SUBJECT, BODY, MESSAGE_PROPERTIES, CODEPAGE = 0x8004, 0x800C, 0x9003, 0x9007
RENDERING, FILE_TITLE, FILE_CONTENT, FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
P_SUBJECT, P_BODY, P_RTF, P_HTML = 0x0037, 0x1000, 0x1009, 0x1013
P_CONTENT, P_NAME, P_SHORT_NAME, P_LONG_NAME, P_MIME = 0x3701, 0x3001, 0x3704, 0x3707, 0x370E
SIZES = {
    0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, 0x0040: 8,
    0x0048: 16,
}
VARIABLE = frozenset({0x000D, 0x001E, 0x001F, 0x0102})
TEXT_8, TEXT_16, OBJECT = 0x001E, 0x001F, 0x000D


@dataclass
class File:
    """A file inside: name and media type, empty where not told, and content."""

    name: str = ""
    type: str = ""
    content: bytes = b""


@dataclass
class Winmail:
    """What a winmail.dat holds. `html` and `text` are empty where it has none; `damaged` when its end could not be read."""

    subject: str = ""
    text: str = ""
    html: str = ""
    files: list[File] = field(default_factory=list)
    damaged: bool = False


def read_tnef(content: bytes, depth: int = 0) -> Winmail | None:
    """What a TNEF stream holds, None where it is none. Never raises."""
    if not content.startswith(SIGNATURE):
        return None
    found, codepage = Winmail(), "cp1252"
    at, size = 6, len(content)
    while at + 11 <= size and len(found.files) <= FILES:
        _, attribute, _, length = struct.unpack_from("<BHHI", content, at)
        value = content[at + 9 : at + 9 + length]
        found.damaged = len(value) < length
        if attribute == CODEPAGE and len(value) >= 4:
            codepage = f"cp{struct.unpack_from('<I', value)[0]}"
        elif attribute in {SUBJECT, BODY, MESSAGE_PROPERTIES}:
            _of_message(found, attribute, value, codepage)
        elif attribute in {RENDERING, FILE_TITLE, FILE_CONTENT, FILE_PROPERTIES}:
            _of_file(found, attribute, value, codepage, depth)
        at += 9 + length + 2
    found.files = [file for file in found.files if file.content or file.name]
    return found


def _of_message(found: Winmail, attribute: int, value: bytes, codepage: str) -> None:
    if attribute == SUBJECT:
        found.subject = found.subject or decode(value.rstrip(b"\0"), codepage)
    elif attribute == BODY:
        found.text = found.text or decode(value.rstrip(b"\0"), codepage)
    else:
        properties = _properties(value, codepage)
        found.subject = _text(properties, P_SUBJECT) or found.subject
        found.text = _text(properties, P_BODY) or found.text
        if html := properties.get(P_HTML):
            found.html = html if isinstance(html, str) else decode(html, "utf-8")
        rtf = properties.get(P_RTF)
        if isinstance(rtf, bytes) and not (found.html or found.text):
            found.text = rtf_text(decompress(rtf))


def _of_file(found: Winmail, attribute: int, value: bytes, codepage: str, depth: int) -> None:
    if attribute == RENDERING or not found.files:
        found.files.append(File())
    file = found.files[-1]
    if attribute == FILE_TITLE:
        file.name = file.name or decode(value.rstrip(b"\0"), codepage)
    elif attribute == FILE_CONTENT:
        file.content = value
    elif attribute == FILE_PROPERTIES:
        properties = _properties(value, codepage)
        file.name = _text(properties, P_LONG_NAME) or file.name or _text(properties, P_NAME) or _text(properties, P_SHORT_NAME)
        file.type = _text(properties, P_MIME)
        inner = properties.get(P_CONTENT)
        if isinstance(inner, bytes) and inner and not file.content:
            _embedded(found, file, inner, depth)


def _embedded(found: Winmail, file: File, inner: bytes, depth: int) -> None:
    """An object in an attachment: a message in TNEF of its own (after a 16 byte interface id), or the content itself."""
    message = read_tnef(inner[16:], depth + 1) if depth < DEPTH and inner[16:20] == SIGNATURE else None
    if message is None:
        file.content = inner
        return
    file.type, file.content = "text/plain", f"{message.subject}\n\n{message.text or message.html}".encode()
    file.name = f"{message.subject or file.name or 'message'}.txt"
    found.files.extend(message.files)


def _text(properties: dict[int, str | bytes], which: int) -> str:
    value = properties.get(which, "")
    return value.strip("\0 \t\r\n") if isinstance(value, str) else ""


def _properties(value: bytes, codepage: str) -> dict[int, str | bytes]:
    """The MAPI properties of a stream by their id; stops at the first that makes no sense."""
    found: dict[int, str | bytes] = {}
    try:
        (count,), at = struct.unpack_from("<I", value), 4
        for _ in range(min(count, PROPERTIES)):
            kind, name = struct.unpack_from("<HH", value, at)
            at += 4
            if name >= 0x8000:
                at = _after_name(value, at)
            content, at = _value(value, at, kind)
            if kind & 0xFFF == TEXT_16:
                found.setdefault(name, decode(content[: len(content) // 2 * 2], "utf-16-le"))
            elif kind & 0xFFF == TEXT_8:
                found.setdefault(name, decode(content, codepage))
            else:
                found.setdefault(name, content)
    except (struct.error, IndexError):
        pass
    return found


def _after_name(value: bytes, at: int) -> int:
    """Where a named property's name ends: a GUID, then a number or a text."""
    (kind,) = struct.unpack_from("<I", value, at + 16)
    if kind == 0:
        return at + 24
    (length,) = struct.unpack_from("<I", value, at + 20)
    return at + 24 + _padded(length)


def _value(value: bytes, at: int, kind: int) -> tuple[bytes, int]:
    """A property's (first) value and where the next property begins."""
    base, several = kind & 0xFFF, bool(kind & 0x1000)
    count = 1
    if several or base in VARIABLE:
        (count,) = struct.unpack_from("<I", value, at)
        at += 4
    first = b""
    for index in range(min(count, PROPERTIES)):
        if base in VARIABLE:
            (length,) = struct.unpack_from("<I", value, at)
            content, at = value[at + 4 : at + 4 + length], at + 4 + _padded(length)
        else:
            length = SIZES[base] if base in SIZES else len(value)
            content, at = value[at : at + length], at + length
        if at > len(value) + 3:
            raise IndexError
        first = first if index else content
    return first, at


def _padded(length: int) -> int:
    return length + (-length % 4)
