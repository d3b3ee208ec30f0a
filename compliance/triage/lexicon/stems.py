"""Word stems by what they stand for, for each language: what a sentence is about, however it is put.

Each language has lists of stems under the same names: `erase`, `thing` (that is erased: account, data), `whole`, `place`
(where it is kept), `record`, `me`, `self`, `hold` (have, know, store), `show`, `get`, `mails` (advertising), `mail`, `stop`,
`more`, `write`, `want`, `list`, `out`, `unsub`, `datum` (name, address), `wrong`, `change`, `new`, `neg`, `use`, `purpose`,
`other` (what else one may delete or correct: an order, a file), `forbid` and `able` (beside a verb: do not, and cannot). A
stem is a word, or its beginning where a star follows it.
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
    each = sorted((re.escape(fold(stem)).replace(r"\*", r"\w*") for stem in stems.split()), key=len, reverse=True)
    written = "|".join(each)
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)"), beginnings(written.replace("\\", ""))


@lru_cache(maxsize=64)
def stems_of(codes: Sequence[str]) -> Directory[tuple[str, str]]:
    """The stems of these languages: language and name of each list, filed under their beginnings."""
    return Directory(_lists(codes))


def _lists(codes: Iterable[str]) -> Iterable[tuple[re.Pattern[str], frozenset[str], tuple[str, str]]]:
    for code in codes:
        for name, stems in STEMS.get(code, {}).items():
            yield (*_search(stems), (code, name))
