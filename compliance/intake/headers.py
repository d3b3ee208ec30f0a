"""The header of a mail or of a part, read forgivingly (RFC 5322) and within bounds.

`split` finds where the header ends and reads its fields as bytes; `Headers` gives them decoded. Forgiven are an mbox
"From " line or blank lines on top, a byte order mark, white space before the colon, lines that are no field between others,
a missing blank line before the body, and bare CR as line end (dealt with before, in `mime.parse`).
Fields beyond `HEADER_BYTES` are not read.
"""

import re

from compliance.intake.decoding import WORD, header_text

HEADER_BYTES = 256_000
TORN_LINES = 10

# A line of blanks ends the header too, unless what follows can only be a field.
BLANK_LINE = re.compile(rb"\n(?:\r?\n|[ \t]+\r?\n(?!(?i:content-[a-z-]{1,40}|x-[a-z0-9-]{1,60}|mime-version)[ \t]*:))")
UNFOLD = re.compile(rb"\r?\n(?=[ \t]+[^ \t\r\n])")
FIELD = re.compile(rb"[!-9;-~]{1,200}[ \t]*:")
KNOWN_LINE = re.compile(
    rb"(?im)^(?:from|to|cc|bcc|subject|date|message-id|received|return-path|reply-to|sender|mime-version"
    rb"|content-[a-z-]{1,40}"
    rb"|in-reply-to|references|x-[a-z0-9-]{1,60}|delivered-to|dkim-signature|list-[a-z-]{1,40}|auto-submitted"
    rb"|precedence)[ \t]*:"
)
CONTINUED = re.compile(rb"(?i)(?:\r?\n){0,3}content-type[ \t]*:[ \t]*[a-z]{4,11}/")
LOGICAL_LINE = re.compile(rb"[^\n]*(?:\n[ \t]+[^ \t\r\n][^\n]*)*\n?")
LEADING = re.compile(rb"(?:[ \t]*\r?\n){0,100}")


class Headers:
    """The fields of one header, in order (`fields`) and by name; names in lower case, values as bytes, unfolded."""

    __slots__ = ("charset", "fields", "named")

    def __init__(self, fields: list[tuple[str, bytes]]):
        self.charset: str | None = None
        self.fields = fields
        self.named: dict[str, list[bytes]] = {}
        for name, value in fields:
            self.named.setdefault(name, []).append(value)

    def __contains__(self, name: str) -> bool:
        return name in self.named

    def all(self, name: str) -> list[bytes]:
        """The values of every field of that name."""
        return self.named.get(name, [])

    def raw(self, name: str) -> bytes:
        """The first value that is not empty; empty bytes where there is none."""
        return next(filter(None, self.named.get(name, ())), b"")

    def text(self, name: str) -> str:
        """The first value, decoded into one line of Unicode."""
        value = self.raw(name)
        return header_text(value, self.charset) if value else ""

    def encoded_in(self) -> str | None:
        """The charset of the encoded words in Subject and From (RFC 2047); None where there is none."""
        found = WORD.search(self.raw("subject")) or WORD.search(self.raw("from"))
        return found[1].decode("latin-1") if found else None

    def lower(self, name: str) -> str:
        """The first value, decoded and in lower case: for comparing words."""
        return self.text(name).lower()


def split(raw: bytes, start: int, end: int) -> tuple[Headers, int]:
    """Reads the header that begins at `start`; returns it and where the body begins."""
    if raw.startswith((b"\n", b"\r\n"), start):
        return Headers([]), start + (1 if raw[start] == 10 else 2)
    found = BLANK_LINE.search(raw, start, end)
    stop, body = (found.start() + 1, found.end()) if found else (end, end)
    block = raw[start : min(stop, start + HEADER_BYTES)]
    folded = b"\n " in block or b"\n\t" in block
    fields: list[tuple[str, bytes]] = []
    for line in (UNFOLD.sub(b"", block) if folded else block).split(b"\n"):
        name, _, value = line.partition(b":")
        if FIELD.match(line):
            fields.append((name.rstrip().decode("ascii").lower(), value.strip()))
        elif line.strip() and not line.startswith((b"From ", b">From ")):
            return _disturbed(block, start, body)
    if CONTINUED.match(raw, body, end) and not any(name == "content-type" for name, _ in fields):
        rest, body = split(raw, body, end)  # a stray blank line parted the header
        fields += [(name, value) for name, values in rest.named.items() for value in values]
    return Headers(fields), body


def _disturbed(block: bytes, start: int, body: int) -> tuple[Headers, int]:
    """A header with lines that are no field: before a known field they go on with the field above, folded wrongly; after the
    last known one the body begins."""
    last = max((found.start() for found in KNOWN_LINE.finditer(block)), default=-1)
    fields: list[tuple[str, bytes]] = []
    torn = 0
    for found in LOGICAL_LINE.finditer(block):
        line = found.group()
        if FIELD.match(line):
            name, _, value = line.partition(b":")
            fields.append((name.rstrip().decode("ascii").lower(), UNFOLD.sub(b"", value).strip()))
            torn = 0
        elif line.strip() and not line.startswith((b"From ", b">From ")):
            if found.start() > last or (line.startswith(b"--") and fields):
                return Headers(fields), start + found.start()
            torn += 1
            if fields and torn <= TORN_LINES:
                fields[-1] = (fields[-1][0], fields[-1][1] + b" " + line.strip())
    return Headers(fields), body


def skip_leading(raw: bytes, start: int = 0) -> int:
    """Where the header begins, from `start`: after a byte order mark, blank lines and an mbox "From " line."""
    at = start + 3 if raw.startswith(b"\xef\xbb\xbf", start) else start
    found = LEADING.match(raw, at)
    first = found.end() if found else at
    if raw.startswith((b"From ", b">From "), first) and (line_end := raw.find(b"\n", first)) != -1:
        return line_end + 1
    return first if FIELD.match(raw, first) else at
