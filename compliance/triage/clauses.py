"""Cuts a text into clauses, and makes words comparable without moving them.

`fold` lowers case and takes accents off, one character for one character, so that an offset in the folded text is an
offset in the text. A clause is a sentence, a list item, or a short line of its own; none is longer than CLAUSE
characters, which keeps every search in it short whatever the text. Quoted lines, and what follows a signature mark, are
no clauses: those are not words of the writer.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from compliance.triage.beginnings import UNSPACED, Directory, beginnings, words_of
from compliance.triage.findings import Span

T = TypeVar("T")
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
    if text.isascii():
        return text.lower().replace("`", "'")
    return text.translate(_FOLDING)


def sought(pattern: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """The search for a folded pattern at the beginning of a word, or after a digit; and how its matches begin."""
    return re.compile(rf"(?<![^\W\d_{UNSPACED}])(?:{pattern})"), beginnings(pattern)


@dataclass(frozen=True)
class Text:
    """The subject or the text of a mail as it was written and folded, and where each of its words begins, and how."""

    field: str
    written: str
    folded: str
    beginnings: Sequence[tuple[int, str]]

    @classmethod
    def of(cls, field: str, written: str) -> "Text":
        """What is written in one field."""
        folded = fold(written)
        return cls(field, written, folded, words_of(folded))


@dataclass(frozen=True)
class Clause:
    """A piece of the subject or the text: its folded words, where it begins, and where each word does, and how."""

    words: str
    field: str
    start: int
    beginnings: Sequence[tuple[int, str]]

    def found(self, directory: Directory[T]) -> list[tuple[T, re.Match[str]]]:
        """What of a directory stands in it, each with its first place."""
        return directory.found(self.words, self.beginnings, self.start)

    @property
    def all(self) -> Span:
        """The place of all of it."""
        return Span(self.field, self.start, self.start + len(self.words))

    def holds(self, span: Span) -> bool:
        """Whether a place in the mail lies in it."""
        return span.field == self.field and self.start <= span.start < self.start + len(self.words)

    def span(self, match: re.Match[str]) -> Span:
        """Where a match in `words` stands in the field."""
        return Span(self.field, self.start + match.start(), self.start + match.end())


SHORT = ("art", "arts", "no", "nr", "abs", "sec", "cl", "par", "c", "ust", "odst", "mr", "dr")
ABBREVIATED = "".join(rf"(?<!\b{each}\.)" for each in (*SHORT, r"\d", r"\d\d"))
ENDS = re.compile(rf"""[.!?;…]{{1,8}}{ABBREVIATED}['")*]{{0,3}}(?=\s)(?!(?<=\.)\s+\d)|[。！？；]|\n[ \t]{{0,20}}\n""")
BREAK = re.compile(r"\n(?=[ \t]*(?:[-*•–·]|\(?\w{1,2}[.)])\s)")


def whole(text: Text) -> Clause:
    """The text of a field as one clause, at most CLAUSE characters of it."""
    return Clause(text.folded[:CLAUSE], text.field, 0, text.beginnings[: bisect_left(text.beginnings, (CLAUSE, ""))])


def clauses(text: Text) -> list[Clause]:
    """The clauses of one field, in their order."""
    folded, beginnings = text.folded, text.beginnings
    found: list[Clause] = []
    for start, end in _lines(folded):
        for at, till in _sentences(folded, start, end):
            words = folded[at:till]
            if words.strip():
                first, after = bisect_left(beginnings, (at, "")), bisect_left(beginnings, (till, ""))
                found.append(Clause(words, text.field, at, beginnings[first:after]))
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
            if bare or begin < at:
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
