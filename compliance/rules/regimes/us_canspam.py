"""United States CAN-SPAM Act: opting out of commercial mail."""

from compliance.rules.regimes.regime import BUSINESS_DAYS, Clock, Period, Regime

REGIME = Regime(
    id="us-canspam",
    name="US CAN-SPAM",
    status="in force",
    citation="15 U.S.C. 7704(a)(4)(A); 16 CFR 316.5",
    verified=False,
    clocks=(Clock(("unsubscribe",), Period(10, BUSINESS_DAYS), "15 U.S.C. 7704(a)(4)(A)", verified=False),),
    holidays=("US",),
    records="Keep the suppression.",
    notes=(
        "Business days are not defined: federal holidays are used.",
        "No fee and nothing but the e-mail address and preferences may be asked; one reply or page must do (16 CFR 316.5).",
        "The mechanism must work for 30 days after sending.",
    ),
)
