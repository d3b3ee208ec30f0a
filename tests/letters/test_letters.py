"""The words of every letter in every language: as they were looked at, whole, and free of what people wrote.

`REWRITE_LETTERS=1 pytest tests/letters/test_letters.py` writes the snapshots anew; read what changed before you keep it.
"""

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import StrictUndefined

from compliance.db import db
from compliance.letters import samples
from compliance.letters.catalogue import CATALOGUE, LANGUAGES, language_for
from compliance.letters.paragraphs import blocks
from compliance.letters.words import BY_LANGUAGE
from compliance.letters.writing import write, write_to_requester
from compliance.rules.kinds import KINDS
from compliance.rules.lifecycle import EXTENSION_GROUNDS, GROUNDS, TASK_OUTCOMES
from compliance.tickets.models import Message
from tests.factories import a_ticket

SNAPSHOTS = Path(__file__).parent / "snapshots"
TO_PERSON = [letter for letter in CATALOGUE if not letter.to_staff]
FACTS = samples.facts("reply", "en") | {"words": "First paragraph <b>of ours</b>.\n\n- one\n- two"}
ENTRIES = [("PR-2026-000123", "a week before", "3 December 2026", "https://example.org/staff/tickets/PR-2026-000123")]


def facts(letter: str, language: str) -> dict:
    return samples.facts(letter, language) | {"words": FACTS["words"]}


@pytest.fixture
def strict(sqlite_app, monkeypatch):
    """The app, in which a variable that no letter is given is an error."""
    monkeypatch.setattr(sqlite_app.jinja_env, "undefined", StrictUndefined)
    with sqlite_app.test_request_context():
        yield sqlite_app


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_letter_is_as_it_was_looked_at(strict, language):
    for letter in TO_PERSON:
        written = write(letter.code, language, **facts(letter.code, language))
        whole = f"{written.subject}\n\n{written.text}\n{written.html}"
        file = SNAPSHOTS / f"{letter.code}.{language}.txt"
        if os.environ.get("REWRITE_LETTERS"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(whole, encoding="utf-8")
        assert file.read_text(encoding="utf-8") == whole, f"{file.name} differs: read it, then see this module"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_letter_is_whole(strict, language):
    for letter in TO_PERSON:
        written = write(letter.code, language, **facts(letter.code, language))
        assert "\n" not in written.subject
        assert "{" not in written.subject + written.text + written.html
        page = ElementTree.fromstring(re.sub(r"<(!doctype html|meta charset=\"utf-8\"|br)>", "", written.html))
        assert page.attrib["lang"] == language
        assert "<b>" not in written.html
        assert "Lane 1" in written.text.split("\n-- \n")[1]


def test_letters_to_staff_are_whole(strict):
    for letter in CATALOGUE:
        if letter.to_staff:
            more = {"what": "a week before", "late": True, "address": "https://example.org", "entries": ENTRIES,
                    "size": 12, "system": "Forum", "who": "Ana", "recipient": True,
                    "signed_in": False, "answer_by": "3 December 2026", "note": "https://example.org/audit", "key": "house+1+x"}
            written = write(letter.code, "en", **FACTS, **more)
            assert written.subject
            assert "PR-2026-000123" in written.text or letter.code == "checkpoint"
            assert "<a href=" in written.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_word(language):
    words = BY_LANGUAGE[language]
    assert set(words.kinds) == {kind.key for kind in KINDS}
    assert set(words.grounds) == set(GROUNDS)
    assert set(words.extensions) == set(EXTENSION_GROUNDS)
    assert set(words.tasks) == set(TASK_OUTCOMES)
    assert all([*words.kinds.values(), *words.grounds.values(), *words.extensions.values(), *words.tasks.values()])


@pytest.mark.parametrize(("wanted", "written"), [
    ("fr", "fr"), ("fr-CA", "fr"), ("PT-br", "pt"), ("pl", "pl"), ("cs", "en"), ("", "en"), (None, "en"),
])
def test_the_language_of_a_letter(wanted, written):
    assert language_for(wanted) == written


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(categories=["L", "N"]), min_size=12, max_size=40), st.sampled_from(["en", "fr", "pl"]))
def test_what_goes_out_by_itself_holds_no_word_of_the_person(strict, secret, language):
    ticket = a_ticket(strict, subject=secret, text=secret, body=secret, sender_name=secret, language=language)
    for code in [letter.code for letter in TO_PERSON if letter.automatic]:
        known = {"kinds": ["removal"], "kind": "removal", "request": ticket.requests[0].id, "until": "2026-12-03"}
        draft = Message(letter=code, facts=known, text="", language=language, direction="out", channel="mail", warnings=[])
        written = write_to_requester(draft, ticket)
        assert secret not in written.subject + written.text + written.html
    db.session.rollback()


def test_a_letter_follows_the_language_of_its_ticket(strict):
    ticket = a_ticket(strict, language="fr", answerable=True)
    assert "référence" in write_to_requester(ticket.messages[-1], ticket).text


@given(st.text(max_size=300))
def test_hostile_words_stay_words(text):
    page = str(blocks(text))
    assert page.count("<script") == page.count("<img") == page.count("<b>") == 0
    assert "\"javascript:" not in page


def test_addresses_and_lists():
    assert blocks("See https://example.org/a?b=1.\n- <i>one</i>\n- two\n\n[[link:7]]") == [
        ("lines", ['See <a href="https://example.org/a?b=1">https://example.org/a?b=1</a>.']),
        ("list", ["&lt;i&gt;one&lt;/i&gt;", "two"]), ("lines", ['<a href="[[link:7]]">[[link:7]]</a>']),
    ]
