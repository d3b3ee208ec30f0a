"""Nevada NRS 603A.510 and .515: consumer health data. The clock starts when the request is authenticated."""

from compliance.rules.regimes.regime import (
    AUTHENTICATION,
    CALENDAR_DAYS,
    IDENTITY,
    STARTS,
    Clock,
    Extension,
    PauseRule,
    Period,
    Regime,
    Rollover,
)
from compliance.rules.regimes.us_state import GROUND, TIME_STATUTES, appeal_clock

REGIME = Regime(
    id="us-nv-health",
    name="Nevada consumer health data NRS 603A.510/.515",
    status="in force",
    citation="NRS 603A.510, 603A.515",
    verified=True,
    clocks=(
        Clock(
            ("access", "withdraw_consent"),
            Period(45, CALENDAR_DAYS),
            "NRS 603A.510",
            verified=True,
            extension=Extension(Period(45, CALENDAR_DAYS), GROUND, "NRS 603A.510"),
        ),
        Clock(
            ("removal",),
            Period(30, CALENDAR_DAYS),
            "NRS 603A.515",
            verified=True,
            remark="Others who were given the data must be told and have 30 days; backups may take up to two years.",
        ),
        appeal_clock("NRS 603A", 45, verified=False),
    ),
    counting="the day of authentication is not counted",
    begins=AUTHENTICATION,
    pauses=(
        PauseRule((IDENTITY,), STARTS, "NRS 603A.510, .515", kinds=("access", "withdraw_consent", "removal")),
    ),
    rollover=Rollover(TIME_STATUTES, certain=False),
    holidays=("US",),
    appeal="Appeal to the controller.",
)
