"""By when those who look after a system are to have done what they were asked, and when they are reminded of it.

Whoever is asked has the days of the register's entry, fourteen where it names none, and always ends some days before the answer
to the person is due, so that something can still be done about it. They are reminded half-way and on the day before; from the
day after it on they are late: the team is told, and both are told again each week, a few times.

A processor has to help its controller to answer (GDPR Art. 28(3)(e)); that it is late does not stop the controller's clock.
"""

from datetime import date, timedelta

USUAL_DAYS = 14
DAYS_BEFORE_ANSWER = 3
WORTH_HALVING = 4  # days; a shorter time is not reminded of half-way
LATE_EVERY = 7
MOST_LATE = 5


def own_due(asked_on: date, days: int | None, answer_by: date | None) -> date:
    """The day by which it is to be done. `days`: calendar days from the asking; `answer_by`: when the person is answered."""
    due = asked_on + timedelta(days=USUAL_DAYS if days is None else days)
    if answer_by is not None:
        due = min(due, max(answer_by - timedelta(days=DAYS_BEFORE_ANSWER), asked_on))
    return due


def chases(asked_on: date, due: date) -> list[date]:
    """The days on which it is reminded of, while it is not done; those after `due` tell the team, too."""
    before = {due - timedelta(days=1)}
    if (due - asked_on).days >= WORTH_HALVING:
        before.add(asked_on + (due - asked_on) // 2)
    late = [due + timedelta(days=1 + LATE_EVERY * n) for n in range(MOST_LATE)]
    return sorted(day for day in before if day > asked_on) + late


def next_chase(asked_on: date, due: date, after: date) -> date | None:
    """The first of these days that is later than `after`; None when all have passed."""
    return next((day for day in chases(asked_on, due) if day > after), None)
