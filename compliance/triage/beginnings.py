"""The letters that a search can begin with, read off its pattern, so that most searches need not be made.

Almost every pattern begins at a word, and with letters: a clause no word of which begins so cannot match. LETTERS letters
are enough to rule out nine searches of ten. A pattern whose beginning cannot be read has the beginning "", which every
clause has.
"""

import re
from collections.abc import Iterable
from typing import Generic, TypeVar

LETTERS = 4
LENGTHS = tuple(range(1, LETTERS + 1))
ANY = frozenset({""})
T = TypeVar("T")
WORD = re.compile(r"[^\W\d_]+|\d+")


def beginnings(pattern: str) -> frozenset[str]:
    """What every match of the folded pattern begins with: one of these, each of at most LETTERS letters."""
    found: set[str] = set()
    for branch in _branches(pattern):
        found |= _of_branch(branch)
    return ANY if "" in found else frozenset(found)


def word_beginnings(words: str) -> frozenset[str]:
    """How the words of a folded text begin: the first letter of each, the first two and so on up to LETTERS; and ""."""
    found = {""}
    for word in set(WORD.findall(words)):
        found.update(word[:length] for length in LENGTHS)
    return frozenset(found)


class Directory(Generic[T]):
    """Things filed under the beginnings of what they search for."""

    def __init__(self, things: Iterable[tuple[frozenset[str], T]]) -> None:
        """Files each thing under all of its beginnings."""
        self._things: list[T] = []
        self._places: dict[str, list[int]] = {}
        for place, (begins, thing) in enumerate(things):
            self._things.append(thing)
            for each in begins:
                self._places.setdefault(each, []).append(place)

    def near(self, begins: frozenset[str]) -> list[T]:
        """The things that words beginning so can be what is sought by, in the order in which they were filed."""
        places = {place for each in begins & self._places.keys() for place in self._places[each]}
        return [self._things[place] for place in sorted(places)]


def _of_branch(branch: str) -> set[str]:
    if branch.startswith("(?="):
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
        if not (letter.isalpha() or letter.isdigit()) or optional:
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
