"""Triage: what a mail asks for, under which law, for whom, in which language, how surely, and because of which words.

Pure and offline: text in, `Findings` out. Rules over clauses, with the words of each language in `lexicon`. At most the
first READ characters of a text are read, which bounds the time whatever is sent; nothing follows from triage alone.
"""

from collections.abc import Mapping

from compliance.triage.asking import Letter, requests
from compliance.triage.clauses import Text
from compliance.triage.findings import AMENDMENT, Finding, Findings, Identifier, Span
from compliance.triage.identifiers import identifiers, sender
from compliance.triage.languages import ranked
from compliance.triage.law import law_of
from compliance.triage.lexicon import LEXICONS, Lexicon
from compliance.triage.persons import persons

READ = 20_000
SUBJECT = 500
SHORT = 200  # a text so short may be in any language
LIKELY = 3
LONG = 1500
SURE = 0.85

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
    letters; decides where no law is named), `headers` those of the mail, decoded, by name: the name in From is an identifier
    where the text has none, and nothing in a mail with List-Unsubscribe is sure. Only the first 20,000 characters of the
    text are read.
    """
    letter = read(subject, text, language)
    asked = requests(letter)
    law, law_evidence = law_of([*letter.subject, *letter.body], country)
    who, haste = persons(letter.body)
    corrected = any(request.kind == AMENDMENT for request in asked)
    told = (*identifiers(letter.title, corrected), *identifiers(letter.text, corrected)) if asked else ()
    if asked and headers and not any(each.kind == "name" for each in told):
        told = (*sender(headers), *told)
    printed = any(name.lower() == "list-unsubscribe" for name in headers or ())
    return Findings(
        requests=asked,
        law=law,
        law_evidence=law_evidence,
        language=letter.language,
        identifiers=told,
        on_behalf=who,
        urgency=haste if asked else (),
        sure=bool(asked) and asked[0].confidence >= SURE and (letter.language is not None or len(text) < SHORT) and not printed,
    )


def read(subject: str, text: str, language: str | None = None) -> Letter:
    """The mail cut into clauses, with the words to look for; `language` is a hint."""
    title, words = Text.of("subject", subject[:SUBJECT]), Text.of("text", text[:READ])
    return Letter.of(title, words, *_languages(f"{title.folded}\n{words.folded}", language))


def _languages(folded: str, hint: str | None) -> tuple[str | None, list[Lexicon]]:
    """The language, and the words to look for: of the likeliest languages, of English, of all where nothing tells."""
    likely, certain = ranked(folded)
    code = likely[0] if likely else hint
    if not certain and len(folded) < SHORT:
        return code, list(LEXICONS.values())
    wanted = likely[: 1 if certain else LIKELY]
    if not certain or len(folded) < LONG:
        wanted = [*wanted, "en"]  # a short letter may well mix its language with English
    return code, [LEXICONS[each] for each in dict.fromkeys(wanted) if each in LEXICONS]
