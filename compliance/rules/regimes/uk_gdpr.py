"""UK General Data Protection Regulation and Data Protection Act 2018, as amended by the Data (Use and Access) Act 2025."""

from compliance.rules.regimes.regime import (
    CALENDAR_MONTHS,
    CLARIFICATION,
    FEE,
    IDENTITY,
    STARTS,
    SUSPENDS,
    Clock,
    Extension,
    PauseRule,
    Period,
    Regime,
    Rollover,
)

EXTENSION = Extension(
    by=Period(2, CALENDAR_MONTHS), ground="complexity or number of requests, with the reasons told",
    citation="DPA 2018 s.54(3A), (3B); UK GDPR Art. 12A",
)
MONTH = Period(1, CALENDAR_MONTHS)
ICO = "ICO, right of access: how long do we have to comply"

REGIME = Regime(
    id="uk-gdpr",
    name="UK GDPR + DPA 2018 (as amended by DUA Act 2025)",
    status="in force",
    citation="UK GDPR Arts. 12 to 22; Data Protection Act 2018 s.54",
    verified=True,
    counting=ICO,
    clocks=(
        Clock(
            ("access", "amendment", "removal", "restriction", "portability", "limit_sensitive"),
            MONTH, "UK GDPR Art. 12(3)", verified=True, extension=EXTENSION,
        ),
        Clock(
            ("objection", "unsubscribe", "opt_out_of_sale"),
            MONTH, "UK GDPR Art. 12(3), 21", verified=True, extension=EXTENSION,
            remark="Direct marketing must stop at once on an objection (UK GDPR Art. 21(3)); the month is for the answer.",
        ),
        Clock(
            ("withdraw_consent",), MONTH, "UK GDPR Art. 12(3), 17(1)(b)", verified=False, extension=EXTENSION,
            remark="Withdrawal of consent works at once (UK GDPR Art. 7(3)); the month is for the answer.",
        ),
    ),
    pauses=(
        PauseRule((IDENTITY, FEE), STARTS, "DPA 2018 s.54(2), (3)"),
        PauseRule((CLARIFICATION,), SUSPENDS, "DPA 2018 s.54(3C), both days included", kinds=("access",), both_days=True),
    ),
    rollover=Rollover(ICO, certain=True),
    holidays=("GB",),
    appeal="Complaint to the controller first, then to the Information Commissioner.",
    records="No fixed duty.",
    notes=(
        "Bank holidays differ by nation, the guidance does not say which count: without a nation only common ones do.",
        "Art. 12A is in force from 5 February 2026; its own wording and the rule for older requests were not read.",
    ),
)
