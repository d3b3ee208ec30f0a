"""Word stems by what they stand for, for each language: what a sentence is about, however it is put.

Each language has lists of stems under the same names: `erase`, `thing` (that is erased: account, data), `whole`, `place`
(where it is kept), `record`, `me`, `self`, `hold` (have, know, store), `show` (and what, which), `give`, `get`, `mails`
(advertising), `mail`, `stop` (and no), `halt`, `more`, `write`, `want`, `list`, `out`, `unsub`, `datum` (name, address),
`wrong`, `change`, `new`, `neg`, `use`, `purpose`, `other` (what else one may delete or correct: an order, a file), `forbid`
and `able` (beside a verb: do not, and cannot). A stem is a word, or its beginning where a star follows it; a low line stands
for up to three words between two.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from compliance.triage.beginnings import Directory, beginnings
from compliance.triage.clauses import fold
from compliance.triage.lexicon.stems_further import STEMS as FURTHER
from compliance.triage.lexicon.stems_germanic import STEMS as GERMANIC
from compliance.triage.lexicon.stems_romance import STEMS as ROMANCE

STEMS: Mapping[str, Mapping[str, str]] = GERMANIC | ROMANCE | FURTHER


def _search(stems: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """Finds any of the stems as a word."""
    written = "|".join(_written(stem) for stem in sorted(fold(stems).split(), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)"), beginnings(written)


def _written(stem: str) -> str:
    return re.escape(stem).replace(r"\-", "-").replace(r"\*", r"\w*").replace("_", r"\W+(?:\w+\W+){0,3}?")


@lru_cache(maxsize=64)
def stems_of(codes: Sequence[str]) -> Directory[tuple[str, str]]:
    """The stems of these languages: language and name of each list, filed under their beginnings."""
    return Directory(_lists(codes))


def _lists(codes: Iterable[str]) -> Iterable[tuple[re.Pattern[str], frozenset[str], tuple[str, str]]]:
    for code in codes:
        for name, stems in STEMS.get(code, {}).items():
            yield (*_search(stems), (code, name))
