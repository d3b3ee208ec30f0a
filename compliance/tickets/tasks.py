"""The tasks of a request: one for each system in the register that its kind concerns."""

from compliance.db import db
from compliance.ledger import record
from compliance.registers.systems import systems_for
from compliance.rules.abilities import Actor
from compliance.rules.kinds import BY_KEY
from compliance.tickets.models import PrivacyRequest, Task


def make_tasks(request: PrivacyRequest, actor: Actor) -> None:
    """Makes the tasks that the request's kind asks for and that it does not have yet; drops open ones it no longer asks."""
    wanted = systems_for(request.kind) if BY_KEY[request.kind].by_system else []
    wanted_ids = {system.id for system in wanted}
    had = {task.system_id: task for task in _tasks(request)}
    for system in wanted:
        if system.id not in had:
            task = Task(ticket_id=request.ticket_id, request_id=request.id, system_id=system.id)
            with record(task, "task.opened", actor, in_system=system.id, for_request=request.id):
                pass
        elif had[system.id].dropped:
            with record(had[system.id], "task.reopened", actor, in_system=system.id):
                had[system.id].dropped = False
    for task in had.values():
        if task.system_id not in wanted_ids and task.outcome is None and not task.dropped:
            with record(task, "task.dropped", actor, in_system=task.system_id):
                task.dropped = True


def drop_tasks(request: PrivacyRequest, actor: Actor) -> None:
    """Drops what is still to do for a request."""
    for task in open_tasks(request):
        with record(task, "task.dropped", actor, in_system=task.system_id):
            task.dropped = True


def open_tasks(request: PrivacyRequest) -> list[Task]:
    """Tasks still to do."""
    return [task for task in _tasks(request) if task.outcome is None and not task.dropped]


def _tasks(request: PrivacyRequest) -> list[Task]:
    return db.session.query(Task).filter_by(request_id=request.id).order_by(Task.id).all()
