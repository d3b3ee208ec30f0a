"""Clause by clause: which patterns match, what speaks against them, and what the whole mail makes of it.

A pattern counts less in a clause that does not ask, and not at all in one that reports, refuses, speaks in general or
quotes somebody else's offer. Then the whole is weighed: a repeated request or a complaint about one that was not answered
names the old request, and does not make it anew; a printed newsletter is nobody's wish to leave it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from compliance.triage.clauses import Clause
from compliance.triage.findings import ACCESS, AMENDMENT, COMPLAINT, OBJECTION, REMOVAL, UNSUBSCRIBE, Finding, Span
from compliance.triage.gist import forbidden, gists
from compliance.triage.lexicon import LEXICONS, Lexicon, Pattern, directory
from compliance.triage.voice import FIRST, WORD

STRONG, ASKED, SAID, GUESSED, HARDLY_GUESSED, ENOUGH = 0.94, 0.9, 0.72, 0.66, 0.55, 0.5
OPENING = re.compile(
    r"[\W\d_]*(?:(?:re|aw|fwd?|sv|hi|hello|hallo|and|then|also|so|just|first|second|finally|to whom it may "
    r"concern)\b[\W_]*){0,3}"
)
REPLY = re.compile(r"\W*(?:re|aw|fwd?|fw|wg|sv|vs|antw|odp|rv|tr|res?|ynt|回复|答复)\s*(?:\[\d+\])?\s*:")
BRIEF, FEW, SEVERAL = 120, 250, 700  # characters of a text in which any clause, more, and something is guessed
TERSE = 60  # characters of an answer in which any clause is guessed
PLAIN = frozenset({REMOVAL, UNSUBSCRIBE, AMENDMENT})  # what may be told in bits
RIGHTS = tuple(
    re.compile(rf"(?<![^\W\d_])(?:{stems})")
    for stems in (
        r"rectif|correct|bericht|rettif|retific|sprostow|ratt(?:a|else)|berigtig|oikais|oprav",
        r"eras|delet|losch|effac|supre|cancell|apag|elimin|usuni|rader|slet|poist|vymaz|wissing|verwijder",
        r"restrict|einschrank|limit|beperk|ogranicz|begrans|begrens|rajoit|omez",
        r"object|widerspr|oppos|opon|bezwaar|sprzeciw|invand|indsig|innsig|vastust|namit|oposi",
        r"complain|beschwer|reclam|plainte|klacht|skarg|klag|valit|stiznost",
    )
)
LISTING = re.compile(
    r"exist|besteh|rights? (?:to|of)|recht(?:e|s)? auf|droits? |derecho|diritt|direito|recht op|praw[oa]|ratt|oikeu|prav"
)
MANY = 3
TELLING = 15  # words of a text that would say I or please if it asked
HARDLY, FOOT = 30, 350  # characters: of a text that says hardly anything; from where on a footer may begin
Hits = dict[str, list[tuple[float, Span]]]
Matches = list[tuple[Pattern, re.Match[str]]]


def is_answer(subject: Sequence[Clause]) -> bool:
    """Whether the subject says that a mail answers another."""
    return bool(subject and REPLY.match(subject[0].words))


def heard(subject: Sequence[Clause], text: Sequence[Clause]) -> list[Clause]:
    """The clauses that count: the subject of an answer is not its writer's own, unless he writes hardly more."""
    answer = is_answer(subject)
    letters = sum(len(clause.words) for clause in text)
    return [*(subject if not answer or letters < HARDLY else ()), *text]


def hits(clauses: Sequence[Clause], lexicons: Sequence[Lexicon]) -> Hits:
    """What each clause asks for, by kind, with the weight and the place of the words."""
    found: Hits = defaultdict(list)
    codes = tuple(lexicon.code for lexicon in lexicons)
    patterns = directory(codes)
    matched = [(clause, found_here) for clause in clauses if (found_here := clause.found(patterns))]
    words = [word for clause in clauses if clause.field == "text" for word in WORD.findall(clause.words)] if matched else []
    personal = len(words) < TELLING or not FIRST.isdisjoint(words)
    for clause, found_here in matched:
        here: Hits = defaultdict(list)
        for lexicon, matches in _by_language(found_here):
            for kind, weight, match in _counting(clause, lexicon, matches, personal):
                here[kind].append((weight, clause.span(match)))
        if (REMOVAL in here or UNSUBSCRIBE in here) and forbidden(clause, codes):
            here = {kind: places for kind, places in here.items() if kind not in (REMOVAL, UNSUBSCRIBE)}
        if here and enumerates(clause.words):
            here = {kind: places for kind, places in here.items() if kind == ACCESS}
        for kind in _told_apart(here):
            found[kind].extend(here[kind])
    return found


def enumerates(words: str) -> bool:
    """Whether a folded clause lists the rights that people have, as letters that ask for access do."""
    return bool(LISTING.search(words)) and sum(bool(right.search(words)) for right in RIGHTS) >= MANY


def guesses(clauses: Sequence[Clause], text: Clause, lexicons: Sequence[Lexicon], found: Hits, brief: int = BRIEF) -> Hits:
    """What the clauses of a short text seem to ask for where no pattern says it; failing that, what the whole text seems to.

    In a text of more than `brief` letters only clauses count whose writer speaks of himself, and asks.
    """
    letters = sum(len(clause.words) for clause in clauses)
    if letters > (FEW if found else SEVERAL):
        return {}
    places = [span for spans in found.values() for _, span in spans]
    silent = [clause for clause in clauses if not any(clause.holds(span) for span in places)]
    if letters > brief:
        silent = [clause for clause in silent if not FIRST.isdisjoint(WORD.findall(clause.words))]
        silent = [clause for clause in silent if any(lexicon.asking.search(clause.words) for lexicon in lexicons)]
    guessed = _guessed(silent, lexicons, GUESSED)
    if not found and not guessed and _bare([text]) == _bare(clauses, text.field) <= brief:  # nothing of it is quoted
        guessed = {kind: at for kind, at in _guessed([text], lexicons, HARDLY_GUESSED, 2).items() if kind in PLAIN}
    if UNSUBSCRIBE in found:
        guessed.pop(REMOVAL, None)
    return guessed


def _bare(clauses: Iterable[Clause], field: str = "text") -> int:
    """The letters of the clauses of a field, without space."""
    return sum(len("".join(clause.words.split())) for clause in clauses if clause.field == field)


def _guessed(clauses: Iterable[Clause], lexicons: Sequence[Lexicon], weight: float, wide: int = 1) -> Hits:
    guessed: Hits = defaultdict(list)
    codes = tuple(lexicon.code for lexicon in lexicons)
    for clause in clauses:
        here: Hits = defaultdict(list)
        for code, kind, span in gists(clause, codes, wide):
            if not LEXICONS[code].blocking.search(clause.words):
                here[kind].append((weight, span))
        for kind in _told_apart(here):
            guessed[kind].extend(here[kind])
    return guessed


def _told_apart(here: Hits) -> set[str]:
    """The kinds of one clause without those that the words of another already explain."""
    kinds = set(here)
    if COMPLAINT in kinds:
        return {COMPLAINT}
    if OBJECTION in kinds:
        kinds.discard(UNSUBSCRIBE)
    if ACCESS in kinds and all(weight == GUESSED for weight, _ in here.get(REMOVAL, ())):
        kinds.discard(REMOVAL)
    if {UNSUBSCRIBE, REMOVAL} <= kinds and all(
        any(span.start < other.end and other.start < span.end for _, other in here[UNSUBSCRIBE]) for _, span in here[REMOVAL]
    ):
        kinds.discard(REMOVAL)
    return kinds


def _by_language(found: list[tuple[tuple[Lexicon, Pattern], re.Match[str]]]) -> Iterable[tuple[Lexicon, Matches]]:
    groups: dict[str, tuple[Lexicon, Matches]] = {}
    for (lexicon, pattern), match in found:
        groups.setdefault(lexicon.code, (lexicon, []))[1].append((pattern, match))
    return groups.values()


def _counting(
    clause: Clause, lexicon: Lexicon, matches: Matches, personal: bool = True
) -> list[tuple[str, float, re.Match[str]]]:
    """Of the matches in a clause those that count, each with its kind and weight.

    What is put between quotes is spoken of, not asked; nor is anything in a text that says neither I nor please.
    """
    matches = [(pattern, match) for pattern, match in matches if not _quoted(clause.words, match)]
    if not matches or lexicon.blocking.search(clause.words):
        return []
    asks = bool(lexicon.asking.search(clause.words))
    if not asks and not personal and lexicon.spaced:
        return []
    threat = bool(lexicon.threatening.search(clause.words))
    weighed = [(p.kind, _weight(p, m, clause, asks), m) for p, m in matches if not (threat and p.kind == COMPLAINT)]
    footer = clause.field == "text" and clause.start > FOOT and FIRST.isdisjoint(WORD.findall(clause.words))
    return [each for each in weighed if each[1] > 0 and not (footer and each[0] == UNSUBSCRIBE)]


def _quoted(words: str, match: re.Match[str]) -> bool:
    """Whether a match stands in short quotes within a longer sentence."""
    before, after = words.rfind('"', 0, match.start() + 1), words.find('"', match.end() - 1)
    return before >= 0 <= after and words.count('"', 0, match.start() + 1) % 2 == 1 and after - before < len(words.strip()) - 2


def _weight(pattern: Pattern, match: re.Match[str], clause: Clause, asks: bool) -> float:
    opening = OPENING.match(clause.words)
    begins = opening is not None and match.start() <= opening.end()
    if pattern.strength == "!":
        return STRONG
    if asks or begins:
        return ASKED
    return 0.0 if pattern.strength == "?" and clause.field == "text" else SAID


def findings(found: Hits) -> tuple[Finding, ...]:
    """One finding for each kind that is likely enough, the surest first."""
    made = []
    for kind, places in found.items():
        doubt = 1.0
        for weight in sorted((w for w, _ in places), reverse=True)[:3]:
            doubt *= 1 - weight * (1 if doubt == 1.0 else 0.4)
        if 1 - doubt >= ENOUGH:
            spans = tuple(dict.fromkeys(span for _, span in sorted(places, key=lambda p: -p[0])[:6]))
            made.append(Finding(kind, round(min(0.99, 1 - doubt), 3), spans))
    return tuple(sorted(made, key=lambda finding: -finding.confidence))


def weighed(spoken: Hits, by_article: Hits) -> Hits:
    """All that was found: of a complaint the articles of the old request are left out."""
    both: Hits = defaultdict(list)
    for part in (spoken, by_article):
        for kind, places in part.items():
            if COMPLAINT in spoken and part is by_article and kind != COMPLAINT:
                continue
            both[kind].extend(places)
    return both
