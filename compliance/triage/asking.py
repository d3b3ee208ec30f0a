"""What a mail asks for: by the rules, and by the second opinion where the text is short and the rules are silent or unsure.

The rules speak first. Where they found nothing in a text of at most BRIEF characters, and the model thinks it unlikely that
nothing is asked, its likeliest kind is found, never surely, so that a person looks. Where they are unsure, and the model
thinks it likely that nothing is asked, nothing is found.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from compliance.triage.clauses import Clause, Text, clauses, whole
from compliance.triage.findings import Finding
from compliance.triage.law import rights_named
from compliance.triage.lexicon import LEXICONS, Lexicon
from compliance.triage.opinion import KNOWN, NONE, features, opinion
from compliance.triage.rules import BRIEF, TERSE, findings, guesses, heard, hits, is_answer, weighed
from compliance.triage.voice import speaks_for_many

UNSPACED = frozenset(code for code, lexicon in LEXICONS.items() if not lexicon.spaced)
ASKS, ASKS_NOTHING = 0.5, 0.65  # likelihoods of none below which something is asked, and above which nothing is
UNSURE = 0.92
MOST = 0.65  # the confidence of what the model alone has found


@dataclass(frozen=True)
class Letter:
    """A mail cut into clauses: its subject and its text, the clauses of each, its language, and the words to look for."""

    title: Text
    text: Text
    subject: Sequence[Clause]
    body: Sequence[Clause]
    language: str | None
    lexicons: Sequence[Lexicon]

    @classmethod
    def of(cls, subject: Text, text: Text, language: str | None, lexicons: Sequence[Lexicon]) -> "Letter":
        """The letter with this subject and text."""
        return cls(subject, text, clauses(subject), clauses(text), language, lexicons)

    @property
    def heard(self) -> list[Clause]:
        """The clauses that count."""
        return heard(self.subject, self.body)


def requests(letter: Letter) -> tuple[Finding, ...]:
    """What is asked for, the surest first; nothing of print and of firms' letters."""
    if letter.language is not None and letter.language not in UNSPACED and speaks_for_many(letter.text):
        return ()
    found = by_rules(letter)
    short = sum(len(clause.words) for clause in letter.heard) <= BRIEF
    if short and all(each.confidence < UNSURE for each in found):
        return _seconded(letter, found)
    return found


def by_rules(letter: Letter) -> tuple[Finding, ...]:
    """What the rules find."""
    spoken = weighed(hits(letter.heard, letter.lexicons), rights_named(letter.heard, letter.lexicons))
    brief = TERSE if is_answer(letter.subject) else BRIEF
    found = findings(weighed(spoken, guesses(letter.heard, whole(letter.text), letter.lexicons, spoken, brief)))
    if letter.language is None and not found:  # in a language without words here an article may be all that can be read
        return findings(rights_named(letter.heard, ()))
    return found


def shown(letter: Letter, said: Sequence[Clause], found: Sequence[Finding]) -> list[int]:
    """What the model is shown of some clauses of a letter."""
    codes = (letter.language,) if letter.language else tuple(lexicon.code for lexicon in letter.lexicons)
    return features(said, codes, [each.kind for each in found])


def _seconded(letter: Letter, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    likely = opinion(shown(letter, letter.heard, found))
    if found:
        return () if likely[NONE] > ASKS_NOTHING else found
    if likely[NONE] >= ASKS or not letter.heard:
        return ()
    kind = max(KNOWN[1:], key=lambda each: likely[each])
    telling = max(letter.heard, key=lambda clause: opinion(shown(letter, [clause], ()))[kind])
    return (Finding(kind, MOST, (telling.all,)),)
