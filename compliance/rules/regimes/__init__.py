"""The laws. REGIMES lists those that come with the program, one file each; BY_ID also has those an administrator added."""

from compliance.rules.regimes import eu_gdpr, uk_gdpr, us_ca_ccpa, us_canspam
from compliance.rules.regimes.regime import Regime

REGIMES: tuple[Regime, ...] = (
    eu_gdpr.REGIME,
    uk_gdpr.REGIME,
    us_ca_ccpa.REGIME,
    us_canspam.REGIME,
)

BY_ID: dict[str, Regime] = {regime.id: regime for regime in REGIMES}


def register(regime: Regime) -> None:
    """Makes a law known to the running program; one with the id of another takes its place."""
    BY_ID[regime.id] = regime
