"""Levels of proof: what counts, what does not, and that more shown never makes anybody less sure."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.rules import identity
from compliance.rules.identity import CLAIMED, KNOWN, MAILBOX, SWORN, Shown
from compliance.rules.kinds import BY_KEY, KINDS

DAY = date(2026, 6, 1)
LONG = DAY - timedelta(days=30)
SHOWN = st.builds(
    Shown, st.frozensets(st.sampled_from(sorted(identity.WAYS))),
    st.none() | st.dates(date(2020, 1, 1), DAY), st.frozensets(st.sampled_from(sorted(identity.POINTS))),
    st.frozensets(st.sampled_from(sorted(identity.PAPERS))), st.just(DAY),
)


def shown(*ways: str, points: str = "", since: date | None = LONG, papers: str = "") -> Shown:
    return Shown(frozenset(ways), since, frozenset(points.split()), frozenset(papers.split()), DAY)


@pytest.mark.parametrize(("what", "level"), [
    (shown(points="customer_number order_number joined"), CLAIMED),  # right answers, but nobody has shown that they live there
    (shown("link"), MAILBOX),
    (shown("code", points="customer_number"), MAILBOX),
    (shown("signed", points="customer_number name"), KNOWN),
    (shown("link", points="name postal_address birth_date phone"), MAILBOX),  # who is near the person knows all of it
    (shown("link", points="customer_number name", since=LONG + timedelta(days=1)), MAILBOX),  # changed lately
    (shown("link", points="customer_number name", since=None), MAILBOX),
    (shown("link", points="customer_number joined name", since=None), KNOWN),
    (shown("call_back"), KNOWN),
    (shown("call_back", points="customer_number joined name"), KNOWN),
    (shown("call_back", points="customer_number joined name", papers="declaration"), SWORN),
    (shown("link", points="customer_number joined name", papers="declaration"), KNOWN),  # no other channel
])
def test_levels(what, level):
    assert identity.level_of(what) == level


@given(SHOWN, SHOWN)
def test_more_shown_is_never_less_sure(one, other):
    since = min((day for day in (one.on_file_since, other.on_file_since) if day), default=None)
    both = Shown(one.ways | other.ways, since, one.points | other.points, one.papers | other.papers, DAY)
    assert identity.level_of(both) >= identity.level_of(one)
    for kind in BY_KEY:
        assert identity.lacking(kind, both, "client", set()) <= identity.lacking(kind, one, "client", set())


@given(SHOWN, st.sampled_from(sorted(BY_KEY)), st.sets(st.sampled_from(sorted(identity.DOUBTS))))
def test_doubt_and_asking_for_another_never_need_less(what, kind, doubts):
    plain = identity.lacking(kind, what, "self", set())
    for behalf in identity.BEHALF:
        assert plain <= identity.lacking(kind, what, behalf, doubts)


@given(SHOWN)
def test_written_and_read_is_the_same(what):
    assert identity.read(identity.written(what), DAY) == what


def test_the_least_that_suffices():
    """Who writes from the address that has long been on file need show no more than that for a removal, but more for a copy."""
    at_home = shown("link")
    assert [kind.key for kind in KINDS if identity.lacking(kind.key, at_home, "self", set())] == ["access", "portability"]
    elsewhere = replace(at_home, on_file_since=None)
    assert {"removal", "amendment"} <= {kind.key for kind in KINDS if identity.lacking(kind.key, elsewhere, "self", set())}
    nothing = {kind.key for kind in KINDS if not identity.lacking(kind.key, Shown(), "client", {"dispute"})}
    assert nothing == {"unsubscribe", "objection", "opt_out_of_sale", "limit_sensitive", "withdraw_consent", "complaint",
                       "appeal"}
