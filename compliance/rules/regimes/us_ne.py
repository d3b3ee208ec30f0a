"""Nebraska Data Privacy Act."""

from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-ne",
    "Nebraska NDPA",
    "Nebraska Data Privacy Act",
    verified=False,
    appeal_days=60,
)
