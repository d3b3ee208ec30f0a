"""Triage: what a mail asks for, under which law, for whom, in which language, how surely, and because of which words.

Pure and offline: text in, `Findings` out. Rules over clauses, with the words of each language in `lexicon`. At most the
first READ characters of a text are read, which bounds the time whatever is sent; nothing follows from triage alone.
"""

from collections.abc import Mapping

from compliance.triage.clauses import clauses, fold
from compliance.triage.findings import Finding, Findings, Identifier, Span
from compliance.triage.law import law_of, rights_named
from compliance.triage.languages import ranked
from compliance.triage.lexicon import LEXICONS
from compliance.triage.rules import findings, heard, hits, weighed
from compliance.triage.voice import speaks_for_many

READ = 20_000
SUBJECT = 500
SHORT = 200
UNSPACED = frozenset(code for code, lexicon in LEXICONS.items() if not lexicon.spaced)

__all__ = ["Finding", "Findings", "Identifier", "Span", "triage"]


def triage(
    subject: str,
    text: str,
    *,
    language: str | None = None,
    country: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Findings:
    """What a mail with this subject and this new text asks for.

    `language` is a hint (ISO 639-1), `country` that of the person or of the address written to (ISO 3166-1, two
    letters), `headers` those of the mail. Only the first 20,000 characters of the text are read.
    """
    subject, text = subject[:SUBJECT], text[:READ]
    tongues = ranked(fold(f"{subject}\n{text}"))
    code = (tongues or [language or ""])[0] or None
    chosen = [LEXICONS[c] for c in dict.fromkeys([*tongues[:3], "en"]) if c in LEXICONS]
    if len(text) < SHORT and len(tongues) < 2:
        chosen = list(LEXICONS.values())
    pieces = [*clauses(subject, "subject"), *clauses(text, "text")]
    counting = heard([p for p in pieces if p.field == "subject"], [p for p in pieces if p.field == "text"])
    spoken = code in UNSPACED or not speaks_for_many(fold(text))
    requests = () if not spoken else findings(weighed(hits(counting, chosen), rights_named(counting, chosen)))
    law, law_evidence = law_of(pieces, country)
    return Findings(requests, law, law_evidence, code, sure=bool(requests) and requests[0].confidence >= 0.85)
