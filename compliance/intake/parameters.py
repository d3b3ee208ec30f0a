"""Structured headers: `text/plain; charset=utf-8; name*0*=utf-8''a%20b` into a value and its parameters.

RFC 2045 parameters with what senders do to them: missing quotes, spaces in bare values, doubled names (the first that says
something counts), encoded words in values, and RFC 2231 continuations and charsets, in any order.
"""

import re
from urllib.parse import unquote_to_bytes

from compliance.intake.decoding import decode, header_text

PARAMETER = re.compile(rb'[;\s]*([^=;"\s]{1,100})\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))', re.DOTALL)
VALUE = re.compile(rb"[^;]*")
ESCAPED = re.compile(rb'\\(["\\])')
SECTION = re.compile(r"(.+?)(?:\*(\d{1,4}))?(\*)?\Z")
PARAMETERS = 2000


def structured(raw: bytes, hint: str | None = None) -> tuple[str, dict[str, str]]:
    """The value before the first semicolon, in lower case, and the parameters, decoded. Never raises."""
    head = VALUE.match(raw)
    at = head.end() if head else 0
    if b"=" in raw[:at] and b"?" not in raw[:at]:  # "text/plain charset=utf-8": the semicolon is missing
        at = len(raw[:at].split(None, 1)[0]) if raw[:at].split() else at
    value = header_text(raw[:at]).lower()
    plain: dict[str, str] = {}
    sections: dict[str, list[tuple[int, bool, bytes]]] = {}
    for count, found in enumerate(PARAMETER.finditer(raw, at)):
        if count >= PARAMETERS:
            break
        name = found[1].decode("latin-1").lower()
        content = ESCAPED.sub(rb"\1", found[2]) if found[2] is not None else found[3].strip()
        parts = SECTION.match(name)
        if parts and (parts[2] or parts[3]):
            sections.setdefault(parts[1], []).append((int(parts[2] or 0), bool(parts[3]), content))
        elif not plain.get(name):
            plain[name] = header_text(content if found[2] is not None else content.strip(b"'\""), hint)
    for name, pieces in sections.items():
        if joined := _joined(pieces):
            plain[name] = joined
    return value, plain


def _joined(pieces: list[tuple[int, bool, bytes]]) -> str:
    """RFC 2231: the sections of one parameter put together, then decoded."""
    charset, whole, extended = "", b"", False
    seen: set[int] = set()
    for number, encoded, content in sorted(pieces, key=lambda piece: piece[0]):
        if number in seen:
            continue
        seen.add(number)
        if encoded:
            if not extended and content.count(b"'") >= 2:
                label, _, content = content.split(b"'", 2)
                charset = label.decode("latin-1")
            extended, content = True, unquote_to_bytes(content)
        whole += content
    if extended and b"=?" not in whole:
        return " ".join(decode(whole, charset).split())
    return header_text(whole, charset)
