"""Who is told what, when: the ladder of reminders before and after a due date.

Each rung is reached when that many days or fewer are left (negative: past). Of several rungs reached at once, after a
weekend of downtime or for a ticket that came late, only the most urgent is sent; the others count as told.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Rung:
    """One step: `days` before the due date at which it is reached, and the letter that staff get."""

    key: str
    days: int
    letter: str


LADDER: tuple[Rung, ...] = (
    Rung("week", 7, "staff_due"),
    Rung("day", 1, "staff_due"),
    Rung("overdue", -1, "staff_overdue"),
)


def reached(due: date, today: date) -> tuple[Rung, ...]:
    """The rungs reached on `today`, least urgent first."""
    left = (due - today).days
    return tuple(rung for rung in LADDER if left <= rung.days)
