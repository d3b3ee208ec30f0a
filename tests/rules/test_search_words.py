"""What is searched finds what is written: by stems, by beginnings of names, by one slip; and no token tells its word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.rules import search_words
from compliance.rules.search_words import alike, asked, of_person, of_text, tokens

KEY = b"k" * 64
NAMES = st.text(alphabet="abcdeghiklmnorstuzABEKLMäéíñóöøüłŁžÉ", min_size=4, max_size=20)


def finds(groups: list[frozenset[str]], terms: set[str]) -> bool:
    """Whether an entry with these terms is found."""
    return bool(groups) and all(group & terms for group in groups)


@pytest.mark.parametrize(("language", "written", "searched"), [
    ("en", "Please delete my accounts.", "account"),
    ("de", "Bitte löschen Sie meine Daten", "LÖSCHEN daten"),
    ("fr", "Supprimez mes données", "donnée"),
    ("pl", "Proszę usunąć moje dane", "usunac"),
    ("ru", "Удалите мои данные", "данных"),
    ("ja", "私の個人情報を削除してください", "個人情報"),
    ("xx", "unspoken tongue", "tongue"),
    ("en", "My customer number is K-0042, order 98765", "98765 k"),
    ("en", "It went to old.name@example.org.", "old.name@example.org"),
])
def test_words_are_found_in_their_forms(language, written, searched):
    assert finds(asked(searched), of_text(written, language))
    assert not finds(asked(searched + " elsewhere"), of_text(written, language))


@pytest.mark.parametrize("searched", ["Keller", "kell", "Maria K", "maria.keller@example.org", "Example", "maria.keller@"])
def test_people_are_found_by_beginnings(searched):
    assert finds(asked(searched), of_person("Maria Keller", "Maria.Keller@example.org"))


@pytest.mark.parametrize("searched", ["eller", "maria.keller@example.com", "", "!?", "ria"])
def test_and_by_nothing_else(searched):
    assert not finds(asked(searched), of_person("Maria Keller", "maria.keller@example.org"))


@given(NAMES, st.data())
def test_one_slip_is_forgiven(name, data):
    """A letter too many, too few or another one, wherever it is."""
    place = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("aeknz"))
    terms = of_person(name, "")
    for slipped in (name[:place] + letter + name[place:], name[:place] + letter + name[place + 1:]):
        assert finds(alike(slipped), terms)
    if len(name) > search_words.SLIPS_FROM:
        assert finds(alike(name[:place] + name[place + 1:]), terms)


def test_letters_and_accents_are_one():
    assert finds(asked("sørensen muller"), of_person("Soerensen Sorensen Müller", ""))
    assert finds(alike("Mueller"), of_person("Müller", ""))


@given(st.text(max_size=300))
def test_every_text_has_tokens_that_say_nothing(text):
    made = tokens(of_text(text, "de") | of_person(text, text), KEY)
    assert all(re.fullmatch("[a-z2-7]{8}", token) for token in made)
    assert made.isdisjoint(tokens(of_text(text, "de"), b"o" * 64) - made)


def test_a_text_of_a_megabyte_is_cut():
    assert len(of_text("word%d " * 3 % (1, 2, 3) + " ".join(map(str, range(300_000))), "en")) <= search_words.MOST_TERMS + 1
    assert len(asked(" ".join(map(str, range(500))))) == search_words.MOST_ASKED
