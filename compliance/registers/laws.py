"""Which laws count in this house, settled once at the start.

Laws that an administrator adds or adjusts stand in `<instance>/regimes/*.toml`. A law whose text nobody here has read counts
only where the house has switched it on by name; so no ticket falls under a date that nobody has checked.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from compliance.rules.regimes import BY_ID, register, reset
from compliance.rules.regimes.custom import parse

FOLDER = "regimes"


class LawError(ValueError):
    """What is wrong in which file, all files together."""


def load(instance: Path, switched_on: Iterable[str] = (), default: str | None = None) -> int:
    """Makes the instance's own laws known and switches laws on; returns how many files were read.

    Raises LawError naming every file that does not hold, every id that is no law, and a default law that is off.
    """
    reset()
    wrong, read = [], 0
    for path in sorted((instance / FOLDER).glob("*.toml")):
        try:
            register(parse(path.read_text(encoding="utf-8"), path.name))
            read += 1
        except (ValueError, OSError) as error:
            wrong.append(f"{path.name}: {error}")
    for name in switched_on:
        if name in BY_ID:
            register(replace(BY_ID[name], enabled=True))
        else:
            wrong.append(f"LAWS_ON names no known law: {name!r}")
    if default is not None and default not in BY_ID:
        wrong.append(f"DEFAULT_REGIME names no known law: {default!r}")
    elif default is not None and not BY_ID[default].on_by_default:
        wrong.append(f"DEFAULT_REGIME names {default!r}, whose text nobody here has read: name it in LAWS_ON to use it")
    if wrong:
        raise LawError("Wrong laws: " + "; ".join(wrong))
    return read
