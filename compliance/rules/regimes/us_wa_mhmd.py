"""Washington My Health My Data Act."""

from compliance.rules.regimes.regime import CALENDAR_DAYS, Clock, Extension, Period, Regime, Rollover
from compliance.rules.regimes.us_state import GROUND, TIME_STATUTES, UNVERIFIED_PERSON, appeal_clock

REGIME = Regime(
    id="us-wa-mhmd",
    name="Washington My Health My Data RCW 19.373.040",
    status="in force",
    citation="RCW 19.373.040",
    verified=False,
    clocks=(
        Clock(
            ("access", "withdraw_consent", "removal"),
            Period(45, CALENDAR_DAYS),
            "RCW 19.373.040",
            verified=False,
            extension=Extension(Period(45, CALENDAR_DAYS), GROUND, "RCW 19.373.040"),
        ),
        appeal_clock("RCW 19.373.040", 45, verified=False),
    ),
    counting="the day of receipt is not counted",
    rollover=Rollover(TIME_STATUTES, certain=False),
    holidays=("US",),
    appeal="Appeal to the controller.",
    notes=(UNVERIFIED_PERSON, "Backups: six months from authentication."),
)
