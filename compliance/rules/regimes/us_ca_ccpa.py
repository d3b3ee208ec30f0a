"""California Consumer Privacy Act as amended by the CPRA, with its regulations (11 CCR 7000 and following)."""

from compliance.rules.regimes.regime import BUSINESS_DAYS, CALENDAR_DAYS, Clock, Extension, Period, Regime, Rollover

GENERAL_STATUTES = "Gov. Code 6800 and CCP 12 exclude a last day that is a holiday"

REGIME = Regime(
    id="us-ca-ccpa",
    name="California CCPA/CPRA regulations 11 CCR",
    status="in force",
    citation="Cal. Civ. Code 1798.130; 11 CCR 7020 to 7028, 7101",
    verified=True,
    counting="Gov. Code 6800: the first day is excluded, the last included",
    clocks=(
        Clock(
            ("access", "portability", "removal", "amendment"), Period(45, CALENDAR_DAYS), "11 CCR 7021(b)", verified=True,
            acknowledge=Period(10, BUSINESS_DAYS),
            extension=Extension(Period(45, CALENDAR_DAYS), "reasonably necessary, with an explanation", "11 CCR 7021(b)"),
        ),
        Clock(
            ("opt_out_of_sale",), Period(15, BUSINESS_DAYS), "11 CCR 7026(f)", verified=False,
            remark="To be done as soon as feasibly possible; 15 business days are the most.",
        ),
        Clock(
            ("limit_sensitive",), Period(15, BUSINESS_DAYS), "11 CCR 7027(g)", verified=False,
            remark="To be done as soon as feasibly possible; 15 business days are the most.",
        ),
    ),
    rollover=Rollover(GENERAL_STATUTES, certain=False),
    holidays=("US", "US-CA"),
    records="24 months at least: date, nature, manner of request; date, nature of response; ground of a denial (7101).",
    records_months=24,
    notes=(
        "The 45 days run whether or not the person can be verified; who cannot be verified may be denied (7021(b)).",
        "'Business day' and its holidays are not defined: federal and state lists differ.",
        "A strict reader ends the 45 days one day earlier, counting the day of receipt.",
        "Metrics for 10,000,000 or more consumers a year are published by 1 July (7102).",
        "After an opt-out, twelve months must pass before consent is asked again.",
    ),
)
