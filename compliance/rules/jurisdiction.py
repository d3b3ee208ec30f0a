"""From where somebody lives to the law that gives them their rights: only what is plain, everything else is the default law.

EU and EEA countries: GDPR (EEA Joint Committee Decision 154/2018). United Kingdom: UK GDPR. California: CCPA for the rights
that it gives. Anywhere in the United States, stopping mailings: CAN-SPAM, 15 U.S.C. 7704(a)(4).
"""

from compliance.rules.regimes import BY_ID

EEA = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU",
    "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
)
CALIFORNIA = "US-CA"
UNITED_STATES = "US"
UNITED_KINGDOM = "GB"


def law_for(place: str, kind: str) -> str | None:
    """The law for a kind of request of somebody who lives in `place` (ISO 3166 code); None where nothing is plain."""
    if place in EEA:
        law = "eu-gdpr"
    elif place == UNITED_KINGDOM:
        law = "uk-gdpr"
    elif place in {UNITED_STATES, CALIFORNIA} and kind == "unsubscribe":
        law = "us-canspam"
    elif place == CALIFORNIA:
        law = "us-ca-ccpa"
    else:
        return None
    return law if kind in BY_ID[law].kinds else None


def country_of(law: str) -> str | None:
    """The country (ISO 3166-1) whose law it is, by its id: GB for uk-gdpr; None for the European Union's."""
    land = law.partition("-")[0].upper()
    return {"UK": UNITED_KINGDOM, "EU": None}.get(land, land if len(land) == 2 else None)
