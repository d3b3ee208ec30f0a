"""The form in which the words of a language are written down, and how they become searches.

A pattern is a regular expression over folded text (small letters, no accents) in which a space stands for whatever
separates two words, `~` (after a space) for up to seven more words, and `{name}` for another entry of the same
language. A pattern of a kind that begins with `!` says enough by itself; one that begins with `?` counts only beside
words of asking; any other counts less without them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from compliance.triage.beginnings import beginnings
from compliance.triage.clauses import fold

ESCAPE = re.compile(r"\\.")
GAP = r"(?:\w+\W+){0,7}?"


def written_out(pattern: str, entries: Mapping[str, str]) -> str:
    """The folded pattern with its entries and gaps put in."""
    pattern = pattern.strip()
    for name, entry in entries.items():
        pattern = pattern.replace("{" + name + "}", f"(?:{entry})")
    folded, at = "", 0
    for escape in ESCAPE.finditer(pattern):
        folded += fold(pattern[at : escape.start()]) + escape.group()
        at = escape.end()
    folded += fold(pattern[at:])
    return folded.replace("~", GAP).replace(" ", r"\W+")


def searched(pattern: str, entries: Mapping[str, str], spaced: bool = True) -> re.Pattern[str]:
    """The compiled form of a pattern."""
    written = written_out(pattern, entries)
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)" if spaced else written)


@dataclass(frozen=True)
class Pattern:
    """One compiled search; strength is `!`, `?` or empty as written; `begins` is how a match can begin."""

    kind: str
    strength: str
    expression: re.Pattern[str]
    begins: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """The words of one language.

    `function` are frequent little words that tell the language; `ask` words of asking; `block` what turns a clause
    into a report, a refusal, a general remark or somebody else's text, `threat` what is only announced for
    later; `kinds` the patterns of each kind; `entries` pieces used within patterns.
    """

    code: str
    function: str
    ask: str
    block: str
    threat: str
    kinds: Mapping[str, tuple[str, ...]]
    entries: Mapping[str, str] = field(default_factory=dict)
    spaced: bool = True

    @cached_property
    def asking(self) -> re.Pattern[str]:
        """Finds words of asking."""
        return searched(self.ask, self.entries, self.spaced)

    @cached_property
    def blocking(self) -> re.Pattern[str]:
        """Finds what keeps a clause from counting."""
        return searched(self.block, self.entries, self.spaced)

    @cached_property
    def threatening(self) -> re.Pattern[str]:
        """Finds what makes a complaint one that is only announced."""
        return searched(self.threat, self.entries, self.spaced)

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """All patterns of all kinds, compiled."""
        return tuple(self._pattern(kind, text) for kind, texts in self.kinds.items() for text in texts)

    def _pattern(self, kind: str, text: str) -> Pattern:
        bare = text.lstrip("!?")
        begins = beginnings(written_out(bare, self.entries))
        return Pattern(kind, text[0] if text[0] in "!?" else "", searched(bare, self.entries, self.spaced), begins)
