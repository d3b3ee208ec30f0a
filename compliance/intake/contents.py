"""What a mail's parts hold: the readable text, the HTML to show, and the files.

Text parts are read, unless they are files by their disposition and name; of alternatives the plain text, and the HTML too
where it says something else. Everything else is a file, named as its sender named it but harmlessly, or by its kind where it
has no name: attached messages, calendar invites, signatures and encrypted parts too. Winmail.dat and uuencoded text are
opened, their files come out beside. What attached messages say is read after the mail's own text, and their files come out
as well, as long as all files together stay within twice the mail's size. Not more than `CHARACTERS` of text are read.
"""

import re
from dataclasses import dataclass, field

from compliance.intake import html_text, smime
from compliance.intake.decoding import charset_of, decode
from compliance.intake.mime import HTML_BEGIN, MESSAGES, Part
from compliance.intake.names import by_kind, harmless
from compliance.intake.plain import armour, unflowed, without_armour, without_files
from compliance.intake.submission import Attachment
from compliance.intake.tnef import SIGNATURE, read_tnef

CHARACTERS = 1_000_000
SLACK_BYTES = 1_000_000
COMPARED = 20_000
LAST_RESORTS = 20

HTML_TYPES = frozenset({"text/html", "text/x-amp-html", "text/watch-html", "application/xhtml+xml"})
READABLE = HTML_TYPES | {
    "message/delivery-status", "message/disposition-notification", "message/feedback-report", "message/global-delivery-status",
    "message/global-headers", "message/partial", "text/enriched", "text/markdown", "text/plain", "text/rfc822-headers",
    "text/richtext",
}
BINHEX_TYPES = frozenset({"application/mac-binhex40", "application/mac-binhex", "application/binhex"})
TOLD = {
    "application/pkcs7-mime": "signed or encrypted with S/MIME as a whole: neither checked nor decrypted",
    "application/x-pkcs7-mime": "signed or encrypted with S/MIME as a whole: neither checked nor decrypted",
    "application/pgp-encrypted": "encrypted with PGP: its content was not opened",
    "application/pkcs7-signature": "signed with S/MIME", "application/x-pkcs7-signature": "signed with S/MIME",
    "application/pgp-signature": "signed with PGP", "message/partial": "only a part of a longer mail",
    "message/external-body": "its content lies elsewhere and was not fetched",
    "text/calendar": "holds a calendar invitation",
}
TOLD_OF_MESSAGES = ("From", "To", "Date", "Subject")
META_BYTES = 4000
META_CHARSET = re.compile(rb"(?i)<meta\s[^<>]{0,200}charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{2,40})")
WORDS = re.compile(r"\w{2,}")
FILE_BEGIN = re.compile(rb"(?m)^(?:begin(?:-base64)? [0-7]|=ybegin |\(This file must be converted with BinHex)")


@dataclass(frozen=True)
class Contents:
    """`body` all that can be read, `marked` the mail's own text with quotes marked, `own` the same as it stands."""

    body: str
    marked: str
    own: str
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


def gather(mail: Part) -> Contents:
    """What the parts of `mail` hold."""
    room = 2 * sum(len(part.content) for part in mail.walk() if not part.parts) + SLACK_BYTES
    found = _Gathered(room, hint=mail.headers.encoded_in())
    found.take(mail, own=True)
    if not any(text.words.strip() for text in found.texts):
        for part in found.unread[:LAST_RESORTS]:
            found.take_text(part, own=True)
    own = [text for text in found.texts if text.own and text.words.strip()] or found.texts
    return Contents(
        body="\n\n".join(text.words.strip() for text in found.texts if text.words.strip())[:CHARACTERS],
        marked="\n\n".join(text.marked for text in own if text.marked.strip())[:CHARACTERS],
        own="\n\n".join(text.words for text in own)[:CHARACTERS],
        html="\n<hr>\n".join(found.html), subject=found.subject,
        attachments=tuple(found.files), warnings=tuple(found.warnings),
    )


@dataclass
class _Gathered:
    """What has been found so far on the way through the parts; `room` in bytes is left for files, `letters` for text.

    `hint` is the charset of the header's encoded words, asked where a text declares none.
    """

    room: int
    hint: str | None = None
    letters: int = CHARACTERS
    texts: list[_Text] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    subject: str = ""
    unread: list[Part] = field(default_factory=list)

    def take(self, part: Part, own: bool) -> None:
        """Takes in a part and what is below it; the depth of the tree is bounded by `mime.DEPTH`."""
        if own and part.type in TOLD:
            self.warnings.append(TOLD[part.type])
        if part.type in smime.MEDIA_TYPES:
            self.keep(part.name or "smime.p7m", part.type, part.content)
        if part.type == "multipart/alternative" and len(part.parts) > 1:
            self.take_alternatives(part, own)
        elif part.type in MESSAGES and part.content:
            self.take_message(part)
        elif part.parts:
            for inner in part.parts:
                self.take(inner, own)
        elif _is_tnef(part):
            self.take_tnef(part, own)
        elif part.type in READABLE and not (part.disposition == "attachment" and part.name):
            self.take_text(part, own)
            if part.content and (part.name or part.disposition == "attachment"):
                self.keep(part.name, part.type, part.content)
        elif (part.content or part.name) and part.type not in smime.MEDIA_TYPES:
            self.keep(part.name, part.type, part.content)
            if part.type in BINHEX_TYPES:
                for name, inside in without_files(part.content)[1]:
                    self.keep(name, "application/octet-stream", inside)
            if part.type.startswith("text/"):
                self.unread.append(part)

    def keep(self, name: str, media_type: str, content: bytes) -> None:
        """Keeps a file, while there is room."""
        if len(content) > self.room:
            self.warnings.append("too many files inside attached messages: some were left inside")
            return
        self.room -= len(content)
        self.files.append(Attachment(harmless(name) or by_kind(media_type, len(self.files) + 1), media_type, content))

    def read(self, part: Part, content: bytes) -> str:
        """Content as text, as much of it as the bound on all text of a mail leaves."""
        label = part.parameters.get("charset")
        if part.type in HTML_TYPES and not label and (told := META_CHARSET.search(content, 0, META_BYTES)):
            label = told[1].decode("latin-1")
        text = decode(content[: 4 * CHARACTERS], label if charset_of(label) else self.hint or label)
        if len(text) > self.letters:
            self.warnings.append("too long: the end of the text was not read")
            text = text[: self.letters]
        self.letters -= len(text)
        return text

    def take_text(self, part: Part, own: bool) -> None:
        """Reads a text part."""
        if part.type in HTML_TYPES or (part.type == "text/plain" and HTML_BEGIN.match(part.content)):
            self.take_html(self.read(part, part.content), own)
            return
        content = part.content
        if FILE_BEGIN.search(content):
            content, files = without_files(content)
            for name, inside in files:
                self.keep(name, "application/octet-stream", inside)
        text = self.read(part, content)
        if part.type == "message/partial":
            text = text.partition("\n\n")[2] or text
        if part.parameters.get("format", "").lower() == "flowed":
            text = unflowed(text, part.parameters.get("delsp", "").lower() == "yes")
        warnings = armour(text)
        if own:
            self.warnings.extend(warnings)
        if text.strip():
            self.texts.append(_Text(text, without_armour(text) if warnings else text, own))

    def take_html(self, source: str, own: bool) -> None:
        """Reads an HTML text; that of attached messages is not shown as such."""
        reading = html_text.read(source)
        self.texts.append(_Text(reading.words, reading.marked, own))
        if own:
            self.html.append(source)

    def take_message(self, part: Part) -> None:
        """Keeps an attached message, and reads what it says under its most telling header lines."""
        inner = part.parts[0] if part.parts else None
        subject = inner.headers.text("subject")[:80].replace("/", "-") if inner else ""
        self.keep(part.name or f"{subject.strip() or 'message'}.eml", part.type, part.content)
        if inner is None:
            return
        told = [(label, inner.headers.text(label.lower())) for label in TOLD_OF_MESSAGES]
        lines = "\n".join(f"{label}: {value}" for label, value in told if value)
        if lines:
            self.texts.append(_Text(lines, lines, own=False))
        self.take(inner, own=False)

    def take_alternatives(self, part: Part, own: bool) -> None:
        """Of several forms of one text takes the first, and each other one that says more or something else."""
        before = len(self.texts)
        for inner in part.parts:
            self.take(inner, own)
        kept: list[_Text] = []
        for text in self.texts[before:]:
            if text.words.strip() and not any(_says_the_same(earlier.words, text.words) for earlier in kept):
                kept.append(text)
        self.texts[before:] = kept

    def take_tnef(self, part: Part, own: bool) -> None:
        """Opens a winmail.dat; where it cannot be opened it is kept as a file."""
        winmail = read_tnef(part.content)
        if winmail is None or winmail.damaged:
            self.keep(part.name or "winmail.dat", part.type, part.content)
        if winmail is None:
            return
        if winmail.damaged:
            self.warnings.append("winmail.dat is damaged: not all of it could be read")
        for file in winmail.files:
            self.keep(file.name, file.type or "application/octet-stream", file.content)
        self.subject = self.subject or winmail.subject
        words = html_text.read(winmail.html).words if winmail.html else winmail.text
        if any(_says_the_same(text.words, words) for text in self.texts):
            return
        if winmail.html:
            self.take_html(winmail.html, own)
        else:
            self.texts.append(_Text(words, words, own))


def _says_the_same(plain: str, other: str) -> bool:
    """Whether nearly all words of `other` stand in `plain` too."""
    words = set(WORDS.findall(other[:COMPARED].lower()))
    missing = words - set(WORDS.findall(plain[: 2 * COMPARED].lower()))
    return len(missing) * 5 <= len(words)


def _is_tnef(part: Part) -> bool:
    named = part.type in {"application/ms-tnef", "application/vnd.ms-tnef"} or part.name.lower() == "winmail.dat"
    return named or part.content.startswith(SIGNATURE)
