"""Texas Data Privacy and Security Act."""

from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-tx",
    "Texas TDPSA",
    "Tex. Bus. & Com. Code 541.052",
    verified=True,
    appeal_days=60,
)
