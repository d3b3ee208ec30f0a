"""Laws that an administrator adds or adjusts, as TOML files in the instance's folder `regimes/`.

A file gives the same facts as a law that comes with the program (see `regime.py`). With `based_on` it starts from a known law
and says only what differs: clocks that it gives replace those of the same kinds, pauses and roll-over replace what there
was. The text of the law counts as not read unless the file says `verified = true`.
"""

import re
import tomllib
from dataclasses import replace
from typing import Any

from compliance.rules.calendars import check_code
from compliance.rules.regimes import BY_ID
from compliance.rules.regimes.regime import (
    BEGINNINGS,
    EFFECTS,
    KINDS,
    REASONS,
    SATURDAY_SUNDAY,
    Clock,
    Extension,
    PauseRule,
    Period,
    Regime,
    Rollover,
)
from compliance.rules.regimes.tables import Table

ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


def parse(text: str, source: str) -> Regime:
    """The law that a TOML file describes. `source` names the file in faults, which are ValueErrors of one sentence."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{source}: this is not TOML: {error}.") from None
    table = Table(content, source)
    name, base = _id(table), _base(table)
    given = _given(table)
    clocks = tuple(_clock(part) for part in table.tables("clocks"))
    table.end()
    return replace(base or _blank(), id=name, clocks=_together(table, base, clocks), **given)


def _base(table: Table) -> Regime | None:
    known = table.text("based_on")
    if known is not None and known not in BY_ID:
        raise table.fault("based_on", f"names no known law: {known!r}")
    return BY_ID[known] if known else None


def _blank() -> Regime:
    return Regime("", "", "in force", "", verified=False, clocks=())


def _id(table: Table) -> str:
    name = table.required("id")
    if not ID.fullmatch(name):
        raise table.fault("id", f"must be letters and digits joined by hyphens, such as us-zz, not {name!r}")
    return name


def _given(table: Table) -> dict[str, Any]:
    """Everything that the file says, beside its id and clocks; a law of its own must have a name and a citation."""
    needed = table.text if table.has("based_on") else table.required
    facts = {
        "name": needed("name"),
        "citation": needed("citation"),
        "status": table.text("status"),
        "verified": table.flag("verified"),
        "enabled": table.flag("on_by_default"),
        "counting": table.text("counting"),
        "begins": table.one_of("begins", BEGINNINGS),
        "holidays": _holidays(table),
        "nationwide": table.flag("nationwide"),
        "weekend": table.weekend("weekend"),
        "closed": table.year_break("closed"),
        "in_force_from": table.day("in_force_from"),
        "appeal": table.text("appeal"),
        "records": table.text("records"),
        "records_months": table.number("records_months"),
        "notes": table.texts("notes"),
        "rollover": _rollover(table.table("rollover")),
        "pauses": tuple(_pause(part) for part in table.tables("pauses")) if table.has("pauses") else None,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _holidays(table: Table) -> tuple[str, ...] | None:
    codes = table.texts("holidays")
    for code in codes or ():
        try:
            check_code(code)
        except ValueError as error:
            raise table.fault("holidays", f"cannot be used: {str(error).rstrip('.')}") from None
    return codes


def _together(table: Table, base: Regime | None, clocks: tuple[Clock, ...]) -> tuple[Clock, ...]:
    """The clocks of the file, and those of the law it is based on for all other kinds."""
    kinds = [kind for clock in clocks for kind in clock.kinds]
    for kind in kinds:
        if kinds.count(kind) > 1:
            raise table.fault("clocks", f"give the kind {kind} twice")
    if base is None and not clocks:
        raise table.fault("clocks", "are missing: give at least one [[clocks]]")
    inherited = [replace(clock, kinds=_without(clock.kinds, kinds)) for clock in base.clocks] if base else []
    return (*(clock for clock in inherited if clock.kinds), *clocks)


def _without(kinds: tuple[str, ...], taken: list[str]) -> tuple[str, ...]:
    return tuple(kind for kind in kinds if kind not in taken)


def _clock(table: Table) -> Clock:
    kinds = table.words("kinds", KINDS)
    if not kinds:
        raise table.fault("kinds", f"must name at least one of {', '.join(KINDS)}")
    response = None if table.text("response") == "no day count" else table.period("response")
    if response is None and not table.has("response"):
        raise table.fault("response", "is missing: a length of time, or 'no day count'")
    clock = Clock(
        kinds=kinds,
        response=response,
        citation=table.required("citation"),
        verified=bool(table.flag("verified")),
        acknowledge=table.period("acknowledge"),
        extension=_extension(table.table("extension"), response),
        arguable=table.period("arguable"),
        remark=table.text("remark") or "",
    )
    table.end()
    units = {period.unit for period in (clock.response, clock.arguable) if period is not None}
    if clock.extension is not None and len(units) > 1:
        raise table.fault("arguable", "must be in the unit of the response, since an extension is counted with either")
    return clock


def _extension(table: Table | None, response: Period | None) -> Extension | None:
    if table is None:
        return None
    by = None if table.text("by") == "as announced" else table.period("by")
    if by is None and not table.has("by"):
        raise table.fault("by", "is missing: a length of time, or 'as announced'")
    if response is None:
        raise table.fault("by", "has nothing to extend: the clock counts no days")
    if by is not None and by.unit != response.unit:
        raise table.fault("by", f"must be in {response.unit} like the response, since both are counted in one go")
    extension = Extension(by, table.required("ground"), table.required("citation"), notice=table.period("told_within"))
    table.end()
    return extension


def _pause(table: Table) -> PauseRule:
    reasons = table.words("reasons", REASONS)
    if not reasons:
        raise table.fault("reasons", f"must name at least one of {', '.join(REASONS)}")
    effect = table.one_of("effect", EFFECTS)
    if effect is None:
        raise table.fault("effect", f"is missing: {' or '.join(EFFECTS)}")
    rule = PauseRule(
        reasons=reasons,
        effect=effect,
        citation=table.required("citation"),
        kinds=table.words("kinds", KINDS) or (),
        both_days=bool(table.flag("both_days")),
        certain=table.flag("certain") is not False,
    )
    table.end()
    return rule


def _rollover(table: Table | None) -> Rollover | None:
    if table is None:
        return None
    weekend = table.weekend("weekend")
    rule = Rollover(
        citation=table.required("citation"),
        certain=table.flag("certain") is not False,
        weekend=SATURDAY_SUNDAY if weekend is None else weekend,
    )
    table.end()
    return rule
