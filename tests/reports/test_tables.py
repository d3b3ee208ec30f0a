"""CSV that no spreadsheet takes for a formula."""

import csv
import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.reports.tables import Table, as_csv, harmless

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")
BODIES = ("cmd|' /C calc'!A0", "SUM(1,1)", "HYPERLINK(\"http://evil.example\")", "A1", "1+1", "@import")
LEADS = ("", " ", "\u00a0", "\u200b", "\ufeff")
PAYLOADS = ["".join(parts) for parts in itertools.product(LEADS, STARTS, BODIES)]


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_there_are_more_than_a_hundred():
    assert len(PAYLOADS) > 300


@pytest.mark.parametrize("lead", LEADS)
def test_no_payload_is_a_formula(lead):
    for payload in (payload for payload in PAYLOADS if payload.startswith(lead)):
        (head, row) = cells(as_csv([Table("t", "T", ("what", payload), [(payload, 1)])]))
        assert [head[1][0], row[0][0]] == ["'", "'"], payload
        assert row[0][1:] == payload


@pytest.mark.parametrize(("cell", "written"), [
    (-5, "-5"), ("-5", "-5"), ("+3.5%", "+3.5%"), (None, ""), (2.5, "2.5"), ("plain", "plain"), ("a=b", "a=b"), ("", ""),
])
def test_numbers_and_words_stay(cell, written):
    assert harmless(cell) == written


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_what_is_written_is_read(row):
    """Quotes, commas, line ends and any letter come back, behind the apostrophe at most."""
    back = cells(as_csv([Table("t", "T", ["h"] * len(row), [row])]))
    read = back[1] if len(back) > 1 else [""]
    assert [cell.removeprefix("'") for cell in read] == [harmless(cell).removeprefix("'") for cell in row]


def test_several_tables_have_their_titles():
    two = [Table("a", "First", ("x",), [(1,)]), Table("b", "Second", ("y",), [(2,)])]
    assert cells(as_csv(two)) == [["First"], ["x"], ["1"], [], ["Second"], ["y"], ["2"]]
