"""Laws that an administrator adds or adjusts: `<instance>/regimes/*.toml`, read once at the start."""

from pathlib import Path

from compliance.rules.regimes import register
from compliance.rules.regimes.custom import parse

FOLDER = "regimes"


class LawError(ValueError):
    """What is wrong in which file, all files together."""


def load(instance: Path) -> int:
    """Makes the instance's own laws known; returns how many. Raises LawError naming every file that does not hold."""
    wrong, read = [], 0
    for path in sorted((instance / FOLDER).glob("*.toml")):
        try:
            register(parse(path.read_text(encoding="utf-8"), path.name))
            read += 1
        except (ValueError, OSError) as error:
            wrong.append(f"{path.name}: {error}")
    if wrong:
        raise LawError("Wrong laws: " + "; ".join(wrong))
    return read
