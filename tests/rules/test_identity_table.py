"""The table in the docs says what the rules do."""

from compliance.rules import identity
from compliance.rules.kinds import KINDS
from tests.servers.site import ROOT

HEAD = ("| asked | address on file, 30 days or more | changed lately, not there, not looked up | for another | with a doubt |",
        "|---|---|---|---|---|")


def row(kind) -> str:
    """One line: the least level in each circumstance."""
    held, absent = (identity.least_level(kind.key, address) for address in (identity.HELD, identity.ABSENT))
    nothing = identity.Shown()
    other, doubtful = (identity.need(kind.key, nothing, *given).level for given in (("child", set()), ("self", {"dispute"})))
    return f"| {kind.title} | {held} | {absent} | {other} | {doubtful} |"


def test_the_docs_show_the_table():
    table = "\n".join((*HEAD, *(row(kind) for kind in KINDS)))
    assert table in (ROOT / "docs/identity.md").read_text(encoding="utf-8"), f"docs/identity.md must hold:\n{table}"


def test_the_docs_name_every_way_and_doubt():
    text = (ROOT / "docs/identity.md").read_text(encoding="utf-8")
    for words in (*identity.WAYS.values(), *identity.DOUBTS.values(), *identity.PAPERS.values(), *identity.POINTS.values()):
        assert words in text
