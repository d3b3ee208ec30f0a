"""Oregon Consumer Privacy Act."""

from compliance.rules.regimes.regime import IDENTITY, SUSPENDS, PauseRule
from compliance.rules.regimes.us_state import state_law

REGIME = state_law(
    "us-or",
    "Oregon OCPA",
    "ORS 646A.576(5), (6)",
    verified=True,
    appeal_days=45,
    appeal_verified=True,
    pauses=(
        PauseRule(
            (IDENTITY,),
            SUSPENDS,
            "ORS 646A.576: no duty to comply until the person gives what is needed to authenticate; no formula for counting",
            certain=False,
        ),
    ),
)
