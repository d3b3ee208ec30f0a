"""Utah Consumer Privacy Act."""

from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-ut",
    "Utah UCPA",
    "Utah Code 13-61-203",
    verified=True,
    notes=(
        "The 45 days do not apply where fraud is suspected and authentication fails.",
        "A right to correction is said to exist from 1 July 2026.",
    ),
)
