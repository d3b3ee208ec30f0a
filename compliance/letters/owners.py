"""The mails about tasks that others are asked to do: to whoever looks after the system, and to the team when it is late.

None of them holds personal data: they name the reference, the system, the day and the page. Nothing is sent for a task that was
finished, or is no longer asked, meanwhile.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import current_app

from compliance import jobs
from compliance.db import db, now, unit
from compliance.letters.relay import require_server
from compliance.letters.reminding import mail_of, quiet, sent, to_tell
from compliance.letters.sending import FIVE_DAYS_OF_TRIES, SENDING_LEASE
from compliance.people.models import Staff
from compliance.registers.systems import RECIPIENT, System
from compliance.rules.kinds import BY_KEY
from compliance.tickets.instructing import Instruction, address_of, instruction_of, is_open
from compliance.tickets.models import Task
from compliance.tickets.tokens import task_token
from config import Settings


@jobs.handler("task.mail", tries=FIVE_DAYS_OF_TRIES, lease=SENDING_LEASE)
def mail_owner(claim: jobs.Claim) -> None:
    """Asks, or reminds, whoever looks after the system."""
    require_server(_settings())
    task = db.session.get_one(Task, claim.payload["task"])
    row, system = instruction_of(task), db.session.get_one(System, task.system_id)
    address = address_of(system)
    if row is None or not address or not is_open(task):
        return
    outgoing = mail_of(
        address, "owner_task", f"task-{task.id}-{claim.payload['what']}-{claim.id}", what=claim.payload["what"],
        reference=task.ticket.reference, system=system.name, kind=BY_KEY[task.request.kind].title.lower(), due=row.due_on,
        recipient=system.relation == RECIPIENT, signed_in=bool(system.respondent_id), address=page_of(row, system),
    )
    sent(claim, outgoing)


@jobs.handler("task.overdue")
def tell_team(claim: jobs.Claim) -> None:
    """Finds who works on the ticket."""
    with unit():
        task = db.session.get_one(Task, claim.payload["task"])
        if is_open(task):
            zone = ZoneInfo(_settings().timezone)
            soon = (now() + timedelta(days=3)).date().isoformat()
            for staff in to_tell(task.ticket):
                jobs.enqueue("task.late", run_at=quiet(now(), zone, soon), task=task.id, staff=staff.id)
        claim.done()


@jobs.handler("task.late", tries=FIVE_DAYS_OF_TRIES, lease=SENDING_LEASE)
def mail_team(claim: jobs.Claim) -> None:
    """Tells one of them that a system has not answered."""
    settings = _settings()
    require_server(settings)
    task, staff = db.session.get_one(Task, claim.payload["task"]), db.session.get(Staff, claim.payload["staff"])
    row = instruction_of(task)
    if row is None or staff is None or not staff.active or not is_open(task):
        return
    sent(claim, mail_of(
        staff.email, "staff_task_late", f"late-{task.id}-{claim.id}", reference=task.ticket.reference, due=row.due_on,
        system=db.session.get_one(System, task.system_id).name, answer_by=task.request.due_on,
        address=f"{settings.public_url}/staff/tickets/{task.ticket.reference}",
    ))


def page_of(row: Instruction, system: System) -> str:
    """Where the task is done: behind the sign-in for a respondent, at a secret address for anybody else."""
    settings = _settings()
    if system.respondent_id:
        return f"{settings.public_url}/staff/tasks/{row.task_id}"
    return f"{settings.public_url}/tasks/{task_token(row.task_id, row.nonce, system.contact, settings.secret_key)}"


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found
