"""EU General Data Protection Regulation; time limits counted by Regulation (EEC, Euratom) 1182/71."""

from compliance.rules.regimes.regime import (
    CALENDAR_MONTHS,
    CLARIFICATION,
    IDENTITY,
    SUSPENDS,
    Clock,
    Extension,
    PauseRule,
    Period,
    Regime,
    Rollover,
)

EXTENSION = Extension(
    by=Period(2, CALENDAR_MONTHS), ground="complexity and number of requests, with the reasons told", citation="GDPR Art. 12(3)"
)
MONTH = Period(1, CALENDAR_MONTHS)
WAITING = "EDPB Guidelines 01/2022 section 5.3: if asked without undue delay"

REGIME = Regime(
    id="eu-gdpr",
    name="EU GDPR",
    status="in force",
    citation="Regulation (EU) 2016/679, Arts. 12 to 22",
    verified=True,
    counting="Reg. 1182/71 Art. 3(2)(c)",
    clocks=(
        Clock(
            ("access", "amendment", "removal", "restriction", "portability", "limit_sensitive"),
            MONTH, "GDPR Art. 12(3)", verified=True, extension=EXTENSION,
        ),
        Clock(
            ("objection", "unsubscribe", "opt_out_of_sale"),
            MONTH, "GDPR Art. 12(3), 21", verified=True, extension=EXTENSION,
            remark="Direct marketing must stop at once on an objection (GDPR Art. 21(3)); the month is for the answer.",
        ),
        Clock(
            ("withdraw_consent",), MONTH, "GDPR Art. 12(3), 17(1)(b)", verified=False, extension=EXTENSION,
            remark="Withdrawal of consent works at once (GDPR Art. 7(3)); the month is for the answer.",
        ),
    ),
    pauses=(
        PauseRule((IDENTITY,), SUSPENDS, f"GDPR Art. 12(6), {WAITING}"),
        PauseRule((CLARIFICATION,), SUSPENDS, f"GDPR Recital 63, {WAITING}", kinds=("access",)),
        PauseRule((CLARIFICATION,), SUSPENDS, "GDPR Recital 63 speaks of access only", certain=False),
    ),
    rollover=Rollover("Reg. 1182/71 Art. 3(4)", certain=True),
    appeal="Complaint to a supervisory authority; reasons for a refusal must be told within one month (Art. 12(4)).",
    records="No fixed duty; accountability (Art. 5(2)) against storage limitation (Art. 5(1)(e)).",
    notes=(
        "The public holidays are those of the Member State; which one counts across borders is unclear.",
        "No formula is given for days of waiting: those from asking until the day before the answer do not count.",
    ),
)
