"""How often the program writes by itself, and when an address sends too much (RFC 3834 section 2).

Whoever writes often, and whoever's machine answers ours, gets a few letters a day that nobody on staff asked for, and no more:
so no loop turns for long, and nobody is flooded in somebody else's name. What staff write is never held back.
"""

from dataclasses import dataclass

ANSWERS_A_DAY = 5
MAILS_A_DAY = 50


@dataclass(frozen=True)
class Limits:
    """For one address in 24 hours: letters that go out to it by themselves, and tickets that it may open unsuspected."""

    answers: int = ANSWERS_A_DAY
    mails: int = MAILS_A_DAY


def may_write(limits: Limits, written: int, *, by_staff: bool) -> bool:
    """Whether one more letter may go to an address to which `written` went by themselves in the last 24 hours."""
    return by_staff or written < limits.answers


def is_flood(limits: Limits, opened: int) -> bool:
    """Whether an address that opened so many tickets in the last 24 hours, this one not counted, sends too much."""
    return opened >= limits.mails
