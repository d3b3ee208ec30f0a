"""Brazil's Lei Geral de Proteção de Dados; small processing agents have double the time."""

from compliance.rules.regimes.regime import CALENDAR_DAYS, Clock, Period, Regime, Rollover

OTHER_RIGHTS = ("amendment", "removal", "portability", "objection", "restriction", "withdraw_consent")
SIMPLIFIED = "A simplified answer on whether data is held must come at once (art. 19 I)."


def _lgpd(id: str, name: str, days: int, citation: str, verified: bool) -> Regime:  # noqa: A002
    return Regime(
        id=id,
        name=name,
        status="in force",
        citation=citation,
        verified=verified,
        clocks=(
            Clock(("access",), Period(days, CALENDAR_DAYS), citation, verified, remark=SIMPLIFIED),
            Clock(OTHER_RIGHTS, None, "LGPD art. 18; regulation pending", verified),
        ),
        counting="from the date of the request",
        rollover=Rollover("Civil Code art. 132 may move it", certain=False),
        holidays=("BR",),
    )


REGIME = _lgpd("br-lgpd", "Brazil LGPD", 15, "LGPD art. 19 II", verified=True)
SMALL_AGENTS = _lgpd(
    "br-lgpd-small", "Brazil LGPD, small processing agents", 30, "LGPD art. 19 II; ANPD Res. CD/ANPD 2/2022", verified=False
)
