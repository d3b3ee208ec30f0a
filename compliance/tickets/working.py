"""Working: what is done in each system for a request."""

from compliance.db import now
from compliance.ledger import record
from compliance.rules import lifecycle
from compliance.rules.abilities import Actor
from compliance.tickets import warrants
from compliance.tickets.deciding import require_proof
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Task
from compliance.tickets.moves import require_live
from compliance.tickets.planning import replan
from compliance.tickets.talking import write_note


@verb("task.finish")
def finish_task(task: Task, actor: Actor, outcome: str, ground: str | None = None, text: str = "") -> None:
    """Says what became of one system: done, kept (with its ground) or nothing found. The words become an internal note.

    `done` needs the proof that the request's kind asks for, and the second person where it needs one: nobody's data is touched
    on an unproven claim.
    """
    require_live(task.ticket)
    if task.outcome is not None or task.dropped:
        raise Refused("finished_already", "This task is finished.")
    if outcome not in lifecycle.TASK_OUTCOMES:
        raise Refused("unknown_outcome", "Choose what became of it.")
    if outcome == "kept" and ground not in lifecycle.GROUNDS:
        raise Refused("no_ground", "Say why the data is kept.")
    if outcome == "done":
        require_proof(task.request, task.ticket)
        warrants.require(task.request)
    message = write_note(task.ticket, actor, text) if text.strip() else None
    with record(task, "task.finished", actor, in_system=task.system_id, outcome=outcome,
                ground=ground if outcome == "kept" else None, note=message.id if message else None):
        task.outcome, task.finished_at = outcome, now()
        task.ground = ground if outcome == "kept" else None
        task.note_id = message.id if message else None
    replan(task.ticket)


@verb("task.finish")
def reopen_task(task: Task, actor: Actor) -> None:
    """Takes a task up again."""
    require_live(task.ticket)
    if task.outcome is None:
        raise Refused("open_already", "This task is open.")
    with record(task, "task.reopened", actor, in_system=task.system_id):
        task.outcome = task.ground = task.finished_at = task.note_id = None
    replan(task.ticket)
