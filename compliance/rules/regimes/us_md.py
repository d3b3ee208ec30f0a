"""Maryland Online Data Privacy Act."""

from compliance.rules.regimes.regime import CALENDAR_DAYS, Clock, Period
from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-md",
    "Maryland MODPA",
    "Md. Com. Law 14-4705",
    verified=False,
    own_clocks=(
        Clock(
            ("withdraw_consent",), Period(30, CALENDAR_DAYS), "MODPA, revocation of consent", verified=False,
        ),
    ),
    appeal_days=60,
)
