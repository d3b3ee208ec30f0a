"""India's Digital Personal Data Protection Act 2023 and Rules 2025: no day count but for grievances."""

from datetime import date

from compliance.rules.regimes.regime import CALENDAR_DAYS, Clock, Period, Regime

REGIME = Regime(
    id="in-dpdp",
    name="India DPDP Act 2023 + Rules 2025",
    status="notified November 2025; these rules from 13 or 14 May 2027",
    citation="DPDP Act 2023; DPDP Rules 2025, rule 14",
    verified=False,
    clocks=(
        Clock(
            ("access", "amendment", "removal"),
            None,
            "DPDP Rules 2025, rule 14",
            verified=False,
            remark="The period that the data fiduciary has published counts.",
        ),
        Clock(("complaint",), Period(90, CALENDAR_DAYS), "DPDP Rules 2025, rule 14", verified=False),
    ),
    counting="the day of receipt is not counted",
    holidays=("IN",),
    in_force_from=date(2027, 5, 13),
    appeal="Data Protection Board, after the grievance.",
    records="Data, traffic data and logs for at least one year from the processing (rule 8(3)).",
    records_months=12,
    notes=("Reports of 30 days for requests are not borne out by the texts of the rules that were seen.",),
)
