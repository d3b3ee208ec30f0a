"""Raw mail into a tree of parts (RFC 2045 to 2049), for mail as it really comes, in bounded time and memory.

`parse` never raises. It reads what compliant readers give up on: boundaries that are missing, undeclared, never closed or
declared otherwise than used; text before, between and after the parts; parts without header; containers that are encoded as
a whole; transfer encodings with an unknown name or damaged content; bare CR as line end.

Bounds: `DEPTH` levels of containers and attached messages, `PARTS` parts, and the header bound of `headers`. What lies
beyond a bound stays as one undivided part, or is left out with a warning; the raw mail holds it still. Positions in the raw
bytes are handed down, not copies, so that nesting costs no memory.
"""

import binascii
import re
from dataclasses import dataclass, field

from compliance.intake import smime
from compliance.intake.decoding import decode
from compliance.intake.headers import HEADER_BYTES, Headers, skip_leading, split
from compliance.intake.parameters import structured
from compliance.intake.transfer import UU_BEGIN, base64_bytes, spoken, uudecode

DEPTH = 50
PARTS = 1000

MEDIA_TYPE = re.compile(r"([a-z0-9][\w!#$&^.+-]{0,100})/([\w!#$&^.+-]{1,100})")
BOILERPLATE = re.compile(
    rb"(?i)\s*(?:this (?:is|message is|message contains)[^\n]{0,40}(?:multi-?part|mime)"
    rb"|if you (?:are reading|can read|can see) this"
    rb"|your mail reader|content-type: |\s*--)[^\n]*(?:\n[^\n]{1,200}){0,3}\s*\Z"
)
GUESSED_BOUNDARY = re.compile(rb"(?m)^--(-{0,60}[^\s\-][^\r\n]{0,200})\r?\n(?:[ \t]*\r?\n|(?i:content-))")
HTML_BEGIN = re.compile(rb"(?i)\s*(?:<!doctype html|<html[\s>]|<head[\s>]|<body[\s>])")
MESSAGES = frozenset({"message/rfc822", "message/global", "message/news"})
TEXT_IDENTITY = frozenset({"", "7bit", "8bit", "binary"})


@dataclass(slots=True)
class Part:
    """A part: `type` in lower case, `content` decoded bytes (empty for containers), `parts` in order.

    `outside` marks text found before, between or after the parts of a container.
    """

    headers: Headers
    type: str
    parameters: dict[str, str] = field(default_factory=dict)
    disposition: str = ""
    name: str = ""
    content: bytes = b""
    parts: list["Part"] = field(default_factory=list)
    outside: bool = False

    @property
    def text(self) -> str:
        """The content decoded by its declared charset, or a better one."""
        return decode(self.content, self.parameters.get("charset"))

    def walk(self) -> list["Part"]:
        """This part and all below it, in order."""
        found, waiting = [], [self]
        while waiting:
            part = waiting.pop()
            found.append(part)
            waiting.extend(reversed(part.parts))
        return found


def parse(raw: bytes) -> tuple[Part, list[str]]:
    """The tree of a mail, and warnings for staff."""
    breaks, pairs = raw.count(b"\n"), raw.count(b"\r\n")
    bare = raw.count(b"\r") - pairs
    if not breaks or (2 * pairs < breaks and bare > min(breaks + 20, max(8, 4 * breaks))):
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    parser = _Parser(room=2 * len(raw))
    start = skip_leading(raw)
    part = parser.message(raw, start, len(raw), 0)
    return part, list(dict.fromkeys(parser.warnings))


class _Parser:
    """One run over a mail: counts parts, gathers warnings. `room` bytes may be copied as content of attached messages."""

    def __init__(self, room: int) -> None:
        self.count = 0
        self.room = room
        self.warnings: list[str] = []

    def message(self, raw: bytes, start: int, end: int, depth: int, default: str = "text/plain") -> Part:
        """The part that begins with a header at `start`."""
        self.count += 1
        headers, body = split(raw, start, end)
        if body - start > HEADER_BYTES:
            self.warnings.append("the header is too long: its end was not read")
        part = _described(headers, default)
        if part.type.startswith("multipart/"):
            self.container(part, raw, body, end, depth)
        elif part.type in MESSAGES:
            self.attached(part, raw, body, end, depth)
        else:
            part.content = _decoded(part, raw[body:end])
            if part.type in smime.MEDIA_TYPES and depth < DEPTH and (inner := smime.signed_content(part.content)):
                part.parts.append(self.message(inner, 0, len(inner), depth + 1))
        return part

    def container(self, part: Part, raw: bytes, start: int, end: int, depth: int) -> None:
        """Fills `part` with the parts between `start` and `end`; falls back to plain text where there are none."""
        if depth >= DEPTH:
            self.warnings.append("nested too deep: the inner parts were not read")
            part.type, part.content = "application/octet-stream", raw[start:end]
            return
        pieces = _pieces(raw, start, end, part.parameters.get("boundary", ""))
        if not pieces:
            encoding = _encoding(part)
            content = _decoded(part, raw[start:end])
            if encoding not in TEXT_IDENTITY and content != raw[start:end]:
                part.headers.named.pop("content-transfer-encoding")
                self.container(part, content, 0, len(content), depth + 1)
                return
            self.warnings.append("the parts of the mail could not be told apart")
            part.type = "text/html" if HTML_BEGIN.match(content) else "text/plain"
            part.content = content
            return
        default = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
        for begin, stop, outside in pieces:
            if self.count >= PARTS:
                self.warnings.append("too many parts: the last ones were not read")
                return
            if outside:
                self.outside(part, raw[begin:stop])
            elif raw[begin:stop].strip():
                part.parts.append(self.message(raw, begin, stop, depth + 1, default))

    def outside(self, part: Part, content: bytes) -> None:
        """Keeps text that stands outside the parts of a container, unless it only says that this is MIME."""
        if content.strip(b" \t\r\n-") and not BOILERPLATE.match(content):
            self.count += 1
            part.parts.append(Part(Headers([]), "text/plain", content=content, outside=True))

    def attached(self, part: Part, raw: bytes, start: int, end: int, depth: int) -> None:
        """An attached message: its bytes are the content, and what it holds stands below it.

        Messages inside messages inside messages soon have no content of their own: it is in the outer one's.
        """
        if _encoding(part) not in TEXT_IDENTITY:
            raw = _decoded(part, raw[start:end])
            start, end = 0, len(raw)
        if end - start <= self.room:
            self.room -= end - start
            part.content = raw[start:end]
        if depth >= DEPTH:
            self.warnings.append("nested too deep: the inner parts were not read")
        elif start < end:
            part.parts.append(self.message(raw, min(skip_leading(raw, start), end), end, depth + 1))


def _described(headers: Headers, default: str) -> Part:
    """A part with what its header says about it."""
    told = headers.all("content-type")
    raw_type = next((value for value in told if value.lower().startswith(b"multipart/")), headers.raw("content-type"))
    value, parameters = structured(raw_type) if raw_type else (default, {})
    found = MEDIA_TYPE.search(value)
    if found:
        media = f"{found[1]}/{found[2]}"
    else:
        media = "text/html" if value.strip() == "html" else "multipart/mixed" if "boundary" in parameters else "text/plain"
    headers.charset = parameters.get("charset")
    raw_disposition = headers.raw("content-disposition")
    disposition, of_file = structured(raw_disposition, headers.charset) if raw_disposition else ("", {})
    name = of_file.get("filename") or parameters.get("name") or of_file.get("name") or parameters.get("filename") or ""
    if not name and (location := headers.text("content-location")):
        name = location.rsplit("/", 1)[-1].split("?")[0]
    words = disposition.split()
    return Part(headers, media, parameters, words[0] if words else "", name)


def _encoding(part: Part) -> str:
    return part.headers.lower("content-transfer-encoding").strip(" \"';").split(";")[0].split(" ")[0]


def _decoded(part: Part, content: bytes) -> bytes:
    """The content without its transfer encoding; an unknown one is taken as none."""
    encoding = _encoding(part)
    if encoding == "base64":
        return content if part.type.startswith("text/") and spoken(content[:4000]) else base64_bytes(content)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(content)
    if encoding in {"x-uuencode", "uuencode", "x-uue", "uue"} and (found := UU_BEGIN.search(content)):
        return uudecode(content[found.end() :])
    return content


def _pieces(raw: bytes, start: int, end: int, boundary: str) -> list[tuple[int, int, bool]]:
    """Where the parts of a container lie: begin, end, and whether it is text outside of them."""
    delimiters = _delimiters(raw, start, end, boundary.strip().encode("utf-8", "replace"))
    if not delimiters:
        found = GUESSED_BOUNDARY.search(raw, start, end)
        if not found:
            return []
        guessed = found[1].strip()
        delimiters = _delimiters(raw, start, end, guessed.removesuffix(b"--"))
    pieces: list[tuple[int, int, bool]] = []
    begin, outside = start, True
    for where, after, closing in delimiters:
        pieces.append((begin, max(begin, where), outside))
        begin, outside = after, closing
    pieces.append((begin, end, outside))
    return pieces


def _delimiters(raw: bytes, start: int, end: int, boundary: bytes) -> list[tuple[int, int, bool]]:
    """The delimiter lines of `boundary`: where the line break before it begins, where it ends, whether it closes."""
    mark = b"--" + boundary
    found: list[tuple[int, int, bool]] = []
    at = start if raw.startswith(mark, start) else _line_with(mark, raw, start, end)
    while boundary and at != -1 and len(found) <= PARTS + 1:
        after = raw.find(b"\n", at, end)
        after = end if after == -1 else after + 1
        rest = raw[at + len(mark) : min(after, at + len(mark) + 100)].strip()
        if rest in {b"", b"--"}:
            found.append((_line_break_before(raw, start, at), after, rest == b"--"))
        at = _line_with(mark, raw, after - 1, end)
    return found


def _line_with(mark: bytes, raw: bytes, start: int, end: int) -> int:
    """Where the next line begins that starts with `mark`; -1 for none."""
    return raw.find(b"\n" + mark, start, end) + 1 or -1


def _line_break_before(raw: bytes, start: int, at: int) -> int:
    """Where the line break begins that belongs to the delimiter line at `at`."""
    if at <= start or raw[at - 1] != 10:
        return at
    return at - 2 if at - 2 >= start and raw[at - 2] == 13 else at - 1
