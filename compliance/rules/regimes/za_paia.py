"""South Africa: Promotion of Access to Information Act and Protection of Personal Information Act."""

from compliance.rules.regimes.regime import (
    CALENDAR_DAYS,
    CLARIFICATION,
    IDENTITY,
    STARTS,
    SUNDAY,
    Clock,
    Extension,
    PauseRule,
    Period,
    Regime,
    Rollover,
)

REGIME = Regime(
    id="za-paia",
    name="South Africa POPIA/PAIA",
    status="in force",
    citation="PAIA ss. 53, 56, 57; POPIA s. 24",
    verified=True,
    clocks=(
        Clock(
            ("access", "amendment", "removal", "objection"),
            Period(30, CALENDAR_DAYS),
            "PAIA s. 56(1)",
            verified=True,
            extension=Extension(
                Period(30, CALENDAR_DAYS), "many records, a search elsewhere or consultation needed", "PAIA s. 57"
            ),
        ),
    ),
    counting="PAIA s. 56(1)",
    pauses=(
        PauseRule((IDENTITY, CLARIFICATION), STARTS, "PAIA s. 56(1): from receipt of the particulars required under s. 53(2)"),
    ),
    rollover=Rollover(
        "Interpretation Act 33 of 1957 s. 4 may move a Sunday or public holiday, not a Saturday", certain=False, weekend=SUNDAY
    ),
    holidays=("ZA",),
    appeal="Complaint to the Information Regulator, or the court.",
    notes=("The amendments of 2025 to the POPIA regulations were not checked.",),
)
