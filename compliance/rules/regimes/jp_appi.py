"""Japan's Act on the Protection of Personal Information: without delay, no day count."""

from compliance.rules.regimes.regime import Clock, Regime

REGIME = Regime(
    id="jp-appi",
    name="Japan APPI",
    status="in force",
    citation="APPI arts. 33 to 39",
    verified=False,
    clocks=(
        Clock(("access", "amendment", "removal", "restriction", "objection"), None, "without delay, APPI", verified=False),
    ),
    holidays=("JP",),
    appeal="A suit only two weeks after the demand (art. 39).",
)
