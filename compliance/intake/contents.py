"""What a mail's parts hold: the readable text, the HTML to show, and the files.

Text parts are read, unless they are files by their disposition and name; of alternatives the plain text, and the HTML too where it
says something else. Everything else is a file, named as its sender named it but harmlessly, or by its kind where it has no name:
attached messages, calendar invites, signatures and encrypted parts too. Winmail.dat and uuencoded text are opened, their
files come out beside. What attached messages say is read after the mail's own text, and their files come out as well, as long as
all files together stay within twice the mail's size.
"""

import re
from dataclasses import dataclass, field

from compliance.intake import html_text
from compliance.intake.decoding import decode
from compliance.intake.mime import HTML_BEGIN, MESSAGES, UU_BEGIN, Part, uudecode
from compliance.intake.names import by_kind, harmless
from compliance.intake.submission import Attachment
from compliance.intake.tnef import SIGNATURE, read_tnef

BODY_CHARACTERS = 1_000_000
SLACK_BYTES = 1_000_000

READABLE = frozenset({"text/plain", "text/html", "text/rfc822-headers", "message/delivery-status", "message/feedback-report", "text/enriched", "text/richtext",
                      "message/partial", "message/global-headers", "message/global-delivery-status", "text/markdown", "message/disposition-notification", "text/x-amp-html", "text/watch-html"})
SECURED = {"application/pkcs7-mime": "S/MIME: its content is signed or encrypted and was not opened", "application/x-pkcs7-mime": "S/MIME: its content is signed or encrypted and was not opened",
           "application/pgp-encrypted": "encrypted with PGP: its content was not opened", "application/pkcs7-signature": "signed with S/MIME", "application/x-pkcs7-signature": "signed with S/MIME",
           "application/pgp-signature": "signed with PGP", "message/partial": "only a part of a longer mail", "message/external-body": "the content lies elsewhere and was not fetched", "text/calendar": "holds a calendar invitation"}
PGP_TEXT = re.compile(r"-----BEGIN PGP (SIGNED MESSAGE|MESSAGE|SIGNATURE)-----")
WORDS = re.compile(r"\w{2,}")


@dataclass(frozen=True)
class Contents:
    """`body` all that can be read, `marked` the mail's own text with quotes marked, `notice` the own text as it stands."""

    body: str
    marked: str
    notice: str
    html: str
    subject: str
    attachments: tuple[Attachment, ...]
    warnings: tuple[str, ...]


@dataclass
class _Text:
    """A readable text: as words, and with quoted mail marked."""

    words: str
    marked: str
    own: bool


@dataclass
class _Gathered:
    """What has been found so far on the way through the parts."""

    room: int
    letters: int = BODY_CHARACTERS
    texts: list[_Text] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    subject: str = ""
    unread: list[Part] = field(default_factory=list)

    def read(self, part: Part) -> str:
        """The text of a part, as much of it as the bound on all text of a mail leaves."""
        text = decode(part.content[: 4 * BODY_CHARACTERS], part.parameters.get("charset"))
        if len(text) > self.letters:
            self.warnings.append("too long: the end of the text was not read")
            text = text[: self.letters]
        self.letters -= len(text)
        return text

    def keep(self, name: str, kind: str, content: bytes) -> None:
        """Keeps a file, while there is room."""
        if len(content) > self.room:
            self.warnings.append("too many files inside attached messages: some were left inside")
            return
        self.room -= len(content)
        self.files.append(Attachment(harmless(name) or by_kind(kind, len(self.files) + 1), kind, content))


def gather(mail: Part) -> Contents:
    """What the parts of `mail` hold."""
    found = _Gathered(room=2 * sum(len(part.content) for part in mail.walk() if not part.parts) + SLACK_BYTES)
    _take(found, mail, own=True)
    if not any(text.words.strip() for text in found.texts):
        for part in found.unread[:20]:
            _read_text(found, part, own=True)
    own = [text for text in found.texts if text.own]
    chosen = own if any(text.words.strip() for text in own) else found.texts
    marked = "\n\n".join(text.marked for text in chosen if text.marked.strip())[:BODY_CHARACTERS]
    body = "\n\n".join(text.words for text in found.texts if text.words.strip())
    return Contents(
        body=body[:BODY_CHARACTERS], marked=marked, notice="\n\n".join(text.words for text in chosen)[:BODY_CHARACTERS],
        html="\n<hr>\n".join(found.html), subject=found.subject, attachments=tuple(found.files), warnings=tuple(found.warnings),
    )


def _take(found: _Gathered, part: Part, own: bool) -> None:
    """Takes in a part and what is below it; the depth of the tree is bounded by `mime.DEPTH`."""
    if part.type in SECURED and own:
        found.warnings.append(SECURED[part.type])
    if part.type == "multipart/alternative" and len(part.parts) > 1:
        _alternatives(found, part, own)
    elif part.type in MESSAGES and part.content:
        found.keep(part.name or _name_of_message(part), part.type, part.content)
        for inner in part.parts:
            _take_message(found, inner)
    elif part.parts:
        for inner in part.parts:
            _take(found, inner, own)
    elif _is_tnef(part):
        _open_tnef(found, part, own)
    elif part.type in READABLE and not (part.disposition == "attachment" and part.name):
        _read_text(found, part, own)
        if part.name and part.content:
            found.keep(part.name, part.type, part.content)
    elif part.content or part.name:
        found.keep(part.name, part.type, part.content)
        if part.type.startswith("text/") and part.type != "text/calendar":
            found.unread.append(part)


def _take_message(found: _Gathered, mail: Part) -> None:
    """What an attached message says, under its most telling header lines."""
    lines = [f"{label}: {mail.headers.text(label.lower())}" for label in ("From", "To", "Date", "Subject") if mail.headers.raw(label.lower())]
    if lines:
        found.texts.append(_Text("\n".join(lines), "\n".join(lines), own=False))
    _take(found, mail, own=False)


def _alternatives(found: _Gathered, part: Part, own: bool) -> None:
    """Of several forms of one text the plain one, and the HTML where it says more or something else."""
    before = len(found.texts)
    shown = len(found.html)
    for inner in part.parts:
        _take(found, inner, own)
    fresh = found.texts[before:]
    if len(fresh) < 2 or len(found.html) == shown:
        return
    kept = [fresh[0]]
    for text in fresh[1:]:
        if not any(_says_the_same(earlier.words, text.words) for earlier in kept):
            kept.append(text)
    first = kept[0].words.strip()
    found.texts[before:] = kept if first else kept[1:] or kept


def _says_the_same(plain: str, other: str) -> bool:
    """Whether nearly all words of `other` stand in `plain` too."""
    words = set(WORDS.findall(other[:20_000].lower()))
    if not words:
        return True
    missing = words - set(WORDS.findall(plain[:40_000].lower()))
    return len(missing) * 5 <= len(words)


def _read_text(found: _Gathered, part: Part, own: bool) -> None:
    text = found.read(part)
    if part.type in {"text/html", "text/x-amp-html", "text/watch-html"} or (part.type == "text/plain" and HTML_BEGIN.match(part.content)):
        reading = html_text.read(text)
        found.html.append(text) if own else None
        found.texts.append(_Text(reading.words, reading.marked, own))
        return
    if part.type == "message/partial":
        text = text.partition("\n\n")[2] or text
    if "\nbegin " in text or text.startswith("begin "):
        text = _without_uuencoded(found, part, text)
    if "-----BEGIN PGP" in text:
        text = _without_armour(found, text, own)
    if part.parameters.get("format", "").lower() == "flowed":
        text = unflowed(text, part.parameters.get("delsp", "").lower() == "yes")
    if text.strip():
        found.texts.append(_Text(text, text, own))


def _without_armour(found: _Gathered, text: str, own: bool) -> str:
    """A text signed with PGP as it was written; an encrypted one stays as it is, with a warning."""
    for kind in dict.fromkeys(PGP_TEXT.findall(text)):
        if own:
            found.warnings.append("encrypted with PGP: its content was not opened" if kind == "MESSAGE" else "signed with PGP")
    return text


def _without_uuencoded(found: _Gathered, part: Part, text: str) -> str:
    """The text around uuencoded files, which come out as files."""
    kept: list[bytes] = []
    at, content = 0, part.content
    for hit in UU_BEGIN.finditer(content):
        if hit.start() < at:
            continue
        end = content.find(b"\nend", hit.end())
        if end == -1 and kept:
            break
        block = content[hit.end() : end if end != -1 else len(content)]
        if not block[:1] or not 32 < block[0] < 97 or UU_BEGIN.match(block):
            if end == -1:
                break
            continue
        found.keep(hit[1].decode("utf-8", "replace").strip(), "application/octet-stream", uudecode(block))
        kept.append(content[at : hit.start()])
        at = end + 4 if end != -1 else len(content)
    if not kept:
        return text
    rest = Part(part.headers, part.type, part.parameters, content=b"".join(kept) + content[at:])
    return rest.text[:BODY_CHARACTERS]


def unflowed(text: str, joined: bool) -> str:
    """Flowed text (RFC 3676) with its soft line breaks taken out; `joined` is DelSp."""
    lines: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        flows = content.endswith(" ") and content != "-- "
        piece = content[:-1] if flows and joined else content
        if depth == open_depth and content != "-- ":
            lines[-1] += piece
        else:
            lines.append((">" * depth + " " if depth else "") + piece)
        open_depth = depth if flows else -1
    return "\n".join(lines)


def _is_tnef(part: Part) -> bool:
    named = part.type in {"application/ms-tnef", "application/vnd.ms-tnef"} or part.name.lower() == "winmail.dat"
    return named or part.content.startswith(SIGNATURE)


def _open_tnef(found: _Gathered, part: Part, own: bool) -> None:
    winmail = read_tnef(part.content)
    if winmail is None:
        found.keep(part.name or "winmail.dat", part.type, part.content)
        return
    if winmail.damaged:
        found.warnings.append("winmail.dat is damaged: not all of it could be read")
        found.keep(part.name or "winmail.dat", part.type, part.content)
    for file in winmail.files:
        found.keep(file.name, file.type or "application/octet-stream", file.content)
    found.subject = found.subject or winmail.subject
    reading = html_text.read(winmail.html) if winmail.html else None
    words = reading.words if reading else winmail.text
    if words.strip() and not any(_says_the_same(text.words, words) for text in found.texts):
        found.texts.append(_Text(words, reading.marked if reading else words, own))
        if reading and own:
            found.html.append(winmail.html)


def _name_of_message(part: Part) -> str:
    subject = part.parts[0].headers.text("subject")[:80] if part.parts else ""
    return f"{subject.replace('/', '-').strip() or 'message'}.eml"
