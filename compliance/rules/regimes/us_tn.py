"""Tennessee Information Protection Act."""

from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-tn",
    "Tennessee TIPA",
    "Tennessee Information Protection Act",
    verified=False,
    appeal_days=60,
)
