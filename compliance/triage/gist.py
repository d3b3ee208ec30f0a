"""What a clause is about, however it is put: words that belong to a request, near each other in any order.

The patterns of the lexicons say how a request is put; people put it otherwise. A `GIST` names lists of stems (see
`lexicon.stems`) of which a word each must stand within REACH characters of the first, and lists of which none may stand in the
clause. It is a guess, and weighs less than a pattern: enough to be seen, not enough to be sure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compliance.triage.clauses import Clause
from compliance.triage.findings import Span
from compliance.triage.lexicon.stems import stems_of

REACH = 48
NEXT, NEAR, SHORT = 2, 16, 45  # characters between a verb and its negation, or its wish; of a clause that says hardly more
Places = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True)
class Gist:
    """A kind with the lists of which a word each stands in it, the lists that speak against it, how near they stand, and
    whether the clause must say hardly more."""

    kind: str
    words: tuple[str, ...]
    without: frozenset[str] = frozenset()
    reach: int = REACH
    alone: bool = False


def _gist(kind: str, words: str, without: str = "", reach: int = REACH, alone: bool = False) -> Gist:
    return Gist(kind, tuple(words.split()), frozenset(without.split()), reach, alone)


GISTS = (
    _gist("removal", "erase thing me", "other list mails"),
    _gist("removal", "erase thing", "other list mails", alone=True),
    _gist("removal", "want erase thing", "other list mails new"),
    _gist("removal", "erase whole hold", "other list mails"),
    _gist("removal", "erase whole", "other list mails mail", 20, alone=True),
    _gist("removal", "erase self", "other list mails mail datum thing", 8),
    _gist("removal", "erase self place", "other list mails"),
    _gist("removal", "out thing me", "other list mails new datum", 24),
    _gist("removal", "neg more place", "other"),
    _gist("unsubscribe", "unsub me", "other", 24),
    _gist("unsubscribe", "unsub", "other", alone=True),
    _gist("unsubscribe", "stop write", "other thing use", 12, alone=True),
    _gist("unsubscribe", "stop mails", "other", 30),
    _gist("unsubscribe", "halt mail", "other thing use hold", 30, alone=True),
    _gist("unsubscribe", "halt mail me", "other thing use", 40),
    _gist("unsubscribe", "want out list", "other"),
    _gist("unsubscribe", "want self out", "other thing place", 24),
    _gist("unsubscribe", "neg more mails", "other"),
    _gist("unsubscribe", "neg more write", "other thing"),
    _gist("unsubscribe", "neg want mails", "other"),
    _gist("unsubscribe", "stop write me", "other thing use", 25),
    _gist("unsubscribe", "out list me", "other"),
    _gist("unsubscribe", "erase list me", "other"),
    _gist("access", "show thing hold me", "other erase change", 60),
    _gist("access", "hold thing me ?", "other erase change", 60),
    _gist("access", "show thing hold", "other erase change", 60, alone=True),
    _gist("access", "show record me ?", "other erase change mails neg"),
    _gist("access", "show hold me", "other erase change mails", 40),
    _gist("access", "give thing me", "other erase change mails use neg", 30),
    _gist("access", "get record me", "other erase change mails neg"),
    _gist("amendment", "datum wrong", "other"),
    _gist("amendment", "change datum", "other", alone=True),
    _gist("amendment", "change datum me", "other"),
    _gist("amendment", "new datum change", "other"),
    _gist("objection", "neg use thing me", "other erase", 60),
    _gist("objection", "stop use thing", "other erase", 40),
    _gist("objection", "neg use purpose", "other erase", 70),
)


def gists(clause: Clause, codes: Sequence[str], wide: int = 1) -> Iterator[tuple[str, str, Span]]:
    """Language, kind and place of what the clause seems to be about; its words may stand so many times farther apart."""
    places = _places(clause, codes)
    if any(_forbids(here) for here in places.values()):
        return
    for code, here in places.items():
        for gist in GISTS:
            span = _together(gist, here, gist.reach * wide)
            if span and (not gist.alone or _alone(clause, span)):
                yield code, gist.kind, Span(clause.field, clause.start + span[0], clause.start + span[1])


def names(clause: Clause, codes: Sequence[str]) -> list[set[str]]:
    """The lists of stems that stand in a clause, by language."""
    return [set(here) for here in _places(clause, codes).values()]


def _alone(clause: Clause, span: tuple[int, int]) -> bool:
    """Whether a clause says hardly more than this, or begins with it."""
    said = clause.words.strip()
    return len(said) <= SHORT or span[0] - clause.words.index(said) <= NEAR


def forbidden(clause: Clause, codes: Sequence[str]) -> bool:
    """Whether a clause forbids to erase or to unsubscribe, or says that it is not wanted."""
    return any(_forbids(here) for here in _places(clause, codes).values())


def _forbids(here: Places) -> bool:
    if "able" in here or "mails" in here:
        return False
    acts = [*here.get("erase", ()), *here.get("unsub", ())]
    for start, end in here.get("forbid", ()):
        wishes = [place for place in here.get("want", ()) if 0 < place[0] - end <= NEXT]
        if any(0 < act[0] - end <= NEXT or 0 < start - act[1] <= NEXT for act in acts):
            return True
        if any(0 < act[0] - wish[1] <= NEAR for wish in wishes for act in acts):
            return True
    return False


def _places(clause: Clause, codes: Sequence[str]) -> dict[str, Places]:
    """Where the stems of each language and list stand in a clause."""
    places: dict[str, Places] = {}
    for (code, name), match in stems_of(codes).all(clause.words, clause.beginnings, clause.start):
        places.setdefault(code, {}).setdefault(name, []).append(match.span())
    asked = clause.words.find("?")
    for here in places.values() if asked >= 0 else ():
        here["?"] = [(asked, asked + 1)]
    return places


def _together(gist: Gist, here: Places, reach: int) -> tuple[int, int] | None:
    """Where the words of a gist stand together, each another word."""
    if not gist.without.isdisjoint(here) or any(name not in here for name in gist.words):
        return None
    for first in here[gist.words[0]]:
        chosen = [first]
        for name in gist.words[1:]:
            near = (
                place
                for place in here[name]
                if place not in chosen and min(abs(place[0] - first[1]), abs(first[0] - place[1])) <= reach
            )
            place = next(near, None)
            if place is None:
                break
            chosen.append(place)
        else:
            return min(start for start, _ in chosen), max(end for _, end in chosen)
    return None
