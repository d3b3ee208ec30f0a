"""The tasks of a request: one for each system in the register that its kind concerns."""

from datetime import datetime

import sqlalchemy as sa

from compliance import jobs
from compliance.db import db
from compliance.ledger import record
from compliance.registers.systems import System, systems_for
from compliance.rules.abilities import Actor
from compliance.rules.kinds import BY_KEY
from compliance.tickets.models import PrivacyRequest, Task, Ticket


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
    if any(system.asks for system in wanted):
        ask_owners(request.ticket_id)


def ask_owners(ticket_id: int, not_before: datetime | None = None) -> None:
    """Has whoever looks after the systems of a ticket asked, as far as it may be carried out by then (`instructing`)."""
    jobs.enqueue("task.ask", run_at=not_before, ticket=ticket_id)


def ask_owners_again(ticket: Ticket, not_before: datetime | None = None) -> None:
    """The same where something changed that may have stood in the way; nothing where nobody would be asked."""
    waiting = sa.select(Task.id).join(System, System.id == Task.system_id).where(
        Task.ticket_id == ticket.id, Task.outcome.is_(None), ~Task.dropped,
        sa.or_(System.contact != "", System.respondent_id.is_not(None)))
    if db.session.scalar(waiting.limit(1)) is not None:
        ask_owners(ticket.id, not_before)


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
