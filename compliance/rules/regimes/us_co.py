"""Colorado Privacy Act and its rules (4 CCR 904-3)."""

from compliance.rules.regimes.regime import CALENDAR_DAYS, Clock, Extension, Period
from compliance.rules.regimes.us_state import GROUND, state_law

REGIME = state_law(
    "us-co",
    "Colorado CPA",
    "C.R.S. 6-1-1306",
    verified=False,
    own_clocks=(
        Clock(
            ("opt_out_of_sale", "objection"),
            Period(45, CALENDAR_DAYS),
            "C.R.S. 6-1-1306; Rule 4.03",
            verified=False,
            extension=Extension(Period(45, CALENDAR_DAYS), GROUND, "C.R.S. 6-1-1306"),
            remark="An opt-out takes effect as soon as feasibly possible and without undue delay (Rule 4.03).",
        ),
    ),
    appeal_days=45,
    appeal_extension_days=60,
    records="24 months at least, the resolution of appeals included (Rule 6.11).",
    records_months=24,
    notes=("The 15 days for opt-outs in the draft rules were dropped.",),
)
