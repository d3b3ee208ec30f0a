"""Switzerland's Federal Act on Data Protection and its ordinance (DSV)."""

from compliance.rules.regimes.regime import CALENDAR_DAYS, Clock, Extension, Period, Regime, Rollover

REGIME = Regime(
    id="ch-nfadp",
    name="Switzerland nFADP",
    status="in force",
    citation="FADP art. 25; DSV art. 18",
    verified=True,
    clocks=(
        Clock(
            ("access",),
            Period(30, CALENDAR_DAYS),
            "DSV art. 18(1)",
            verified=True,
            extension=Extension(None, "the answer cannot be given in time; the person is told when it comes", "DSV art. 18(2)"),
        ),
    ),
    counting="DSV art. 18(1)",
    rollover=Rollover("general law on time limits may move a Saturday, Sunday or holiday", certain=False),
    holidays=("CH",),
)
