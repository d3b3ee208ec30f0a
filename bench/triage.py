"""How well and how fast triage reads a corpus of labelled mails.

    python -m bench.triage requests.jsonl

A corpus is a file of JSON lines with id, lang, labels (kinds, or not_a_request), optional, subject and body; an HTML body
has format html. Printed: precision, recall and F1 of each kind, macro-F1, requests taken for none, false alarms, right by
language, expected calibration error in ten bins, milliseconds a text, and what the patterns weigh in memory.
"""

import json
import resource
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from compliance.intake.html_text import read as read_html
from compliance.triage import triage

NONE = "not_a_request"
CORE = ("removal", "amendment", "unsubscribe", "access", "objection", NONE)
Read = list[tuple[dict[str, Any], dict[str, float], float]]


def _resident() -> float:
    """Memory that is resident now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _read(corpus: Path) -> Read:
    read: Read = []
    for line in corpus.read_text(encoding="utf-8").splitlines():
        mail = json.loads(line)
        body = read_html(mail["body"]).words if mail.get("format") == "html" else mail["body"]
        begin = time.perf_counter()
        found = triage(mail["subject"] or "", body)
        read.append((mail, {each.kind: each.confidence for each in found.requests}, time.perf_counter() - begin))
    return read


def _of_kind(read: Read, kind: str) -> tuple[int, float, float, float]:
    """How many there are, precision, recall, F1."""
    right = wrong = missed = 0
    for mail, said, _ in read:
        kinds = set(said) or {NONE}
        wanted = kind in mail["labels"]
        if wanted or kind not in mail.get("optional", ()):
            right += wanted and kind in kinds
            wrong += not wanted and kind in kinds
            missed += wanted and kind not in kinds
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    return right + missed, precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def _calibration(read: Read) -> float:
    """The mean distance between confidence and share of right findings, weighed by findings."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for mail, said, _ in read:
        for kind, confidence in said.items():
            right = kind in mail["labels"] or kind in mail.get("optional", ())
            bins[min(9, int(confidence * 10))].append((confidence, right))
    total = sum(map(len, bins.values())) or 1
    return sum(abs(sum(c for c, _ in each) - sum(r for _, r in each)) for each in bins.values()) / total


def _whole(mail: dict[str, Any], said: dict[str, float]) -> bool:
    kinds = set(said) or {NONE}
    return set(mail["labels"]) <= kinds <= set(mail["labels"]) | set(mail.get("optional", ()))


def main(corpus: Path) -> None:
    """Prints the figures of one corpus."""
    before = _resident()
    read = _read(corpus)
    scores = []
    for kind in sorted({kind for mail, _, _ in read for kind in mail["labels"]}):
        count, precision, recall, score = _of_kind(read, kind)
        scores += [score] if kind in CORE else []
        print(f"{kind:17} {count:4} precision {precision:.3f} recall {recall:.3f} F1 {score:.3f}")
    asked = [said for mail, said, _ in read if NONE not in mail["labels"]]
    silent = [said for mail, said, _ in read if NONE in mail["labels"]]
    missed = sum(not said for said in asked) / max(1, len(asked))
    alarms = sum(map(bool, silent)) / max(1, len(silent))
    print(f"macro-F1 {statistics.fmean(scores):.3f}; taken for none {missed:.3f}; false alarms {alarms:.3f}")
    print(f"calibration error {_calibration(read):.3f}")
    languages: dict[str, list[bool]] = defaultdict(list)
    for mail, said, _ in read:
        languages[mail["lang"]].append(_whole(mail, said))
    print("right by language:", ", ".join(f"{code} {sum(each)}/{len(each)}" for code, each in sorted(languages.items())))
    warm = _read(corpus)
    times = sorted(seconds * 1000 for _, _, seconds in warm)
    long = [seconds * 1000 for mail, _, seconds in warm if 2000 <= len(mail["body"]) < 4000] or [0.0]
    print(f"ms a text: median {statistics.median(times):.2f}, most {times[-1]:.1f}; of 2 to 4 KB {statistics.median(long):.2f}")
    print(f"resident memory grew by {_resident() - before:.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
