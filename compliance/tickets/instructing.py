"""Asking whoever looks after a system to do a task there, and taking their answer.

Outside of the house that is the contact of the register's entry, who gets a secret address for this one task and needs no
account; within it the respondent, who finds it among their own tasks. Both see what they need to find the data and nothing
else: who it is about, what is asked, and how it is done there; no conversation, no proof, no other system. The mail that asks
holds none of it.

Nobody is asked to touch data that staff could not touch: the kind must be confirmed, the person's proof shown and the second
person's approval given first. A task is asked for by itself as soon as that is so (job `task.ask`).

The secret address is derived from the key, the task, a nonce and the contact: another contact in the register, or staff who end
it, makes it worthless. It opens as long as the task is open.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from compliance import jobs
from compliance.db import Base, db, now, unit
from compliance.ledger import record
from compliance.people.models import Staff
from compliance.registers.systems import System
from compliance.rules import lifecycle
from compliance.rules.abilities import SYSTEM, Actor
from compliance.rules.chasing import next_chase, own_due
from compliance.tickets import warrants, working
from compliance.tickets.clock import local_date
from compliance.tickets.deciding import require_proof
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Task, Ticket

MORNING = time(7)


class Instruction(Base):
    """That somebody was asked to do a task, and by when. `chase_at`: when they are next reminded.

    `read_at`: when they opened it. `ended`: staff ended the link. That the task is finished, or no longer asked, stands on the
    task.
    """

    __tablename__ = "instructions"

    task_id: Mapped[int] = mapped_column(sa.ForeignKey("tasks.id"), primary_key=True, autoincrement=False)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"), index=True)
    nonce: Mapped[str] = mapped_column(sa.String(32))
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    chase_at: Mapped[datetime | None] = mapped_column(index=True)
    chased: Mapped[int] = mapped_column(default=0)
    read_at: Mapped[datetime | None]
    ended: Mapped[bool] = mapped_column(default=False)

    task: Mapped[Task] = relationship()


@dataclass(frozen=True)
class Asked:
    """What is said of an instruction on the ticket's page."""

    asked_at: datetime
    due_on: date
    chased: int
    read_at: datetime | None
    late: bool


def is_open(task: Task) -> bool:
    """Whether the task is still to do."""
    live = task.ticket.state in lifecycle.LIVE and task.request.outcome is None
    return live and task.outcome is None and not task.dropped


def address_of(system: System) -> str:
    """Where whoever looks after the system is written to; empty where nobody is."""
    if system.respondent_id:
        staff = db.session.get(Staff, system.respondent_id)
        return staff.email if staff and staff.active else ""
    return system.contact


@verb("task.instruct")
def instruct(task: Task, actor: Actor) -> Instruction:
    """Asks, or asks anew: an earlier secret address stays as it is, unless it was ended."""
    system = db.session.get_one(System, task.system_id)
    if refusal := _why_not(task, system):
        raise refusal
    return _instruct(task, system, actor)


def _instruct(task: Task, system: System, actor: Actor) -> Instruction:
    today = local_date(now(), task.ticket)
    row = db.session.get(Instruction, task.id)
    if row is None:
        row = Instruction(task_id=task.id, ticket_id=task.ticket_id, nonce=secrets.token_hex(16))
        db.session.add(row)
    elif row.ended:
        row.nonce = secrets.token_hex(16)
    row.asked_at, row.ended, row.due_on = now(), False, own_due(today, system.days, task.request.due_on)
    plan_chase(row, task.ticket, today)
    with record(task, "task.instructed", actor, in_system=system.id, due=row.due_on.isoformat()):
        pass
    jobs.enqueue("task.mail", task=task.id, what="asked")
    return row


def plan_chase(row: Instruction, ticket: Ticket, after: date) -> None:
    """When they are next reminded, after that day."""
    day = next_chase(local_date(row.asked_at, ticket), row.due_on, after)
    row.chase_at = datetime.combine(day, MORNING, ZoneInfo(ticket.timezone)) if day else None


def _why_not(task: Task, system: System) -> Refused | None:
    if not is_open(task):
        return Refused("finished_already", "This task is not open.")
    if not address_of(system):
        return Refused("nobody_to_ask", "The register names nobody who could be asked.")
    if task.request.suggested:
        return Refused("not_confirmed", "Confirm what is asked first: the kind is only a suggestion.")
    try:
        require_proof(task.request, task.ticket)
        warrants.require(task.request)
    except Refused as refusal:
        return refusal
    return None


@jobs.handler("task.ask")
def ask_where_ready(claim: jobs.Claim) -> None:
    """Asks for every task of a ticket that may be carried out and was not asked for yet."""
    with unit():
        wanted = sa.select(Task).where(Task.ticket_id == claim.payload["ticket"], Task.outcome.is_(None), ~Task.dropped)
        asked = set(db.session.scalars(
            sa.select(Instruction.task_id).where(Instruction.ticket_id == claim.payload["ticket"])))
        for task in db.session.scalars(wanted.order_by(Task.id)):
            system = db.session.get_one(System, task.system_id)
            if task.id not in asked and system.active and _why_not(task, system) is None:
                instruct(task, SYSTEM)
        claim.done()


@verb("task.instruct")
def end_link(task: Task, actor: Actor) -> None:
    """The secret address opens nothing any more, and nobody is reminded."""
    row = db.session.get(Instruction, task.id)
    if row is None or row.ended:
        raise Refused("no_link", "Nobody is asked to do this.")
    with record(task, "task.link_ended", actor, in_system=task.system_id):
        row.ended, row.chase_at, row.nonce = True, None, secrets.token_hex(16)


@verb("task.answer")
def read(task: Task, actor: Actor) -> None:
    """Whoever looks after the system opens what is to be done; told once."""
    _require_own(task, actor)
    row = db.session.get_one(Instruction, task.id)
    if row.read_at is None:
        with record(task, "task.read", actor, in_system=task.system_id):
            row.read_at = now()


@verb("task.answer")
def answer(task: Task, actor: Actor, outcome: str, ground: str | None, text: str, values: dict[int, str]) -> None:
    """Whoever looks after the system says what became of it, as staff would (`working.finish_task`)."""
    _require_own(task, actor)
    working.finish(task, actor, outcome, ground, text, values)


def _require_own(task: Task, actor: Actor) -> None:
    row = db.session.get(Instruction, task.id)
    if row is None or row.ended or not owns(task, actor):
        raise Refused("not_asked", "This task is somebody else's.")
    if not is_open(task):
        raise Refused("finished_already", "This task is finished, or no longer asked.")


def owns(task: Task, actor: Actor) -> bool:
    """Whether the actor looks after the task's system: by its secret address, or as its respondent."""
    system = db.session.get_one(System, task.system_id)
    if actor.kind == "owner":
        return actor.id == system.id and not system.respondent_id
    return actor.kind == "staff" and actor.id is not None and system.respondent_id == actor.id


def instruction_of(task: Task) -> Instruction | None:
    """The instruction of a task, unless it was ended."""
    row = db.session.get(Instruction, task.id)
    return row if row and not row.ended else None


def asked_of(ticket: Ticket) -> dict[int, Asked]:
    """What was asked of others on a ticket, by task."""
    today = local_date(now(), ticket)
    wanted = sa.select(Instruction).where(Instruction.ticket_id == ticket.id, ~Instruction.ended)
    return {row.task_id: Asked(row.asked_at, row.due_on, row.chased, row.read_at, row.due_on < today)
            for row in db.session.scalars(wanted)}


def tasks_of(staff: Staff, *, limit: int = 500) -> list[Instruction]:
    """The open tasks of a respondent, the first due first."""
    mine = sa.select(Instruction).join(Task, Task.id == Instruction.task_id).join(System, System.id == Task.system_id)
    open_ones = mine.where(System.respondent_id == staff.id, ~Instruction.ended, Task.outcome.is_(None), ~Task.dropped)
    rows = db.session.scalars(open_ones.order_by(Instruction.due_on, Instruction.task_id).limit(limit))
    return [row for row in rows if is_open(row.task)]
