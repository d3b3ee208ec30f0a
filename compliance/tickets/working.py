"""Working: what is done in each system for a request, by staff or by whoever looks after the system."""

from collections.abc import Mapping

from compliance.db import db, now
from compliance.ledger import record
from compliance.registers.systems import System
from compliance.rules import lifecycle
from compliance.rules.abilities import Actor
from compliance.tickets import amending, warrants
from compliance.tickets.arrivals import storable
from compliance.tickets.deciding import require_proof
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Task
from compliance.tickets.moves import require_live
from compliance.tickets.planning import replan
from compliance.tickets.talking import write_note


@verb("task.finish")
def finish_task(task: Task, actor: Actor, outcome: str, ground: str | None = None, text: str = "",
                values: Mapping[int, str] | None = None) -> None:
    """Says what became of one system: done, kept (with its ground) or nothing found. The words become an internal note.

    `done` needs the proof that the request's kind asks for, and the second person where it needs one: nobody's data is touched
    on an unproven claim. `values`: what the fields of an amendment hold there now, where not as asked.
    """
    finish(task, actor, outcome, ground, text, values or {})


def finish(task: Task, actor: Actor, outcome: str, ground: str | None, text: str, values: Mapping[int, str]) -> None:
    """The same, in the open unit; for verbs only."""
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
    who = "" if actor.kind == "staff" else db.session.get_one(System, task.system_id).name
    message = write_note(task.ticket, actor, storable(text), who) if text.strip() else None
    with record(task, "task.finished", actor, in_system=task.system_id, outcome=outcome,
                ground=ground if outcome == "kept" else None, note=message.id if message else None):
        task.outcome, task.finished_at = outcome, now()
        task.ground = ground if outcome == "kept" else None
        task.note_id = message.id if message else None
    if outcome == "done":
        amending.keep_values(task, values)
    replan(task.ticket)


@verb("task.finish")
def reopen_task(task: Task, actor: Actor) -> None:
    """Takes a task up again."""
    require_live(task.ticket)
    if task.outcome is None:
        raise Refused("open_already", "This task is open.")
    with record(task, "task.reopened", actor, in_system=task.system_id):
        task.outcome = task.ground = task.finished_at = task.note_id = None
    amending.forget_values(task)
    replan(task.ticket)
