"""United Kingdom Data Protection Act 2018 s. 164A: complaints to the controller."""

from datetime import date

from compliance.rules.regimes.regime import CALENDAR_DAYS, Clock, Period, Regime, Rollover

REGIME = Regime(
    id="uk-complaint-s164A",
    name="UK DPA 2018 s.164A data protection complaint",
    status="in force",
    citation="Data Protection Act 2018 s.164A",
    verified=False,
    clocks=(
        Clock(
            ("complaint",),
            None,
            "DPA 2018 s.164A",
            verified=False,
            acknowledge=Period(30, CALENDAR_DAYS),
            remark="The complaint itself must be dealt with without undue delay.",
        ),
    ),
    counting="the day after receipt is day 1",
    rollover=Rollover("ICO guidance on complaints: end of the next working day", certain=True),
    holidays=("GB",),
    in_force_from=date(2026, 6, 19),
)
