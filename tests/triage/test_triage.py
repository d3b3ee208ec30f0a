"""Triage on mails of our own: what is asked, and what is not."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.triage import triage
from compliance.triage.findings import KINDS
from tests.triage.examples import ENGLISH, GERMAN, OTHERS, examples

HOSTILE = [
    "delete ", "unsubscribe ", "my ", "a.", "a@", "....", "\n", " ", "> ", "please delete my ", "from a@b to ",
    "(" * 9, "删除", "ß", "1", "no more emails ", "name: A ", "is a, not ", "art. 15, ", "1 Aa, ",
]  # fmt: skip


@pytest.mark.parametrize(("kinds", "subject", "text"), examples(ENGLISH + GERMAN.lstrip() + OTHERS.lstrip()))
def test_what_is_asked(kinds: set[str], subject: str, text: str) -> None:
    assert {request.kind for request in triage(subject, text).requests} == kinds


@given(st.text(max_size=300), st.text(max_size=2000))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read(subject: str, text: str) -> None:
    found = triage(subject, text)
    fields = {"subject": subject, "text": text}
    for request in found.requests:
        assert request.kind in KINDS
        assert 0.5 <= request.confidence <= 1
        assert all(0 <= span.start < span.end <= len(fields[span.field]) for span in request.evidence)
    for each in found.identifiers:
        assert " ".join(fields[each.span.field][each.span.start : each.span.end].split()).startswith(each.value)
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize(
    "piece",
    HOSTILE,
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    triage(piece * 60, piece * (60_000 // len(piece)))


def test_the_words_that_decided_are_marked() -> None:
    text = "Hello, nice shop. Please delete my account. Thanks!"
    (request,) = triage("", text).requests
    assert "delete my account" in {text[span.start : span.end] for span in request.evidence}


def test_quoted_text_does_not_count() -> None:
    assert not triage("Re: your order", "When will it come?\n\n> please delete my account\n> Bob").requests


def test_a_footer_does_not_count() -> None:
    long = "I wonder whether the blue one is still to be had, as I saw it last week in your window. " * 8
    assert not triage("A question", f"{long}\n\nNewsletter abbestellen | Einstellungen\nUnsubscribe").requests


def test_what_asks_nothing_is_not_sure() -> None:
    assert not triage("", "Good morning").sure
    assert triage("", "Please delete my account.").sure


def test_a_language_without_words_does_not_drop_a_request() -> None:
    plain = "Palun kustutage kõik andmed, mis teil minu kohta olemas on, vastavalt GDPR artikkel 17 nõuetele. "
    found = triage("", plain + "Ootan vastust ühe kuu jooksul, tänan ette. Lugupidamisega, Tiina. " * 20)
    assert [request.kind for request in found.requests] == ["removal"]
    assert not found.sure
