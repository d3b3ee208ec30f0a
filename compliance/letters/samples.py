"""A letter as it would look: filled in with the facts of nobody, for those who write its words."""

from datetime import date
from typing import Any

from compliance.letters.words import BY_LANGUAGE

REFERENCE = "PR-2026-000123"
WORDS = "First paragraph of ours.\n\n- one\n- two"


def facts(letter: str, language: str) -> dict[str, Any]:
    """Every fact that a letter may hold."""
    words = BY_LANGUAGE[language]
    ground = words.extensions["number"] if letter == "extended" else words.grounds["legal_duty"]
    return {
        "reference": REFERENCE, "due": date(2026, 12, 3), "until": date(2026, 11, 30), "pauses": True, "words": WORDS,
        "digits": "123456", "questions": [words.points["customer_number"], words.points["recent_activity"]],
        "link": "https://example.org/proof/7-x", "organisation": "Example Books", "signature": "Example Books\nLane 1",
        "kind": words.kinds["removal"], "kinds": [words.kinds["removal"], words.kinds["unsubscribe"]], "ground": ground,
        "results": [("Forum", words.tasks["done"]), ("Shop & Co", f"{words.tasks['kept']} {words.grounds['legal_duty']}")],
    }
