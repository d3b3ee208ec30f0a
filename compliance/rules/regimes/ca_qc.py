"""Quebec Act respecting the protection of personal information in the private sector (P-39.1, as changed by Law 25)."""

from compliance.rules.regimes.regime import CALENDAR_DAYS, Clock, Period, Regime

REGIME = Regime(
    id="ca-qc",
    name="Quebec Act P-39.1 (Law 25)",
    status="in force",
    citation="CQLR c. P-39.1",
    verified=False,
    clocks=(
        Clock(("access", "amendment", "removal", "portability"), Period(30, CALENDAR_DAYS), "CQLR c. P-39.1", verified=False),
    ),
    counting="the day of receipt is not counted",
    holidays=("CA-QC",),
    appeal="Review by the Commission d'accès à l'information within 30 days.",
    notes=("Removal means de-indexing.", "What happens when the last day is a holiday is not known."),
)
