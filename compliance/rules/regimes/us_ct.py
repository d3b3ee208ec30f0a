"""Connecticut Data Privacy Act."""

from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-ct",
    "Connecticut CTDPA",
    "Conn. Gen. Stat. 42-518(c), (d)",
    verified=True,
    appeal_days=60,
    notes=("The amendments by SB 1295, from 1 July 2026, were not checked.",),
)
