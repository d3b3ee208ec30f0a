"""Canada's Personal Information Protection and Electronic Documents Act."""

from compliance.rules.regimes.regime import CALENDAR_DAYS, SUNDAY, Clock, Extension, Period, Regime, Rollover

REGIME = Regime(
    id="ca-pipeda",
    name="Canada PIPEDA",
    status="in force",
    citation="PIPEDA s. 8",
    verified=True,
    clocks=(
        Clock(
            ("access", "amendment"),
            Period(30, CALENDAR_DAYS),
            "PIPEDA s. 8(3)",
            verified=True,
            extension=Extension(
                Period(30, CALENDAR_DAYS),
                "answering in time would interfere unreasonably with activities, or consultations are needed",
                "PIPEDA s. 8(4)",
            ),
        ),
    ),
    counting="PIPEDA s. 8(3)",
    rollover=Rollover("Interpretation Act s. 26 may move a holiday or Sunday, not a Saturday", certain=False, weekend=SUNDAY),
    holidays=("CA",),
    appeal="Complaint to the Privacy Commissioner; silence is a refusal.",
    records="What was asked for must be kept until every recourse is exhausted (s. 8(8)).",
    notes=(
        "The request must be in writing.",
        "For conversion to an alternative format the extension is as long as necessary.",
    ),
)
