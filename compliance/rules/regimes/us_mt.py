"""Montana Consumer Data Privacy Act."""

from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-mt",
    "Montana MCDPA",
    "Mont. Code 30-14-2808",
    verified=False,
    appeal_days=60,
    time_statutes="Mont. Code 1-1-306 may move a last day that is a holiday, the act does not",
)
