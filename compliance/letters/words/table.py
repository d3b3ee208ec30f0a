"""What each language has to say in letters, by the codes of the rules."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """`kinds` stand in a list or in brackets; `grounds`, `tasks` and `extensions` in the middle of a sentence; `points`, what
    may be asked for (`rules.identity`), in a list."""

    kinds: Mapping[str, str]
    grounds: Mapping[str, str]
    tasks: Mapping[str, str]
    extensions: Mapping[str, str]
    points: Mapping[str, str]
