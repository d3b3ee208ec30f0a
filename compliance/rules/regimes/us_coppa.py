"""United States Children's Online Privacy Protection Rule: a parent's rights. It counts no days."""

from compliance.rules.regimes.regime import Clock, Regime

REGIME = Regime(
    id="us-coppa",
    name="US COPPA",
    status="in force",
    citation="16 CFR 312.6, 312.10",
    verified=True,
    clocks=(
        Clock(
            ("access", "objection", "withdraw_consent", "removal"),
            None,
            "16 CFR 312.6",
            verified=True,
            remark="The parent must be verified first.",
        ),
    ),
    holidays=("US",),
    records="A written retention policy; nothing may be kept indefinitely (16 CFR 312.10).",
)
