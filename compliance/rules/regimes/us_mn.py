"""Minnesota Consumer Data Privacy Act."""

from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-mn",
    "Minnesota MCDPA",
    "Minn. Stat. 325M.14",
    verified=False,
    appeal_days=45,
    appeal_extension_days=60,
    notes=("Social security, account and similar numbers must be described, never disclosed.",),
)
