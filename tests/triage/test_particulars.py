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


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("my address is wrong, it says 12 Elm Road but should be 21 Elm Road", "12 Elm Road", "21 Elm Road"),
        ("old email: a.b@x.example new email: a.c@y.example, please update my account", "a.b@x.example", "a.c@y.example"),
        ("Geburtsdatum falsch: 1.2.1980 statt 1.2.1990", "1.2.1980", "1.2.1990"),
        ("Mon nom est Lefèvre et non Lefebvre, merci de corriger", "Lefebvre", "Lefèvre"),
        ("Mi apellido es Ibáñez, no Ibañes, corríjanlo", "Ibañes", "Ibáñez"),
        ("Mitt efternamn är Öberg, inte Åberg. Vänligen rätta.", "Åberg", "Öberg"),
        ("It should be spelled Catherine with a C, not Katherine", "Katherine", "Catherine"),
        ("My title should be Dr instead of Mr, please correct", "Mr", "Dr"),
        ("Please replace jane@old.example with jane@new.example in my account", "jane@old.example", "jane@new.example"),
    ],
)
def test_the_wrong_and_the_right_value(text: str, wrong: str, right: str) -> None:
    found = {each.kind: each.value for each in triage("", text).identifiers}
    assert (found["wrong"], found["right"]) == (wrong, right)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("please remove all data for customer 88-2213 thanks", "number", "88-2213"),
        ("Please erase my data.\nRegards,\nJ. P. Okonkwo\n12 Bridge Street, Leeds LS1 4AB", "name", "J. P. Okonkwo"),
        ("Please erase my data.\n12 Bridge Street, Leeds LS1 4AB", "address", "12 Bridge Street, Leeds LS1 4AB"),
        ("This is Dr. Maria Lopez. Please send me everything you hold about me.", "name", "Maria Lopez"),
        ("Order no. A-99812. Please erase my details. Kate Winter", "name", "Kate Winter"),
        ("my tel. 0171 5550123 please delete it from your records", "phone", "0171 5550123"),
        ("Ich wohne jetzt in der Gartenstr. 7, 04107 Leipzig, bitte ändern.", "address", "Gartenstr. 7, 04107 Leipzig"),
        ("私の名前は山田太郎です。アカウントを削除してください。", "name", "山田太郎"),
    ],
)
def test_more_identifiers(text: str, kind: str, value: str) -> None:
    assert (kind, value) in {(each.kind, each.value) for each in triage("", text).identifiers}


def test_the_sender_is_named_where_the_text_names_nobody() -> None:
    headers = {"From": "Ada Lovelace <ada@x.example>"}
    (name,) = triage("", "Please delete my account.", headers=headers).identifiers
    assert (name.kind, name.value, headers["From"][name.span.start : name.span.end]) == ("name", "Ada Lovelace", "Ada Lovelace")
    assert "Ada Lovelace" not in {each.value for each in triage("", "Delete me.\nRegards\nBo Ek", headers=headers).identifiers}


def test_nothing_is_sure_in_a_printed_mail() -> None:
    assert triage("", "Please unsubscribe me.").sure
    assert not triage("", "Please unsubscribe me.", headers={"List-Unsubscribe": "<mailto:off@x.example>"}).sure


def test_the_country_decides_where_no_law_is_named() -> None:
    assert triage("", "Please delete my account.", country="ch").law == "ch-nfadp"
    assert triage("", "Please delete my account.", country="FR").law == "eu-gdpr"
    assert triage("", "Please delete my account.", country="US").law is None
    assert triage("", "I am a Californian, delete my account.", country="FR").law == "us-ca-ccpa"
