"""The words of each language, as tables: one module a language or family."""

from compliance.triage.lexicon.en import ENGLISH
from compliance.triage.lexicon.lexicon import Lexicon, Pattern

LEXICONS: dict[str, Lexicon] = {lexicon.code: lexicon for lexicon in (ENGLISH,)}

__all__ = ["LEXICONS", "Lexicon", "Pattern"]
