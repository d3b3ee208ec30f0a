"""New Hampshire privacy act."""

from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-nh",
    "New Hampshire",
    "New Hampshire privacy act",
    verified=False,
    appeal_days=60,
)
