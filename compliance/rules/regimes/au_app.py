"""Australia's Privacy Act 1988, Australian Privacy Principles 12 (access) and 13 (correction).

An agency has 30 days, an organisation a reasonable period. `au-app` is for whoever has not said which it is: it plans with
the 30 days.
"""

from compliance.rules.regimes.regime import CALENDAR_DAYS, Clock, Period, Regime, Rollover

KINDS = ("access", "amendment")
GENERALLY = "The regulator (OAIC) holds that it should generally be at most 30 days."


def _app(id: str, name: str, clock: Clock) -> Regime:  # noqa: A002
    return Regime(
        id=id,
        name=name,
        status="in force",
        citation="Privacy Act 1988, APP 12 and 13",
        verified=False,
        clocks=(clock,),
        counting="the day of receipt is not counted",
        rollover=Rollover("Acts Interpretation Act 1901 s. 36 may move it", certain=False),
        holidays=("AU",),
        appeal="Complaint to the OAIC.",
    )


THIRTY_DAYS = Period(30, CALENDAR_DAYS)
REGIME = _app(
    "au-app",
    "Australia Privacy Act APP 12/13",
    Clock(
        KINDS, THIRTY_DAYS, "APP 12.4(a)(i), 13.5(a)(i)", verified=False,
        remark="The 30 days bind agencies; an organisation has a reasonable period (au-app12-organisation).",
    ),
)
AGENCY = _app(
    "au-app12-agency",
    "Australia Privacy Act APP 12/13, agencies",
    Clock(KINDS, THIRTY_DAYS, "APP 12.4(a)(i), 13.5(a)(i)", verified=False),
)
ORGANISATION = _app(
    "au-app12-organisation",
    "Australia Privacy Act APP 12/13, organisations",
    Clock(KINDS, None, "a reasonable period, APP 12.4(a)(ii), 13.5(a)(ii)", verified=False, remark=GENERALLY),
)
