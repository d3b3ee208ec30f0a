"""Virginia Consumer Data Protection Act."""

from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-va",
    "Virginia CDPA",
    "Va. Code 59.1-577",
    verified=True,
    appeal_days=60,
)
