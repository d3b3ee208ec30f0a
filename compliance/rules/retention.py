"""How long personal data is kept, from when, why, and what remains: the rules, as they are argued for with a supervisor.

A rule counts months from an anchor: the last closing of the ticket (a reopened one counts anew), its arrival, or the day an
account was ended. The house may set other periods, for all tickets or those of one law or kind (`Setting`); of those that fit a
request the most particular counts, of a ticket's requests the longest. No period is shorter than the law's own duty to keep
records (`Regime.records_months`): 24 months under 11 CCR 7101 for California, say.

GDPR Art. 5(1)(e) storage limitation beside Art. 5(2), 17(3)(b) and (e): what must or may be kept in spite of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from compliance.rules.lifecycle import SPAM
from compliance.rules.personal import IDENTIFIERS, PARTS, RAW, WORDS
from compliance.rules.regimes import BY_ID as LAWS

CLOSING, ARRIVAL, DECISION, ENDING, NEVER = "closing", "arrival", "decision", "ending", "never"
ANCHORS = {
    CLOSING: "the last closing of the ticket", ARRIVAL: "the day it came in", DECISION: "the decision about the request",
    ENDING: "the end of the account", NEVER: "no day: the program keeps none",
}
LONGEST = 240  # months
ANNOUNCE_DAYS = 14  # before the day, the officers are told
PILE, ACCOUNTS, PROOF, LOGS, SPAM_PILE = "pile", "accounts", "proof", "logs", "spam"


@dataclass(frozen=True)
class Rule:
    """One line of the register. `months` is the usual period, `parts` what of a ticket goes with it."""

    key: str
    what: str
    purpose: str
    ground: str
    months: int
    anchor: str
    remains: str
    parts: tuple[str, ...] = ()
    automatic: bool = False


RULES: tuple[Rule, ...] = (
    Rule(RAW, "The raw mail, byte for byte", "To show what came in, and to read it again should it have been misread",
         "GDPR Art. 6(1)(c) with 12(3), 5(2)", 12, CLOSING, "digest, size and time of the mail", (RAW,)),
    Rule(WORDS, "Words of the conversation, answers, notes and files", "To answer questions about the case and to defend it",
         "GDPR Art. 6(1)(f), 17(3)(e)", 24, CLOSING, "what was asked, each date, decision and ground, without words", (WORDS,)),
    Rule(IDENTIFIERS, "Name and addresses of the person", "To prove what was done for whom while claims can be brought",
         "GDPR Art. 17(3)(e)", 36, CLOSING, "a case without a person, and its whole trail", (IDENTIFIERS,)),
    Rule(SPAM_PILE, "Mails that a person found to be spam", "To find one that was put there by mistake",
         "GDPR Art. 6(1)(f)", 3, CLOSING, "that it came and who found it to be spam", PARTS, automatic=True),
    Rule(PILE, "Automatic mail that belongs to no ticket, reports of undeliverable mail among it",
         "To find an answer that looked automatic", "GDPR Art. 6(1)(f)", 6, ARRIVAL, "that it came", automatic=True),
    Rule(PROOF, "Documents by which somebody showed who they are", "To decide whether the request is theirs",
         "GDPR Art. 12(6); 11 CCR 7060(d)", 0, DECISION, "that proof was given, of which kind, and who accepted it",
         automatic=True),
    Rule(ACCOUNTS, "Name and address of a colleague whose account was ended", "To read who decided what",
         "GDPR Art. 6(1)(f)", 36, ENDING, "that a colleague acted, by number"),
    Rule(LOGS, "Logs of the program", "To run it", "GDPR Art. 6(1)(f)", 0, NEVER,
         "they hold numbers and codes, no names, addresses or words"),
)
BY_KEY: Mapping[str, Rule] = {rule.key: rule for rule in RULES}
OF_TICKETS = (RAW, WORDS, IDENTIFIERS, SPAM_PILE)
ADJUSTABLE = (*OF_TICKETS, PILE, ACCOUNTS)

# Grounds of a legal hold: code -> words.
HOLDS = {
    "claim": "a claim is brought or expected",
    "authority": "a supervisory authority looks into it",
    "court": "a court ordered it",
    "restriction": "the person asked for it to be kept (GDPR Art. 18(1)(c))",
}


@dataclass(frozen=True)
class Setting:
    """What the house says about a rule: for all, one law, one kind, or one kind under one law."""

    key: str
    months: int
    automatic: bool
    law: str | None = None
    kind: str | None = None

    def fits(self, kind: str, law: str) -> bool:
        """Whether it is meant for a request of this kind under this law."""
        return self.law in (None, law) and self.kind in (None, kind)

    @property
    def particular(self) -> int:
        """How particular it is."""
        return (self.law is not None) + (self.kind is not None)


@dataclass(frozen=True)
class Due:
    """That a part of a ticket goes on a day, by which rule, `months` after its closing; `why` is the law's own duty or none."""

    part: str
    key: str
    on: date
    months: int
    why: str
    automatic: bool


def plan(state: str, closed_on: date, asked: Iterable[tuple[str, str]], settings: Iterable[Setting]) -> tuple[Due, ...]:
    """When the parts of a closed ticket go; `asked` are the kind and law of its requests."""
    known, wanted = tuple(settings), tuple(asked) or (("", ""),)
    keys = (SPAM_PILE,) if state == SPAM else (RAW, WORDS, IDENTIFIERS)
    return tuple(_due(part, BY_KEY[key], closed_on, wanted, known) for key in keys for part in BY_KEY[key].parts)


def _due(
    part: str, rule: Rule, closed_on: date, asked: tuple[tuple[str, str], ...], settings: tuple[Setting, ...]
) -> Due:
    found = [_months(rule, kind, law, settings) for kind, law in asked]
    months, why, _ = max(found)
    return Due(part, rule.key, closed_on + relativedelta(months=months), months, why, all(one[2] for one in found))


def _months(rule: Rule, kind: str, law: str, settings: tuple[Setting, ...]) -> tuple[int, str, bool]:
    """The period for one request, the law that lengthens it, and whether it needs no release."""
    fitting = [one for one in settings if one.key == rule.key and one.fits(kind, law)]
    chosen = max(fitting, key=lambda one: one.particular, default=Setting(rule.key, rule.months, rule.automatic))
    duty = records_months(law) if rule.key != SPAM_PILE else 0
    return (duty, law, chosen.automatic) if duty > chosen.months else (chosen.months, "", chosen.automatic)


def records_months(law: str) -> int:
    """For how many months a law has records of requests kept at least; 0 where it says nothing."""
    return LAWS[law].records_months if law in LAWS else 0
