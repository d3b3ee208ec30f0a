"""The board: how many tickets are due on which day of the coming six weeks, and what is late or stands still."""

from datetime import date, timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from compliance.tickets import queries
from compliance.tickets.queue import View, count_each
from compliance.web.guard import needs
from compliance.web.staff.desk import blueprint, today

WEEKS = 6


@blueprint.get("/board")
@needs("ticket.read")
def board() -> ResponseReturnValue:
    """Six weeks from this Monday."""
    now = today()
    monday = now - timedelta(days=now.weekday())
    days = [monday + timedelta(days=n) for n in range(7 * WEEKS)]
    load = queries.load(days[0], days[-1])
    late = dict(zip(("overdue", "paused"), count_each([View(due_before=now), View(paused=True)]), strict=True))
    return render_template(
        "staff/board.html", weeks=[days[n:n + 7] for n in range(0, len(days), 7)], load=load, today=now,
        most=max(load.values(), default=0) or 1, week_totals=[_total(days[n:n + 7], load) for n in range(0, len(days), 7)],
        late=late,
    )


def _total(days: list[date], load: dict[date, int]) -> int:
    return sum(load.get(day, 0) for day in days)
