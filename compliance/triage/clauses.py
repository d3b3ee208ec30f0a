"""Cuts a text into clauses, and makes words comparable without moving them.

`fold` lowers case and takes accents off, one character for one character, so that an offset in the folded text is an
offset in the text. A clause is a sentence, a list item, or a short line of its own; none is longer than CLAUSE
characters, which keeps every search in it short whatever the text. Quoted lines, and what follows a signature mark, are
no clauses: those are not words of the writer.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from compliance.triage.beginnings import beginnings, word_beginnings
from compliance.triage.findings import Span

CLAUSE = 600
WRAPPED = 52  # a line at least so long that ends in no full stop goes on in the next one
SOFT = {"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
        "\u00a0": " ", "\u3000": " ", "ß": "s", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "a", "œ": "o", "ı": "i",
        "ə": "e", "þ": "t", "ς": "σ"}  # fmt: skip


class _Folding(dict[int, str]):
    """A translation table that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        lower = chr(code).lower()
        plain = SOFT.get(lower[0], lower[0])
        if code < 0x2000 or 0xFF00 <= code < 0xFF60:  # the accents of Latin, Greek and Cyrillic, wide Latin letters
            plain = unicodedata.normalize("NFKD", plain)[0]
        if len(self) < 5000:
            self[code] = plain
        return plain


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text in small letters without accents, as long as before."""
    return text.translate(_FOLDING)


@dataclass(frozen=True)
class Sought:
    """A compiled search, and how its matches begin."""

    expression: re.Pattern[str]
    begins: frozenset[str]

    @classmethod
    def of(cls, pattern: str) -> "Sought":
        """The search for a folded pattern at the beginning of a word, or after a digit."""
        return cls(re.compile(rf"(?<![^\W\d_])(?:{pattern})"), beginnings(pattern))


@dataclass(frozen=True)
class Clause:
    """A piece of the subject or the text: its folded words, where it begins, and whether a paragraph begins with it."""

    words: str
    field: str
    start: int

    @cached_property
    def begins(self) -> frozenset[str]:
        """How its words begin."""
        return word_beginnings(self.words)

    def search(self, sought: Sought) -> re.Match[str] | None:
        """The first place of what is sought, asked only where its words can begin so."""
        return None if sought.begins.isdisjoint(self.begins) else sought.expression.search(self.words)

    def span(self, match: re.Match[str]) -> Span:
        """Where a match in `words` stands in the field."""
        return Span(self.field, self.start + match.start(), self.start + match.end())


SHORT = ("art", "arts", "no", "nr", "abs", "sec", "cl", "par", "c", "ust", "odst", "mr", "dr")
ABBREVIATED = "".join(rf"(?<!\b{each}\.)" for each in SHORT)
ENDS = re.compile(rf"""[.!?;…]{{1,8}}{ABBREVIATED}['")*]{{0,3}}(?=\s)(?!(?<=\.)\s+\d)|[。！？；]|\n[ \t]{{0,20}}\n""")
BREAK = re.compile(r"\n(?=[ \t]*(?:[-*•–·]|\(?\w{1,2}[.)])\s)")


def clauses(text: str, field: str) -> list[Clause]:
    """The clauses of one field, in their order."""
    folded = fold(text)
    found: list[Clause] = []
    for start, end in _lines(folded):
        for at, till in _sentences(folded, start, end):
            words = folded[at:till]
            if words.strip():
                found.append(Clause(words, field, at))
    return found


def _lines(folded: str) -> list[tuple[int, int]]:
    """Runs of lines that belong together: a line that was wrapped, with those that follow it."""
    runs: list[tuple[int, int]] = []
    begin, at = 0, 0
    for line in folded.splitlines(keepends=True):
        end = at + len(line)
        bare = line.strip()
        if bare in ("--", "---"):
            if begin < at:
                runs.append((begin, at))
            return runs
        if bare.startswith(">"):
            if begin < at:
                runs.append((begin, at))
            begin = end
        elif len(bare) < WRAPPED:
            runs.append((begin, end))
            begin = end
        at = end
    if begin < at:
        runs.append((begin, at))
    return runs


def _sentences(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = sorted({m.end() for m in ENDS.finditer(folded, start, end)} | {m.end() for m in BREAK.finditer(folded, start, end)})
    pieces: list[tuple[int, int]] = []
    at = start
    for cut in [*cuts, end]:
        while cut - at > CLAUSE:
            pieces.append((at, at + CLAUSE))
            at += CLAUSE
        if cut > at:
            pieces.append((at, cut))
        at = cut
    return pieces
