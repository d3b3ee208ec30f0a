"""California Delete Act: deletion by data brokers through the state's platform, DROP."""

from datetime import date

from compliance.rules.regimes.regime import CALENDAR_DAYS, Clock, Period, Regime, Rollover
from compliance.rules.regimes.us_ca_ccpa import GENERAL_STATUTES

REGIME = Regime(
    id="us-ca-delete-act",
    name="California Delete Act (data brokers, DROP)",
    status="in force",
    citation="Cal. Civ. Code 1798.99.86",
    verified=False,
    clocks=(
        Clock(
            ("removal",),
            Period(45, CALENDAR_DAYS),
            "Cal. Civ. Code 1798.99.86(c)",
            verified=False,
            remark="DROP must be polled at least every 45 days and deletion repeated every 45 days.",
        ),
    ),
    counting="Gov. Code 6800: the first day is excluded, the last included",
    rollover=Rollover(GENERAL_STATUTES, certain=False),
    holidays=("US", "US-CA"),
    in_force_from=date(2026, 8, 1),
)
