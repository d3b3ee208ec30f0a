"""Triage: what a mail asks for, under which law, for whom, in which language, how surely, and because of which words.

Pure and offline: text in, `Findings` out. Rules over clauses, with the words of each language in `lexicon`. At most the
first READ characters of a text are read, which bounds the time whatever is sent; nothing follows from triage alone.
"""

from collections.abc import Mapping

from compliance.triage.clauses import clauses, fold
from compliance.triage.findings import AMENDMENT, Finding, Findings, Identifier, Span
from compliance.triage.identifiers import identifiers
from compliance.triage.languages import ranked
from compliance.triage.law import law_of, rights_named
from compliance.triage.lexicon import LEXICONS, Lexicon
from compliance.triage.persons import on_behalf, urgency
from compliance.triage.rules import findings, heard, hits, weighed
from compliance.triage.voice import speaks_for_many

READ = 20_000
SUBJECT = 500
SHORT = 200  # a text so short may be in any language
LIKELY = 3
LONG = 1500
SURE = 0.85
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
    code, lexicons = _languages(f"{subject}\n{text}", language)
    head, body = clauses(subject, "subject"), clauses(text, "text")
    requests: tuple[Finding, ...] = ()
    if code is None or code in UNSPACED or not speaks_for_many(fold(text)):
        counting = heard(head, body)
        requests = findings(weighed(hits(counting, lexicons), rights_named(counting, lexicons)))
        if code is None and not requests:  # in a language without words here an article may be all that can be read
            requests = findings(rights_named(counting, ()))
    law, law_evidence = law_of([*head, *body], country)
    behalf = on_behalf(body)
    corrected = any(request.kind == AMENDMENT for request in requests)
    told = (*identifiers("subject", subject, corrected), *identifiers("text", text, corrected)) if requests else ()
    return Findings(
        requests=requests,
        law=law,
        law_evidence=law_evidence,
        language=code,
        identifiers=told,
        on_behalf=behalf,
        urgency=urgency(body, behalf) if requests else (),
        sure=bool(requests) and requests[0].confidence >= SURE and (code is not None or len(text) < SHORT),
    )


def _languages(text: str, hint: str | None) -> tuple[str | None, list[Lexicon]]:
    """The language, and the words to look for: of the likeliest languages, of English, of all where nothing tells."""
    likely, certain = ranked(fold(text))
    code = likely[0] if likely else hint
    if not certain and len(text) < SHORT:
        return code, list(LEXICONS.values())
    wanted = likely[: 1 if certain else LIKELY]
    if not certain or len(text) < LONG:
        wanted = [*wanted, "en"]  # a short letter may well mix its language with English
    return code, [LEXICONS[each] for each in dict.fromkeys(wanted) if each in LEXICONS]
