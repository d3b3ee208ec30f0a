"""The house's ladder of reminders: the usual one, or what `<instance>/reminders.toml` makes of it, read once at the start."""

from pathlib import Path

from compliance.rules.reminders import LADDER, Rung, parse

FILE = "reminders.toml"


class LadderError(ValueError):
    """What is wrong in the file, in one sentence."""


class _House:
    """The ladder of the running program."""

    ladder: tuple[Rung, ...] = LADDER


def load(instance: Path) -> None:
    """Makes the house's ladder known. Raises LadderError for a file that does not hold."""
    path = instance / FILE
    try:
        _House.ladder = parse(path.read_text(encoding="utf-8"), path.name)
    except FileNotFoundError:
        _House.ladder = LADDER
    except (ValueError, OSError) as error:
        raise LadderError(f"Wrong ladder of reminders: {error}") from error


def ladder() -> tuple[Rung, ...]:
    """The rungs that count in this house."""
    return _House.ladder


def audiences() -> dict[str, str]:
    """Whom each rung is told to, by its key; rungs of earlier ladders too."""
    return {rung.key: rung.to for rung in (*LADDER, *_House.ladder)}
