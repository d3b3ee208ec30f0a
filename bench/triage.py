"""How well and how fast triage reads a corpus of labelled mails.

    python -m bench.triage [requests.jsonl]

A corpus is a file of JSON lines with id, lang, labels (kinds, or not_a_request), optional, subject and body; an HTML body
has format html; law, subject_name, from and identifiers as far as they are known. Without a corpus it is the project's own
mails that were kept out when the model was trained. Printed: precision, recall and F1 of each kind, macro-F1, requests taken
for none, false alarms, right by language, the law where one is stated that has a regime, the name and the identifiers of the
data subject where they are written, expected calibration error in ten bins, milliseconds a text (each the best of three, of
the processor's time), and what all of it weighs in memory.
"""

import json
import resource
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compliance.intake.html_text import read as read_html
from compliance.triage import Findings, triage

OWN = Path(__file__).resolve().parents[1] / "tests" / "triage" / "mails"
HELD = "fifth.txt"
LAWS = {"gdpr": "eu-gdpr", "uk_gdpr": "uk-gdpr", "ccpa": "us-ca-ccpa", "lgpd": "br-lgpd", "appi": "jp-appi"}
NONE = "not_a_request"
CORE = ("removal", "amendment", "unsubscribe", "access", "objection", NONE)
Read = list[tuple[dict[str, Any], dict[str, float], float, Findings, str]]


def _resident() -> float:
    """Memory that is resident now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _mails(corpus: Path | None) -> Iterator[dict[str, Any]]:
    if corpus:
        yield from map(json.loads, corpus.read_text(encoding="utf-8").splitlines())
        return
    for line in (OWN / HELD).read_text(encoding="utf-8").splitlines():
        kinds, language, subject, body = line.split("|", 3)
        yield {"lang": language, "labels": kinds.split() or [NONE], "subject": subject, "body": body.replace("//", "\n\n")}


def _read(mails: list[dict[str, Any]], times: int = 1) -> Read:
    read: Read = []
    for mail in mails:
        body = read_html(mail["body"]).words if mail.get("format") == "html" else mail["body"]
        headers = {"From": mail["from"]} if mail.get("from") else None
        spent = []
        for _ in range(times):
            begin = time.process_time()
            found = triage(mail["subject"] or "", body, headers=headers)
            spent.append(time.process_time() - begin)
        read.append((mail, {each.kind: each.confidence for each in found.requests}, min(spent), found, body))
    return read


def _share(right: list[bool]) -> str:
    return f"{sum(right) / len(right):.3f} of {len(right)}" if right else "none stated"


def _particulars(read: Read) -> None:
    """Prints how often the law, the name and the identifiers are right, where they are stated."""
    asked = [(mail, found, " ".join(body.split())) for mail, _, _, found, body in read if NONE not in mail["labels"]]
    laws = [found.law == LAWS[mail["law"]] for mail, found, _ in asked if mail.get("law") in LAWS]
    named = [(mail["subject_name"], found) for mail, found, body in asked if (mail.get("subject_name") or "\0") in body]
    names = [name in {each.value for each in found.identifiers if each.kind == "name"} for name, found in named]
    told = [
        any(value.lower() in each.value.lower() or each.value.lower() in value.lower() for each in found.identifiers)
        for mail, found, body in asked for value in mail.get("identifiers", ()) if value in body
    ]
    print(f"law {_share(laws)}; name {_share(names)}; identifiers {_share(told)}")


def _of_kind(read: Read, kind: str) -> tuple[int, float, float, float]:
    """How many there are, precision, recall, F1."""
    right = wrong = missed = 0
    for mail, said, *_ in read:
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
    for mail, said, *_ in read:
        for kind, confidence in said.items():
            right = kind in mail["labels"] or kind in mail.get("optional", ())
            bins[min(9, int(confidence * 10))].append((confidence, right))
    total = sum(map(len, bins.values())) or 1
    return sum(abs(sum(c for c, _ in each) - sum(r for _, r in each)) for each in bins.values()) / total


def _whole(mail: dict[str, Any], said: dict[str, float]) -> bool:
    kinds = set(said) or {NONE}
    return set(mail["labels"]) <= kinds <= set(mail["labels"]) | set(mail.get("optional", ()))


def main(corpus: Path | None) -> None:
    """Prints the figures of one corpus."""
    mails = list(_mails(corpus))
    before = _resident()
    read = _read(mails)
    scores = []
    for kind in sorted({kind for mail, *_ in read for kind in mail["labels"]}):
        count, precision, recall, score = _of_kind(read, kind)
        scores += [score] if kind in CORE else []
        print(f"{kind:17} {count:4} precision {precision:.3f} recall {recall:.3f} F1 {score:.3f}")
    asked = [said for mail, said, *_ in read if NONE not in mail["labels"]]
    silent = [said for mail, said, *_ in read if NONE in mail["labels"]]
    missed = sum(not said for said in asked) / max(1, len(asked))
    alarms = sum(map(bool, silent)) / max(1, len(silent))
    print(f"macro-F1 {statistics.fmean(scores):.3f}; taken for none {missed:.3f}; false alarms {alarms:.3f}")
    print(f"calibration error {_calibration(read):.3f}")
    languages: dict[str, list[bool]] = defaultdict(list)
    _particulars(read)
    for mail, said, *_ in read:
        languages[mail["lang"]].append(_whole(mail, said))
    print("right by language:", ", ".join(f"{code} {sum(each)}/{len(each)}" for code, each in sorted(languages.items())))
    grown = _resident() - before
    warm = _read(mails, 3)
    for least, most in ((0, 1000), (1000, 3000), (3000, 10**9)):
        times = sorted(seconds * 1000 for mail, _, seconds, *_ in warm if least <= len(mail["body"]) < most)
        if times:
            print(
                f"ms a text from {least} characters: median {statistics.median(times):.2f}, 95 of 100 at most "
                f"{times[int(len(times) * 0.95)]:.2f}, most {times[-1]:.2f}; {len(times)} texts"
            )
    print(f"resident memory grew by {grown:.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
