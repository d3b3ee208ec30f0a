"""Canada's Anti-Spam Legislation: unsubscribing. The count starts when the person sent the request."""

from compliance.rules.regimes.regime import BUSINESS_DAYS, SENDING, Clock, Period, Regime

REGIME = Regime(
    id="ca-casl",
    name="Canada CASL",
    status="in force",
    citation="S.C. 2010, c. 23, s. 11(3)",
    verified=False,
    clocks=(
        Clock(
            ("unsubscribe",),
            Period(10, BUSINESS_DAYS),
            "CASL s. 11(3)",
            verified=False,
            remark="To be done without delay; ten business days are the most.",
        ),
    ),
    counting="CASL s. 11(3)",
    begins=SENDING,
    holidays=("CA",),
    records="Proof of consent is on the sender; no fixed period.",
    notes=("'Business day' is not defined: federal holidays are used.", "The mechanism must stay valid for 60 days."),
)
