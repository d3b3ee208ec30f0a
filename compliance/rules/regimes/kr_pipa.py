"""South Korea's Personal Information Protection Act and its Enforcement Decree."""

from compliance.rules.regimes.regime import CALENDAR_DAYS, Clock, Extension, Period, Regime, Rollover

TEN_DAYS = Period(10, CALENDAR_DAYS)
EXTENSION = Extension(None, "postponed with the reason told; then without delay", "PIPA Enforcement Decree")

REGIME = Regime(
    id="kr-pipa",
    name="South Korea PIPA",
    status="in force",
    citation="PIPA Enforcement Decree arts. 41(4), 43(3)",
    verified=True,
    clocks=(
        Clock(("amendment", "removal"), TEN_DAYS, "Enforcement Decree art. 43(3)", verified=True, extension=EXTENSION),
        Clock(("access",), TEN_DAYS, "Enforcement Decree art. 41(4)", verified=False, extension=EXTENSION),
        Clock(("restriction", "objection"), TEN_DAYS, "PIPA Enforcement Decree", verified=False, extension=EXTENSION),
    ),
    counting="the day of receipt is not counted",
    rollover=Rollover("Civil Act art. 161 may move it to the next day", certain=False),
    holidays=("KR",),
)
