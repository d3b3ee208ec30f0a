"""The words of each language, as tables: one module a language or family."""

from collections.abc import Sequence
from functools import lru_cache

from compliance.triage.beginnings import Directory
from compliance.triage.lexicon.de import GERMAN
from compliance.triage.lexicon.dutch import DUTCH
from compliance.triage.lexicon.en import ENGLISH
from compliance.triage.lexicon.es import SPANISH
from compliance.triage.lexicon.fr import FRENCH
from compliance.triage.lexicon.further import AZERBAIJANI, CHINESE, GREEK, HUNGARIAN, JAPANESE, KOREAN, TURKISH
from compliance.triage.lexicon.italic import ITALIAN, PORTUGUESE, ROMANIAN
from compliance.triage.lexicon.lexicon import Lexicon, Pattern
from compliance.triage.lexicon.nordic import DANISH, FINNISH, NORWEGIAN, SWEDISH
from compliance.triage.lexicon.slavic import CROATIAN, CZECH, POLISH, RUSSIAN

LEXICONS: dict[str, Lexicon] = {
    lexicon.code: lexicon
    for lexicon in (
        ENGLISH,
        GERMAN,
        FRENCH,
        SPANISH,
        ITALIAN,
        PORTUGUESE,
        ROMANIAN,
        DUTCH,
        SWEDISH,
        DANISH,
        NORWEGIAN,
        FINNISH,
        CZECH,
        POLISH,
        CROATIAN,
        RUSSIAN,
        TURKISH,
        AZERBAIJANI,
        GREEK,
        HUNGARIAN,
        CHINESE,
        JAPANESE,
        KOREAN,
    )
}


@lru_cache(maxsize=64)
def directory(codes: Sequence[str]) -> Directory[tuple[Lexicon, Pattern]]:
    """The patterns of these languages, filed under how they begin."""
    chosen = [LEXICONS[code] for code in codes]
    return Directory((p.expression, p.begins, (lexicon, p)) for lexicon in chosen for p in lexicon.patterns)


__all__ = ["LEXICONS", "Lexicon", "Pattern", "directory"]
