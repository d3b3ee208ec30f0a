"""Trains the second opinion of triage on the project's own labelled mails, and writes its file; the same file each time.

    python -m tools.model

Six linear models (logistic loss, AdaGrad, a fixed seed and order), one for each kind and one for none, in pure Python; the
weights are rounded to bytes. Mails of the files named in HELD are kept out: on these it is measured.
"""

import json
import math
import random
import zlib
from array import array
from pathlib import Path

from compliance.triage import read
from compliance.triage.asking import by_rules, shown
from compliance.triage.opinion import BUCKETS, FILE, KNOWN, NONE

ROOT = Path(__file__).resolve().parents[1]
MAILS = ROOT / "tests" / "triage" / "mails"
HELD = ("fifth",)
ROUNDS, STEP = 12, 0.05
SEED = 20
Rows = list[tuple[list[int], set[str]]]


def rows(held: tuple[str, ...] = HELD) -> Rows:
    """What the mails show, with their kinds; without the files that are kept out."""
    paths = [path for path in sorted(MAILS.glob("*.txt")) if path.stem not in held]
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    found = []
    for line in lines:
        kinds, _, subject, text = line.split("|", 3)
        letter = read(subject, text.replace("//", "\n\n"))
        found.append((shown(letter, letter.heard, by_rules(letter)), set(kinds.split()) or {NONE}))
    return found


def trained(mails: Rows, kind: str) -> tuple[float, list[float]]:
    """The beginning and the weights of one kind."""
    order = random.Random(SEED)  # noqa: S311 - an order, no secret
    begin, weights, seen = 0.0, [0.0] * BUCKETS, [1e-3] * BUCKETS
    mails = list(mails)
    for _ in range(ROUNDS):
        order.shuffle(mails)
        for buckets, kinds in mails:
            total = begin + sum(weights[each] for each in buckets)
            off = 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - (kind in kinds)
            if abs(off) < 0.01:
                continue
            for each in buckets:
                seen[each] += off * off
                weights[each] -= STEP * off / math.sqrt(seen[each])
            begin -= STEP * off
    return begin, weights


def written(mails: Rows) -> bytes:
    """The file: a line of JSON, and the packed weights of all kinds."""
    told, packed = {}, b""
    for kind in KNOWN:
        begin, weights = trained(mails, kind)
        unit = max(map(abs, weights)) / 127 or 1.0
        told[kind] = (round(begin, 4), round(unit, 8))
        packed += array("b", [round(weight / unit) for weight in weights]).tobytes()
    return json.dumps({"kinds": told, "mails": len(mails)}).encode() + b"\n" + zlib.compress(packed, 9)


if __name__ == "__main__":
    FILE.write_bytes(written(rows()))
