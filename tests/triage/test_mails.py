"""Triage on many short mails of our own: wishes put as people put them, and what is easily taken for one.

Each line of `mails/*.txt` is: kinds (none where nothing is asked), language, subject, text; // stands for an empty line. The
shares that must be reached are of all lines of a file, so that a single mail that is read otherwise is no failure.
"""

from pathlib import Path

import pytest

from compliance.triage import triage
from tests.triage.examples import examples

MAILS = sorted(Path(__file__).with_name("mails").glob("*.txt"))


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_shares_of_mails_read_rightly(path: Path) -> None:
    read = [(kinds, {each.kind for each in triage(*mail).requests}) for kinds, *mail in examples(path.read_text("utf-8"))]
    asked = [found for kinds, found in read if kinds]
    silent = [found for kinds, found in read if not kinds]
    assert sum(kinds == found for kinds, found in read) >= 0.95 * len(read)
    assert sum(not found for found in asked) <= 0.03 * len(asked)
    assert sum(map(bool, silent)) <= 0.04 * len(silent)
