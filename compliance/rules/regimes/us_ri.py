"""Rhode Island Data Transparency and Privacy Protection Act."""

from compliance.rules.regimes.regime import CALENDAR_DAYS, Clock, Period
from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-ri",
    "Rhode Island RIDTPPA",
    "Rhode Island Data Transparency and Privacy Protection Act",
    verified=False,
    own_clocks=(
        Clock(
            ("withdraw_consent",), Period(15, CALENDAR_DAYS), "RIDTPPA, revocation of consent", verified=False,
        ),
    ),
    appeal_days=60,
)
