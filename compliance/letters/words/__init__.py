"""The field's own words in the languages that letters are written in: kinds, grounds, what became of a system, extensions.

A language is one file here, its name in the list below, and one text for each letter to the person.
"""

from compliance.letters.words import ar, de, en, es, fr, it, nl, pl, pt
from compliance.letters.words.table import Words
from compliance.rules.kinds import BY_KEY

BY_LANGUAGE: dict[str, Words] = {
    "en": en.WORDS, "de": de.WORDS, "fr": fr.WORDS, "es": es.WORDS, "it": it.WORDS, "nl": nl.WORDS, "pt": pt.WORDS,
    "pl": pl.WORDS,
}
# Pages are read in these, too; nobody has written letters in them yet.
PAGES_ALONE: dict[str, Words] = {"ar": ar.WORDS}


def page_words(language: str) -> Words:
    """The words of a page in a language; English where there are none."""
    short = language.split("_")[0].split("-")[0]
    return BY_LANGUAGE.get(short) or PAGES_ALONE.get(short) or BY_LANGUAGE["en"]


def kind_words(kind: str, language: str) -> str:
    """What a kind of request is called in a letter."""
    return BY_LANGUAGE[language].kinds.get(kind) or (BY_KEY[kind].title if kind in BY_KEY else kind)


def ground_words(ground: str | None, language: str) -> str:
    """The ground of a refusal or of an extension in a sentence's middle."""
    words = BY_LANGUAGE[language]
    return words.grounds.get(ground or "") or words.extensions.get(ground or "", "")


def task_words(outcome: str | None, ground: str | None, language: str) -> str:
    """What became of one system."""
    words = BY_LANGUAGE[language].tasks.get(outcome or "", "")
    return f"{words} {ground_words(ground, language)}" if outcome == "kept" else words
