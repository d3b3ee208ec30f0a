"""How fast due dates are reckoned: `python bench/clock.py` prints dates a second for every law mixed and for the busiest ones.

Every question is asked once before the measurement, so that calendars are read and dates seen before are kept, as in a running
program. The exit status is 1 below the floor.
"""

import random
import sys
from datetime import UTC, datetime, timedelta
from time import perf_counter

from bench.figures import Figure, note
from compliance.rules.deadlines import ClockQuestion, Pause, due_dates
from compliance.rules.regimes import REGIMES
from compliance.rules.regimes.regime import CLARIFICATION, IDENTITY, Regime

FLOOR = 20_000
COUNT = 20_000
BUSIEST = ("eu-gdpr", "uk-gdpr", "us-ca-ccpa", "us-va", "us-canspam")
CALENDARS = (None, "DE", "GB-ENG", "US", "US-CA")


def question(regime: Regime, chance: random.Random) -> ClockQuestion:
    """A request received some time in four years; one in five was extended, one in five paused."""
    received = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(4 * 365 * 24 * 60))
    day = received.date()
    asked = day + timedelta(days=chance.randrange(1, 20))
    answered = asked + timedelta(days=chance.randrange(10))
    pauses = (Pause(asked, answered, chance.choice([IDENTITY, CLARIFICATION])),) if chance.random() < 0.2 else ()
    extended = day + timedelta(days=20) if chance.random() < 0.2 else None
    kind, calendar = chance.choice(regime.kinds), chance.choice(CALENDARS)
    return ClockQuestion(regime.id, kind, received, "Europe/Berlin", calendar, extended, pauses)


def rate(regimes: tuple[Regime, ...]) -> float:
    """Due dates a second over questions under these laws, the best of three runs on what may be a busy machine."""
    chance = random.Random(1)
    questions = [question(chance.choice(regimes), chance) for _ in range(COUNT)]
    for asked in questions:
        due_dates(asked)
    return max(COUNT / seconds(questions) for _ in range(3))


def seconds(questions: list[ClockQuestion]) -> float:
    """How long it takes to answer them all."""
    start = perf_counter()
    for asked in questions:
        due_dates(asked)
    return perf_counter() - start


def main() -> int:
    """Prints the figures; 1 when all laws mixed stay below the floor."""
    mixed = rate(REGIMES)
    note(Figure("due dates, all laws mixed", mixed, "a second", limit=FLOOR, more_is_better=True))
    print(f"due dates, all {len(REGIMES)} laws mixed   {mixed:10,.0f} a second   (floor {FLOOR:,})")
    for regime in REGIMES:
        if regime.id in BUSIEST:
            print(f"due dates, {regime.id:<20} {rate((regime,)):10,.0f} a second")
    return 0 if mixed >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
