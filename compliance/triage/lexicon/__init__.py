"""The words of each language, as tables: one module a language or family."""

from compliance.triage.lexicon.de import GERMAN
from compliance.triage.lexicon.en import ENGLISH
from compliance.triage.lexicon.es import SPANISH
from compliance.triage.lexicon.fr import FRENCH
from compliance.triage.lexicon.lexicon import Lexicon, Pattern

LEXICONS: dict[str, Lexicon] = {lexicon.code: lexicon for lexicon in (ENGLISH, GERMAN, FRENCH, SPANISH)}

__all__ = ["LEXICONS", "Lexicon", "Pattern"]
