"""The sheet of a task: all that whoever looks after a system needs to do it there, and no more.

It names the person as they are found in a system (name and addresses), what is asked, and how that is done. Of somebody who
asks for another, only the one whose data it is stands there. No conversation, no proof, no word about other systems.
"""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from compliance.db import db
from compliance.registers.systems import System
from compliance.rules.kinds import BY_KEY
from compliance.tickets.amending import KIND, Amendment, fields_of
from compliance.tickets.instructing import instruction_of
from compliance.tickets.models import KnownAddress, Task


@dataclass(frozen=True)
class Sheet:
    """One task. `fields`: what is to be corrected; `said`: the person's own words of it where no field was written down."""

    task_id: int
    reference: str
    system: str
    relation: str
    kind: str
    title: str
    how: str
    due_on: date
    name: str
    addresses: tuple[str, ...]
    fields: tuple[Amendment, ...]
    said: tuple[tuple[str, str], ...]


def sheet_of(task: Task) -> Sheet:
    """The sheet of a task that somebody was asked to do. Raises LookupError where nobody was."""
    row = instruction_of(task)
    if row is None:
        raise LookupError(task.id)
    system, request = db.session.get_one(System, task.system_id), task.request
    fields = tuple(fields_of(request)) if request.kind == KIND else ()
    name, addresses = _whose(task)
    return Sheet(
        task.id, task.ticket.reference, system.name, system.relation, request.kind, BY_KEY[request.kind].title,
        system.how_to(request.kind), row.due_on, name, addresses, fields, () if fields else _said(task),
    )


def _whose(task: Task) -> tuple[str, tuple[str, ...]]:
    person = task.ticket.requester
    if task.ticket.behalf:
        return person.for_name, tuple(filter(None, [person.for_email]))
    known = db.session.scalars(sa.select(KnownAddress.email_key).where(KnownAddress.ticket_id == task.ticket_id))
    return person.name, tuple(dict.fromkeys(filter(None, [person.email, *known])))


def _said(task: Task) -> tuple[tuple[str, str], ...]:
    """What the person answered to the questions of this kind; nothing else that they wrote."""
    labels = {question.name: question.label for question in BY_KEY[task.request.kind].questions}
    given = [detail for detail in task.request.details if detail.value]
    return tuple((labels[detail.name], detail.value) for detail in given if detail.name in labels)
