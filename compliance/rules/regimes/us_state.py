"""What the privacy acts of the American states share, so that each state's file says only what is its own.

Most follow one model: an answer within 45 days of receipt, put off once by 45 more if the person is told within the first 45;
nothing on weekends or holidays; no pause for proof of identity; an appeal to the controller with a limit of its own.
"""

from compliance.rules.regimes.regime import CALENDAR_DAYS, Clock, Extension, PauseRule, Period, Regime, Rollover

RIGHTS = ("access", "amendment", "removal", "portability", "opt_out_of_sale", "objection")
GROUND = "reasonably necessary for the complexity and number of requests, with the reason told"
APPEAL = "Appeal to the controller, then complaint to the attorney general."
TIME_STATUTES = "state statutes on computing time may move it, the act does not"
UNVERIFIED_PERSON = "Whoever cannot be authenticated need not be answered on the merits and is asked for more."


def state_law(
    id: str,  # noqa: A002
    name: str,
    citation: str,
    *,
    verified: bool,
    days: int = 45,
    own_clocks: tuple[Clock, ...] = (),
    appeal_days: int | None = None,
    appeal_verified: bool = False,
    appeal_extension_days: int | None = None,
    pauses: tuple[PauseRule, ...] = (),
    time_statutes: str = TIME_STATUTES,
    records: str = "",
    records_months: int = 0,
    notes: tuple[str, ...] = (),
) -> Regime:
    """A state's act on the common model: answers in `days`, 45 more once; kinds in `own_clocks` have limits of their own."""
    own_kinds = {kind for clock in own_clocks for kind in clock.kinds}
    rights = tuple(kind for kind in RIGHTS if kind not in own_kinds)
    extension = Extension(Period(45, CALENDAR_DAYS), GROUND, citation)
    clocks = (Clock(rights, Period(days, CALENDAR_DAYS), citation, verified, extension=extension), *own_clocks)
    if appeal_days is not None:
        clocks = (*clocks, appeal_clock(citation, appeal_days, appeal_verified, appeal_extension_days))
    return Regime(
        id=id,
        name=name,
        status="in force",
        citation=citation,
        verified=verified,
        clocks=clocks,
        counting="the day of receipt is not counted",
        pauses=pauses,
        rollover=Rollover(time_statutes, certain=False),
        holidays=("US",),
        appeal=APPEAL if appeal_days is not None else "No right of appeal.",
        records=records,
        records_months=records_months,
        notes=(UNVERIFIED_PERSON, *notes),
    )


def appeal_clock(citation: str, days: int, verified: bool, extension_days: int | None = None) -> Clock:
    """The limit for answering an appeal."""
    extension = Extension(Period(extension_days, CALENDAR_DAYS), GROUND, citation) if extension_days else None
    return Clock(("appeal",), Period(days, CALENDAR_DAYS), f"{citation}, on appeals", verified, extension=extension)
