"""The field's own words in the languages that letters are written in: kinds, grounds, outcomes of a system's task."""

from compliance.rules import lifecycle
from compliance.rules.kinds import KINDS

KIND_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "removal": "removal of your data", "amendment": "correction of your data", "unsubscribe": "no more mailings",
        "access": "a copy of your data", "portability": "your data to take elsewhere",
        "objection": "your objection to the use of your data", "restriction": "restricted use of your data",
        "opt_out_of_sale": "no sale or sharing of your data", "limit_sensitive": "limited use of your sensitive data",
        "withdraw_consent": "withdrawal of your consent", "complaint": "your complaint",
    },
    "de": {
        "removal": "Löschung Ihrer Daten", "amendment": "Berichtigung Ihrer Daten", "unsubscribe": "keine Zusendungen mehr",
        "access": "Auskunft über Ihre Daten", "portability": "Ihre Daten zum Mitnehmen",
        "objection": "Ihr Widerspruch gegen die Nutzung Ihrer Daten", "restriction": "eingeschränkte Nutzung Ihrer Daten",
        "opt_out_of_sale": "kein Verkauf und keine Weitergabe Ihrer Daten",
        "limit_sensitive": "beschränkte Nutzung Ihrer sensiblen Daten",
        "withdraw_consent": "Widerruf Ihrer Einwilligung", "complaint": "Ihre Beschwerde",
    },
}

GROUND_WORDS: dict[str, dict[str, str]] = {
    "en": dict(lifecycle.GROUNDS),
    "de": {
        "not_identified": "wir konnten nicht feststellen, dass die Daten Ihre sind (Art. 12 Abs. 2 und 6 DSGVO)",
        "legal_duty": "ein Gesetz verpflichtet uns, die Daten aufzubewahren (Art. 17 Abs. 3 Buchst. b DSGVO)",
        "legal_claims": "die Daten werden für Rechtsansprüche gebraucht (Art. 17 Abs. 3 Buchst. e DSGVO)",
        "expression": "das Recht auf freie Meinungsäußerung und Information überwiegt (Art. 17 Abs. 3 Buchst. a DSGVO)",
        "accurate": "die Daten wurden geprüft und sind richtig (Art. 16 DSGVO)",
        "excessive": "der Antrag ist offenkundig unbegründet oder exzessiv (Art. 12 Abs. 5 DSGVO)",
        "nothing_held": "wir haben keine Daten über Sie",
        "not_covered": "das Gesetz gibt dieses Recht in diesem Fall nicht",
    },
}

TASK_WORDS: dict[str, dict[str, str]] = {
    "en": {"done": "done", "kept": "kept, because", "nothing_found": "nothing found"},
    "de": {"done": "erledigt", "kept": "aufbewahrt, denn", "nothing_found": "nichts gefunden"},
}


def kind_words(kind: str, language: str) -> str:
    """What a kind of request is called in a letter."""
    return KIND_WORDS[language].get(kind, {k.key: k.title for k in KINDS}.get(kind, kind))


def ground_words(ground: str | None, language: str) -> str:
    """The ground of a refusal in a sentence's middle."""
    return GROUND_WORDS[language].get(ground or "", "")


def task_words(outcome: str | None, ground: str | None, language: str) -> str:
    """What became of one system."""
    words = TASK_WORDS[language].get(outcome or "", "")
    return f"{words} {ground_words(ground, language)}" if outcome == "kept" else words
