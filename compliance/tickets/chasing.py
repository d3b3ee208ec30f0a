"""What the clock does about tasks that others were asked to do: it reminds them, and tells the team of what is late.

Each day of `rules.chasing` is told of once, in one unit with its event and its jobs, whenever and however often the clock runs:
the instruction says when it is next due. After a downtime one reminder stands for all that were missed.
"""

import sqlalchemy as sa

from compliance import jobs
from compliance.db import db, now, unit
from compliance.ledger import Conflict, hold, record
from compliance.rules.abilities import SYSTEM
from compliance.tickets.clock import local_date
from compliance.tickets.instructing import Instruction, is_open, plan_chase
from compliance.tickets.models import Task

BATCH = 200


def chase() -> int:
    """Reminds of every open task whose day has come. Returns of how many."""
    told, after = 0, 0
    while ids := _due(after):
        for task_id in ids:
            told += _chase(task_id)
        after = ids[-1]
    return told


def _due(after: int) -> list[int]:
    due = sa.select(Instruction.task_id).where(Instruction.chase_at <= now(), Instruction.task_id > after)
    return list(db.session.scalars(due.order_by(Instruction.task_id).limit(BATCH)))


def _chase(task_id: int) -> bool:
    try:
        with unit():
            task = db.session.get_one(Task, task_id)
            hold(task.ticket)
            hold(task)
            return _remind(task)
    except Conflict:  # somebody works on the ticket: the next round comes by again
        return False


def _remind(task: Task) -> bool:
    row = db.session.get_one(Instruction, task.id)
    if row.chase_at is None or row.chase_at > now():  # another clock was here
        return False
    if row.ended or not is_open(task):
        row.chase_at = None
        return False
    today = local_date(now(), task.ticket)
    row.chased += 1
    plan_chase(row, task.ticket, today)
    late, due = row.due_on < today, row.due_on.isoformat()
    with record(task, "task.chased", SYSTEM, in_system=task.system_id, due=due):
        jobs.enqueue("task.mail", task=task.id, what="late" if late else "reminded")
    if late:
        with record(task, "task.overdue", SYSTEM, in_system=task.system_id, due=due):
            jobs.enqueue("task.overdue", task=task.id)
    return True
