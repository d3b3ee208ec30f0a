"""Which language a text is in: the share of its words that are frequent little words of each language.

Scripts that only one language here is written in decide by themselves.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from compliance.triage.lexicon import LEXICONS

WORD = re.compile(r"[^\W\d_]+")
SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
)
ENOUGH_LETTERS = 0.15
SAMPLE = 4000
FOREIGN = 0.05  # the share of function words below which a text is in no language known here
CLEAR, AHEAD = 2.0, 1.3  # so many words of its own, and so many times those of the next language


@cache
def _languages_of_words() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Each function word with the languages it belongs to; a word of several languages tells less."""
    owners: dict[str, list[str]] = {}
    for lexicon in LEXICONS.values():
        for word in set(lexicon.function.split()):
            owners.setdefault(word, []).append(lexicon.code)
    return {word: tuple((code, 1 / len(codes)) for code in codes) for word, codes in owners.items()}


def ranked(folded: str) -> tuple[list[str], bool]:
    """The likely languages of a folded text, the likeliest first (none where nothing tells), and whether that is certain."""
    sample = folded[:SAMPLE]
    words = WORD.findall(sample)
    letters = sum(map(len, words)) or 1
    for code, script in SCRIPTS if not sample.isascii() else ():
        if len(script.findall(sample)) / letters > ENOUGH_LETTERS:
            return [code], True
    weights: dict[str, float] = {}
    table = _languages_of_words()
    for word, times in Counter(words).items():
        for code, weight in table.get(word, ()):
            weights[code] = weights.get(code, 0.0) + weight * times
    order = sorted(weights, key=lambda code: -weights[code])
    if not order or weights[order[0]] < FOREIGN * len(words):
        return [], False
    second = weights[order[1]] if len(order) > 1 else 0.0
    return order, weights[order[0]] >= max(CLEAR, second * AHEAD)
