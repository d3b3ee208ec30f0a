"""Law, persons, values and urgency that are read beside the request."""

import re

import pytest

from compliance.triage import triage
from compliance.triage.beginnings import beginnings, words_of
from compliance.triage.clauses import Text, clauses, fold
from compliance.triage.lexicon import LEXICONS, directory
from tests.triage.examples import ENGLISH, GERMAN, OTHERS, examples


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("Under Article 17 GDPR I ask you to delete my data.", "eu-gdpr"),
        ("Ich bitte um Auskunft nach Art. 15 DSGVO.", "eu-gdpr"),
        ("Please treat this as a subject access request under the UK GDPR.", "uk-gdpr"),
        ("I am a California resident. Do not sell my personal information.", "us-ca-ccpa"),
        ("Delete my data as Cal. Civ. Code 1798.105 says.", "us-ca-ccpa"),
        ("Solicito o apagamento dos meus dados nos termos da LGPD.", "br-lgpd"),
        ("Please delete my account.", None),
    ],
)
def test_the_law_that_is_named(text: str, law: str | None) -> None:
    assert triage("", text).law == law


def test_the_gdpr_is_the_british_one_in_britain() -> None:
    assert triage("", "Please erase my data, Art. 17 GDPR.", country="GB").law == "uk-gdpr"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Delete my account. My name is Ada Lovelace.", "name", "Ada Lovelace"),
        ("Please delete my account.\n\nKind regards\nAda Lovelace", "name", "Ada Lovelace"),
        ("Bitte mein Konto löschen, Kundennummer: K-4711", "number", "K-4711"),
        ("delete my account ada@x.example now", "email", "ada@x.example"),
        ("Delete my account, username: ada_l", "username", "ada_l"),
        ("Please change my email from old@x.example to new@x.example", "wrong", "old@x.example"),
        ("Please change my email from old@x.example to new@x.example", "right", "new@x.example"),
        ("Please send me a copy of my data to 12 Elm Street, Springfield.", "address", "12 Elm Street, Springfield"),
    ],
)
def test_identifiers(text: str, kind: str, value: str) -> None:
    found = triage("", text).identifiers
    assert (kind, value) in {(each.kind, each.value) for each in found}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Please delete my account.", "self"),
        ("My daughter has an account with you, please delete her data.", "child"),
        ("I write on behalf of my client and ask for a copy of her personal data.", "client"),
        ("My late husband had an account, please delete his data.", "deceased"),
    ],
)
def test_on_whose_behalf(text: str, who: str) -> None:
    assert triage("", text).on_behalf == who


def test_urgency() -> None:
    text = "Delete my data, or I go to the data protection authority and to court with my lawyer."
    assert triage("", text).urgency == ("authority", "court")


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        ("delete my", {"dele"}),
        ("(?:erase|wipe) my", {"eras", "wipe"}),
        ("(?:please )?erase", {"plea", "eras"}),
        ("colou?r", {"colo"}),
        (r"\d+", {""}),
        (r"(?=.{0,9}x)no", {"no"}),
    ],
)
def test_how_a_pattern_begins(pattern: str, begins: set[str]) -> None:
    assert beginnings(pattern) == begins


def test_no_search_is_left_out_that_would_match() -> None:
    for _, subject, text in examples(ENGLISH + GERMAN.lstrip() + OTHERS.lstrip()):
        for clause in clauses(Text.of("text", f"{subject}\n{text}")):
            for lexicon in LEXICONS.values():
                found = {(id(p), m.span()) for (_, p), m in clause.found(directory((lexicon.code,)))}
                assert {(id(p), m.span()) for p in lexicon.patterns if (m := p.expression.search(clause.words))} == found


def test_folding_moves_nothing() -> None:
    text = "Größe ŁÓDŹ ΆΣ Й １２ ½ ﬁ"
    assert len(fold(text)) == len(text)
    assert re.search("grose lodz", fold(text))
    assert "gros" in dict(words_of(fold(text))).values()
