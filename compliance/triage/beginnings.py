"""The letters that a search can begin with, read off its pattern, so that most searches need not be made.

Almost every pattern begins at a word, and with letters. A `Directory` files its searches under the first LETTERS letters
of what they find: each word of a text looks up those that can begin with it, mostly none, and only these are tried, at that
place. A search whose beginning cannot be read is made everywhere.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

LETTERS = 4
ANY = frozenset({""})
T = TypeVar("T")
UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"  # scripts in which a word may begin at every character
WORD = re.compile(rf"[{UNSPACED}]|[^\W\d_{UNSPACED}]+|\d+")
AT_THE_BEGINNING = r"^\W*"
KNOWN = 30_000  # words remembered with what can begin with them


def beginnings(pattern: str) -> frozenset[str]:
    """What every match of the folded pattern begins with: one of these, each of at most LETTERS letters."""
    found: set[str] = set()
    for branch in _branches(pattern):
        found |= _of_branch(branch.removeprefix(AT_THE_BEGINNING))
    return ANY if "" in found else frozenset(found)


def words_of(folded: str) -> list[tuple[int, str]]:
    """Where each word of a folded text begins, and its first letters, at most LETTERS of them."""
    found = [(match.start(), match[0][:LETTERS]) for match in WORD.finditer(folded)]
    if folded.isascii():
        return found
    return [(start, folded[start : start + LETTERS] if word >= "\u3040" else word) for start, word in found]


class Directory(dict[str, tuple[int, ...]], Generic[T]):
    """Things with their searches, by the beginnings of what these find. As a dict: the places of things, by word."""

    def __init__(self, things: Iterable[tuple[re.Pattern[str], frozenset[str], T]]) -> None:
        """Files each thing under all beginnings of what its search finds."""
        super().__init__()
        self._things: list[T] = []
        self._searches: list[re.Pattern[str]] = []
        self._places: dict[str, list[int]] = {}
        for place, (search, begins, thing) in enumerate(things):
            self._things.append(thing)
            self._searches.append(search)
            for each in begins:
                self._places.setdefault(each, []).append(place)
        self._everywhere = tuple(self._places.pop("", ()))

    def __missing__(self, word: str) -> tuple[int, ...]:
        """The things that can begin with these first letters of a word."""
        places = {place for end in range(1, LETTERS + 1) for place in self._places.get(word[:end], ())}
        if len(self) >= KNOWN:
            self.clear()
        found = self[word] = tuple(sorted(places))
        return found

    def all(self, folded: str, words: Iterable[tuple[int, str]], offset: int = 0) -> Iterator[tuple[T, re.Match[str]]]:
        """All that is found in a folded text at these words, each thing as often as it stands there."""
        for start, word in words:
            for place in self[word]:
                if match := self._searches[place].match(folded, start - offset):
                    yield self._things[place], match

    def found(self, folded: str, words: Sequence[tuple[int, str]], offset: int = 0) -> list[tuple[T, re.Match[str]]]:
        """What is found in a folded text with these words: each thing with its first match, in the order of filing.

        The places of the words are counted from `offset` before the text.
        """
        matches: dict[int, re.Match[str]] = {}
        for start, word in words:
            for place in self[word]:
                if place not in matches and (match := self._searches[place].match(folded, start - offset)):
                    matches[place] = match
        for place in self[words[0][1]] if words else ():  # what is written for a whole clause begins before its first word
            if place not in matches and (match := self._searches[place].match(folded)):
                matches[place] = match
        for place in self._everywhere:
            if match := self._searches[place].search(folded):
                matches[place] = match
        return [(self._things[place], matches[place]) for place in sorted(matches)]


def _of_branch(branch: str) -> set[str]:
    if branch.startswith(("(?=", "(?!")):
        return _of_branch(branch[_closing(branch) + 1 :])
    if branch.startswith("(?:"):
        end = _closing(branch)
        after = branch[end + 1 :]
        if after[:1] in ("*", "{"):
            return {""}
        first = set(beginnings(branch[3:end]))
        if after.startswith("?"):
            return first | _of_branch(after.lstrip("?"))
        return first
    letters = ""
    for at, letter in enumerate(branch[:LETTERS]):
        optional = branch[at + 1 : at + 2] in ("?", "*", "{")
        if not letter.isalnum() or optional or (letters and letter.isdigit() != letters[0].isdigit()):
            break
        letters += letter
    return {letters}


def _closing(pattern: str) -> int:
    """Where the group that the pattern begins with is closed."""
    depth, at = 0, 0
    while at < len(pattern):
        at, step = _skipped(pattern, at)
        depth += step
        if depth == 0:
            return at
        at += 1
    raise ValueError(f"a group is not closed: {pattern}")


def _branches(pattern: str) -> list[str]:
    """The alternatives of a pattern, split at the bars outside all groups."""
    parts, begin, depth, at = [], 0, 0, 0
    while at < len(pattern):
        at, step = _skipped(pattern, at)
        depth += step
        if depth == 0 and step == 0 and pattern[at] == "|":
            parts.append(pattern[begin:at])
            begin = at + 1
        at += 1
    return [*parts, pattern[begin:]]


def _skipped(pattern: str, at: int) -> tuple[int, int]:
    """The place after an escape or a set of characters that stands here, and whether a group opens or closes there."""
    letter = pattern[at]
    if letter == "\\":
        return at + 1, 0
    if letter == "[":
        return pattern.index("]", at + 2), 0
    return at, (letter == "(") - (letter == ")")
