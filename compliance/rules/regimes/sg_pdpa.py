"""Singapore's Personal Data Protection Act and its regulations of 2021."""

from compliance.rules.regimes.regime import (
    BUSINESS_DAYS,
    CALENDAR_DAYS,
    SUNDAY,
    Clock,
    Extension,
    Period,
    Regime,
    Rollover,
)

REGIME = Regime(
    id="sg-pdpa",
    name="Singapore PDPA",
    status="in force",
    citation="PDPA ss. 16, 21, 22; PDP Regulations 2021 reg. 5",
    verified=False,
    clocks=(
        Clock(
            ("access", "amendment"),
            Period(30, CALENDAR_DAYS),
            "PDP Regulations 2021 reg. 5",
            verified=False,
            extension=Extension(None, "no answer is possible in 30 days; the person is told in writing when", "reg. 5"),
            remark="The answer must come as soon as reasonably possible.",
        ),
        Clock(("withdraw_consent",), Period(10, BUSINESS_DAYS), "PDPC advisory guidelines on PDPA s. 16", verified=False),
        Clock(
            ("unsubscribe",),
            Period(10, BUSINESS_DAYS),
            "PDPC advisory guidelines on PDPA s. 16",
            verified=False,
            arguable=Period(21, CALENDAR_DAYS),
            remark="21 days are said to hold for a withdrawal under the Do Not Call rules.",
        ),
    ),
    counting="the day of receipt is not counted",
    rollover=Rollover(
        "Interpretation Act s. 50 may move a Sunday or public holiday, not a Saturday", certain=False, weekend=SUNDAY
    ),
    holidays=("SG",),
    appeal="Review by the PDPC.",
    records="Where access is refused, a copy at least until the 30th day after the refusal (reg. 8).",
)
