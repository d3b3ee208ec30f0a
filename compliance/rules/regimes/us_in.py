"""Indiana Consumer Data Protection Act."""

from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-in",
    "Indiana ICDPA",
    "Indiana Consumer Data Protection Act",
    verified=False,
    appeal_days=60,
)
