"""Nevada NRS 603A.345: opting out of the sale of personal data."""

from compliance.rules.regimes.regime import (
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
from compliance.rules.regimes.us_state import TIME_STATUTES

REGIME = Regime(
    id="us-nv-sale",
    name="Nevada NRS 603A.345 sale opt-out",
    status="in force",
    citation="NRS 603A.345",
    verified=True,
    clocks=(
        Clock(
            ("opt_out_of_sale",),
            Period(60, CALENDAR_DAYS),
            "NRS 603A.345",
            verified=True,
            extension=Extension(Period(30, CALENDAR_DAYS), "reasonably necessary, with notice", "NRS 603A.345"),
        ),
    ),
    counting="the day of receipt is not counted",
    pauses=(
        PauseRule((IDENTITY,), STARTS, "NRS 603A.345 counts from receipt of the verified request", certain=False),
    ),
    rollover=Rollover(TIME_STATUTES, certain=False),
    holidays=("US",),
    appeal="No right of appeal.",
)
