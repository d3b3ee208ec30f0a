"""Australia's Spam Act 2003: unsubscribing. Day 1 is the day on which the request was sent."""

from compliance.rules.regimes.regime import BUSINESS_DAYS, SENDING, Clock, Period, Regime

REGIME = Regime(
    id="au-spam",
    name="Australia Spam Act 2003",
    status="in force",
    citation="Spam Act 2003 s. 18, Sch. 2 cl. 6",
    verified=False,
    clocks=(
        Clock(
            ("unsubscribe",), Period(5, BUSINESS_DAYS, first_day_counts=True), "Spam Act 2003 Sch. 2 cl. 6", verified=False
        ),
    ),
    counting="Spam Act 2003 Sch. 2 cl. 6",
    begins=SENDING,
    holidays=("AU",),
    notes=("The public holidays of the recipient's place count.", "The unsubscribe address must work for 30 days (s. 18)."),
)
