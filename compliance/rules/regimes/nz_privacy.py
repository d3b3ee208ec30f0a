"""New Zealand's Privacy Act 2020: working days, with a break around New Year."""

from compliance.rules.regimes.regime import BUSINESS_DAYS, Break, Clock, Extension, Period, Regime

REGIME = Regime(
    id="nz-privacy",
    name="New Zealand Privacy Act 2020",
    status="in force",
    citation="Privacy Act 2020 ss. 44, 65",
    verified=False,
    clocks=(
        Clock(
            ("access", "amendment"),
            Period(20, BUSINESS_DAYS),
            "Privacy Act 2020 s. 44",
            verified=False,
            extension=Extension(None, "a reasonable period, with reasons and the right to complain told", "s. 65"),
            remark="A request that belongs elsewhere is passed on within ten working days.",
        ),
    ),
    counting="the day after receipt is day 1",
    holidays=("NZ",),
    nationwide=True,
    closed=Break((12, 25), (1, 2)),
    arguable_closed=Break((12, 25), (1, 15)),
    appeal="Complaint to the Privacy Commissioner.",
    notes=(
        "Regional anniversary days are working days.",
        "The break of the 1993 Act lasted from 25 December to 15 January; for that of 2020 a shorter one is planned with.",
    ),
)
