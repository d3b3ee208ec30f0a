"""New Jersey Data Privacy Act."""

from compliance.rules.regimes.regime import CALENDAR_DAYS, Clock, Period
from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-nj",
    "New Jersey NJDPA",
    "N.J.S.A. 56:8-166.7",
    verified=True,
    own_clocks=(
        Clock(
            ("opt_out_of_sale", "objection", "withdraw_consent"),
            Period(15, CALENDAR_DAYS),
            "NJDPA, opt-out and revocation of consent",
            verified=False,
            arguable=Period(45, CALENDAR_DAYS),
        ),
    ),
    appeal_days=45,
)
