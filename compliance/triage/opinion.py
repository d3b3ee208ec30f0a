"""A second opinion on short texts: a small linear model over words, pieces of words and what the clauses are about.

It was trained on the project's own mails (`tests/triage/mails`, by `make model`), and knows the five kinds that are asked most,
and `none`. Rules know what they were told; this has seen how people put things, and is asked about short texts alone, where
the rules are silent or not sure. It reads the file once, when it is first asked; an opinion is worth little more than a guess.
"""

import json
import math
import re
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from compliance.triage.clauses import Clause
from compliance.triage.findings import ACCESS, AMENDMENT, OBJECTION, REMOVAL, UNSUBSCRIBE
from compliance.triage.gist import names

NONE = "none"
KNOWN = (NONE, REMOVAL, UNSUBSCRIBE, ACCESS, AMENDMENT, OBJECTION)
BUCKETS = 1 << 15
WORDS = 60  # of a text
PIECES = (3, 4, 5)
WORD = re.compile(r"[^\W\d_]+")
FILE = Path(__file__).with_name("opinion.bin")


def features(clauses: Sequence[Clause], codes: Sequence[str], kinds: Iterable[str]) -> list[int]:
    """What a text shows to the model, as buckets: its words, and their pieces; what its clauses are about in the languages
    with these codes; the kinds that the rules found."""
    shown = {f"rules {kind}" for kind in kinds} or {"rules none"}
    words = [word for clause in clauses for word in WORD.findall(clause.words)][:WORDS]
    shown.update(words)
    shown.update(f"{first} {second}" for first, second in pairwise(words))
    for word in set(words):
        whole = f"<{word}>"
        shown.update(whole[at : at + length] for length in PIECES for at in range(len(whole) - length + 1))
    for clause in clauses:
        for here in names(clause, codes):
            shown.update(f"about {name}" for name in here)
            shown.update(f"about {first} {second}" for first in here for second in here if first < second)
    return sorted({zlib.crc32(each.encode()) % BUCKETS for each in shown})


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, tuple[float, float, "array[int]"]]:
    """Of each kind what it begins with, the unit of its weights, and the weights."""
    head, _, packed = FILE.read_bytes().partition(b"\n")
    bare = zlib.decompress(packed)
    told = json.loads(head)["kinds"]
    return {
        kind: (told[kind][0], told[kind][1], array("b", bare[place * BUCKETS : (place + 1) * BUCKETS]))
        for place, kind in enumerate(KNOWN)
    }


def opinion(shown: Sequence[int]) -> dict[str, float]:
    """How likely each of KNOWN is asked for, 0 to 1, each for itself."""
    found = {}
    for kind, (begin, unit, weights) in _weights().items():
        total = begin + unit * sum(weights[each] for each in shown)
        found[kind] = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    return found
