"""The words of the public pages are there in every language that is offered, and each page is wholly in its own."""

import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from compliance.letters.words import PAGES_ALONE, page_words
from compliance.rules.kinds import KINDS
from compliance.rules.lifecycle import GROUNDS
from compliance.web.languages import SPOKEN
from tests.servers.site import ROOT
from tests.web.filling_in import fill

TRANSLATED = [language for language in SPOKEN if language != "en"]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
FACT = re.compile(r"%\((\w+)\)s")


@pytest.fixture(scope="module")
def said() -> set:
    """Every word on the pages, with its context, as the pages have them now."""
    with (ROOT / "tools/words.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS, directory_filter=lambda path: ".venv" not in path)
    return {(context, message) for _file, _line, message, _comments, context in found}


def catalogue(language: str):
    path = folder(language) / "messages.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def folder(language: str) -> Path:
    return ROOT / "compliance/translations" / language / "LC_MESSAGES"


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_word_is_missing(said, language):
    words, missing = catalogue(language), []
    for context, message in said:
        first = message[0] if isinstance(message, tuple) else message
        entry = words.get(first, context)
        if entry is None or entry.fuzzy or not all(entry.string if isinstance(entry.string, tuple) else [entry.string]):
            missing.append(first)
    assert missing == []
    assert len(said) > 200


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_fact_is_in_its_place(language):
    for entry in catalogue(language):
        if not entry.id:
            continue
        facts = set(FACT.findall(entry.id if isinstance(entry.id, str) else entry.id[1]))
        for words in entry.string if isinstance(entry.string, tuple) else [entry.string]:
            assert set(FACT.findall(words)) == facts or isinstance(entry.string, tuple)
            assert set(FACT.findall(words)) <= facts


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_compiled_is_what_was_written(language):
    with (folder(language) / "messages.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in catalogue(language):
        if entry.id and isinstance(entry.id, str) and not entry.context:
            assert compiled.gettext(entry.id) == entry.string


def test_the_field_s_own_words_of_pages():
    for words in [*PAGES_ALONE.values(), page_words("de")]:
        assert set(words.kinds) == {kind.key for kind in KINDS}
        assert set(words.grounds) == set(GROUNDS)


@pytest.mark.parametrize("language", TRANSLATED)
def test_pages_are_in_their_language(sqlite_app, language):
    visitor = sqlite_app.test_client()
    heading = catalogue(language).get("Your request").string
    page = visitor.get(f"/requests/new?lang={language}").text
    assert f"<h1>{heading}</h1>" in page
    assert f'lang="{language}"' in page
    assert ('dir="rtl"' in page) == (language == "ar")
    wrong = visitor.post(f"/requests/new?lang={language}", data={}).text
    assert catalogue(language).get("Enter your e-mail address").string in wrong
    for english in ("Enter your", "Your name", ">Continue<", "(optional)"):
        assert english not in wrong
    assert catalogue(language).get("There is no such page").string in visitor.get(f"/nothing?lang={language}").text
    assert 'lang="en"' in visitor.get("/staff/sign-in", headers={"Accept-Language": language}).text


def test_the_browser_s_wish_counts_where_nothing_else_is_asked(sqlite_app):
    visitor = sqlite_app.test_client()
    assert 'lang="pl"' in visitor.get("/", headers={"Accept-Language": "xx, pl-PL;q=0.8, de;q=0.5"}).text
    assert 'lang="de"' in visitor.get("/?lang=de", headers={"Accept-Language": "pl"}).text
    assert fill(visitor, "/requests?lang=de").location == "/requests/received?lang=de"
