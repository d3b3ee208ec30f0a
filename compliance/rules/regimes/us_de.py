"""Delaware Personal Data Privacy Act."""

from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-de",
    "Delaware PDPA",
    "Delaware Personal Data Privacy Act",
    verified=False,
    appeal_days=60,
)
