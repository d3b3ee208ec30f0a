"""The newly written words of a mail: without quoted mail and signature.

Plain text is gone through line by line. Quoted mail is known by its marks ("> "), by the line that introduces it ("On ...
wrote:" in the languages that requesters write, also folded over several lines), by the block of headers that Outlook and
others put on top of it, and by the separators of mail programs. Marked lines are dropped wherever they stand, so that
answers between quoted lines stay; what follows an unmarked introduction is dropped to the end. A signature is what follows
"-- ", or the line that a telephone adds.

When in doubt words stay: cutting somebody's request away is worse than showing a quoted line. Where nothing would be left,
all is given. Each pattern looks at one line, or at a few joined ones, of bounded length; time is linear.
"""

import re

from compliance.intake.quote_phrases import (
    BEGINS,
    DEVICE,
    FORWARD,
    INTRODUCTION,
    LABEL,
    LIST_FOOTER,
    QUOTING,
    REPLY_ABOVE,
    SCANNED,
    SCANNER,
    SEPARATOR,
    WROTE,
)

CHARACTERS = 400_000
LINE = 500
FOLDED = 4
BLOCK = 9
# How many words beside a forwarded mail say nothing of their own ("FYI"), and how long a line is that was broken.
FEW, WIDE = 3, 60
TRACKER = "ᐧ"

ENDING = re.compile(r"[:：]\Z|\w\s?-{3,9}\Z")
# Marks of writing direction, which stand between the letters of Hebrew and Arabic lines.
DIRECTIONS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
DATE = re.compile(r"\d{1,2}[:.h]\d{2}|\d{4}|\d{1,2}[./-]\d{1,2}|\b(?:yesterday|gestern|hier|ieri|ayer|gisteren)\b")
DATED = re.compile(rf"{DATE.pattern}|@")
TIMED = re.compile(r"\d{1,2}[:.h]\d{2}")
ADDRESSED = re.compile(r"[<\[(]\s?(?:mailto:)?[^<>\s]{1,120}@[^<>\s]{1,120}[>\])]")
SENT_BY = re.compile(r"\d[\d,. ]{0,9} (?:von|by|from|de|da|van|от|od|av|fra|por) [^\s<>@]{1,64}@[^\s<>@]{1,120}:\Z")
WITHOUT_VERB = re.compile(
    r"\s*(?:\d{4}-\d\d-\d\d|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2} \w{2,12}\.? \d{4})"
    r"[^\n]{0,80}<[^<>\s]{1,120}@[^<>\s]{1,120}>[^\n]{0,20}:?\s*\Z"
)
# Words of the writer's own on the very line that goes on with "On Mon, 3 Mar 2025 ... wrote:".
SHARED = re.compile(
    r"(?i)(?!\W{0,9}(?:on|am|le|el|il|op|em|den|w dniu) )[^<@]{0,300}\w[.!?,;)]{0,3}(?=(?:[ ]?-{2,9}[ ]?|\s)"
    r"(?:on|am|le|el|il|op|em|den|w dniu) (?:(?:mon|tue|wed|thu|fri|sat|sun)\w{0,6},? |\d|\w{3,10}\.?,? \d)(.{0,300}))"
)
WORD, WORDS = re.compile(r"\w"), re.compile(r"\w+")
SIGNED_OFF = re.compile(r"\s{0,3}[-–—~][ ]?(?=[^\W\d_a-z])[\w.'’-]{1,20}(?: [\w.'’-]{1,20}){0,2}\s*\Z")
RULE = re.compile(r"\s*[_\-=*—–]{5,}\s*\Z")
# "----- Mail original -----" in whatever language; it counts where a header follows.
TITLED_RULE = re.compile(r"\s*[-_=*—–]{3,60}[ ]?[^\-_=*\n]{3,50}[ ]?[-_=*—–]{3,60}\s*\Z")
GROUPWISE = re.compile(r">>> .{3,200}\d.{0,40} >>>\s*\Z")
QUOTED = re.compile(r"[ \t]{0,3}(?:>|\|(?=[ >|]))")
SIGNATURE = re.compile(r"(?:--|—|–|__)[ \u00a0]{0,3}\Z")


def new_words(text: str) -> str:
    """What was newly written in a plain text; all of it where nothing else would be left."""
    lines = text[:CHARACTERS].split("\n")
    return _joined(_without_signature(_Lines(lines).unquoted())) or _joined(lines)


def _joined(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


class _Lines:
    """A text's lines, and the same in lower case, as far as patterns look at them."""

    def __init__(self, lines: list[str]):
        self.lines = lines
        self.low = [line[: LINE + 1].lower().translate(DIRECTIONS) for line in lines]
        ends = [ENDING.search(line.rstrip()[-12:]) is not None for line in self.low]
        # Whether an introduction could end at one of the next lines: most lines are spared the closer look.
        self.ends = [any(ends[at : at + FOLDED]) for at in range(len(lines))]

    def unquoted(self) -> list[str]:
        """The lines outside of quoted mail."""
        kept: list[str] = []
        written = False
        at = 0
        while at < len(self.lines):
            line = self.low[at]
            if (QUOTED.match(line) and not (written and GROUPWISE.match(line))) or self.wrapped(at):
                at += 1
                continue
            if line.strip():
                if FORWARD.match(line) and len(WORDS.findall(" ".join(kept))) <= FEW:
                    return self.lines  # forwarded with hardly a word: what is forwarded is what is said
                length = self.introduction(at)
                if length and (own := _beside(self.lines[at])):
                    kept.append(own)
                    written = True
                if length and self.marked(at + length):
                    at += length
                    continue
                if length and written:
                    return kept
                if self.begins_mail(at):
                    return kept
                written = True
            kept.append(self.lines[at])
            at += 1
        return kept

    def wrapped(self, at: int) -> bool:
        """Whether the line is the end of a long quoted one, broken off by a mail program without a mark of its own."""
        if not at or not self.lines[at][:1].islower() or not len(self.low[at - 1]) >= WIDE or at + 1 == len(self.low):
            return False
        return bool(QUOTED.match(self.low[at - 1]) and QUOTED.match(self.low[at + 1]))

    def next_words(self, at: int) -> int:
        """The next line that is not blank; the number of lines where there is none."""
        while at < len(self.low) and not self.low[at].strip():
            at += 1
        return at

    def marked(self, at: int) -> bool:
        """Whether the next line with words is one of marked quoted mail."""
        following = self.next_words(at)
        return following < len(self.low) and QUOTED.match(self.low[following]) is not None

    def introduction(self, at: int) -> int:
        """How many lines, from `at`, introduce quoted mail ("On ... wrote:", also folded); 0 for none."""
        if WITHOUT_VERB.match(self.low[at]) or (_announces(self.low[at]) and self.marked(at + 1)):
            return 1
        if not self.ends[at]:
            return 0
        window: list[str] = []
        for line in self.low[at : at + FOLDED]:
            if not line.strip() or len(line) > LINE or (window and QUOTED.match(line)):
                return 0
            window.append(line.strip())
            if ENDING.search(window[-1]):
                return len(window) if _begin(window) == 0 else 0
        return 0

    def begins_mail(self, at: int) -> bool:
        """Whether the text's rest, from `at`, is another mail: a separator, or a block of headers."""
        line = self.low[at]
        if len(line) > LINE:
            return False
        if SEPARATOR.match(line) or FORWARD.match(line) or GROUPWISE.match(line):
            return True
        if not line[0].isalnum() and (REPLY_ABOVE.match(line[:160]) or (line.rstrip()[-1] in "-_=" and WROTE.match(line))):
            return True
        titled = TITLED_RULE.match(line) or (" " in line.strip() and SEPARATOR.match(f"--{line.strip()}"))
        if not titled and not RULE.match(line):
            return self.header_block(at) or self.table(at)
        following = self.next_words(at + 1)
        if following == len(self.low):
            return False
        if titled and self.introduction(following):
            return True
        return self.header_block(following) or LIST_FOOTER.match(self.low[following]) is not None

    def header_block(self, at: int) -> bool:
        """Whether a quoted mail's header stands at `at`: a From, and two of date, recipient and subject soon after.

        Without a subject an address or a time must stand in it: people who tell where they travelled write "From" and "To".
        """
        first = LABEL.match(self.low[at])
        if not first or not (first["from"] or first["sent"]):
            return False
        lines = self.low[at : at + BLOCK]
        seen = {label.lastgroup for line in lines if (label := LABEL.match(line))}
        if "from" not in seen or len(seen) < 3:
            return False
        return "subject" in seen or any("@" in line or TIMED.search(line) for line in lines)

    def table(self, at: int) -> bool:
        """Whether a quoted mail's header stands at `at` as Notes writes it: who, when, and each label on a line of its own."""
        if "@" not in self.low[at] or not ADDRESSED.search(self.low[at]):
            return False
        lines = self.low[at + 1 : at + 2 * BLOCK]
        labels = {label.lastgroup for line in lines if (label := LABEL.fullmatch(f"{line.strip()}:"))}
        return {"to", "subject"} <= labels and any(TIMED.search(line) for line in lines)


def _begin(window: list[str]) -> int:
    """In which of these lines the introduction begins that ends with the last; -1 where it is none.

    The latest line that may begin it does: what stands above is the writer's own.
    """
    starts = [at for at in range(len(window)) if BEGINS.match(window[at]) and _introduces(" ".join(window[at:]))]
    dated = [at for at in starts if DATE.search(" ".join(window[at:]))]
    if starts:
        return (dated or starts)[-1]
    return len(window) - 1 if _introduces(window[-1]) else -1


def _introduces(line: str) -> bool:
    """Whether a line says who wrote what follows, and when."""
    if (DATED.search(line) and INTRODUCTION.match(line)) or QUOTING.match(line):
        return True
    return bool(TIMED.search(line) and (ADDRESSED.search(line) or SENT_BY.search(line)))


def _announces(line: str) -> bool:
    """Whether a line, which stands on marked mail, says whose it is, though nothing ends it as an introduction."""
    if len(line) > LINE or not TIMED.search(line):
        return False
    return bool(ADDRESSED.search(line) or INTRODUCTION.match(f"{line.rstrip()}:"))


def _beside(line: str) -> str:
    """The writer's own words on the line that introduces quoted mail; "" for none."""
    found = SHARED.match(line[:LINE])
    return found.group() if found and _introduces(found[1].lower()) else ""


def _added(line: str) -> bool:
    """Whether a line (in lower case) is one that a telephone, a mail program or a virus scanner adds."""
    if SCANNER in line and SCANNED.match(line[:LINE]):
        return True
    return len(line) <= 120 and (DEVICE.match(line) is not None or line.strip() == TRACKER)


def _without_signature(lines: list[str]) -> list[str]:
    """The lines before a signature, without the lines that telephones add."""
    written = False
    for at, line in enumerate(lines):
        if written and SIGNATURE.match(line):
            lines = lines[:at]
            break
        written = written or WORD.search(line) is not None
    lines = [line for line in lines if not _added(line.lower())]
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if len(filled) > 1 and filled[-1] - filled[-2] > 1 and SIGNED_OFF.match(lines[filled[-1]]):
        return lines[: filled[-1]]
    return lines
