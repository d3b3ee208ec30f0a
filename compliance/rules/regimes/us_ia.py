"""Iowa Consumer Data Protection Act: 90 days, the longest first period of the states."""

from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-ia",
    "Iowa ICDPA",
    "Iowa Code 715D.3",
    verified=False,
    days=90,
    appeal_days=60,
)
