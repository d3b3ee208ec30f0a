"""Somebody leaves: the account ends, and nothing of theirs is left lying.

In one unit the account is disabled (`people.accounts`: sessions, links and second factors go), proposals of theirs that nobody
has approved end, and what they kept for themselves (saved views, reminders that waited for a digest) goes. Their open tickets
are promised to whoever takes them over, or to the team, as runs of `bulk`: each is handed on by the verb for one, so that its
history says so.
"""

import sqlalchemy as sa

from compliance.db import db, unit
from compliance.people import accounts
from compliance.people.models import DigestLine, Staff
from compliance.registers.saved_views import SavedView
from compliance.rules import lifecycle
from compliance.rules.abilities import Actor
from compliance.tickets import bulk, warrants
from compliance.tickets.models import Ticket


def depart(staff: Staff, actor: Actor, heir: Staff | None) -> int:
    """Ends the account. Returns how many open tickets are handed on, to `heir` or to the team. Raises AccountError."""
    if heir is not None and (heir.id == staff.id or not heir.active or not heir.actor.can("ticket.assign")):
        raise accounts.AccountError("Choose a colleague who works on tickets.")
    with unit():
        accounts.disable(staff, actor)
        warrants.end_of_maker(staff.id, actor)
        for model in (SavedView, DigestLine):
            gone = sa.delete(model).where(model.staff_id == staff.id)
            db.session.execute(gone.execution_options(synchronize_session=False))
        theirs = sa.select(Ticket).where(Ticket.assignee_id == staff.id, Ticket.state.in_(lifecycle.LIVE))
        tickets = db.session.scalars(theirs.order_by(Ticket.sort_due, Ticket.id)).all()
        for begin in range(0, len(tickets), bulk.MOST):
            bulk.start(actor, "assign", {"to": heir.id if heir else None}, tickets[begin:begin + bulk.MOST])
    return len(tickets)


def open_tickets() -> dict[int, int]:
    """How many open tickets each member of staff has, by account."""
    counted = sa.select(Ticket.assignee_id, sa.func.count()).where(
        Ticket.assignee_id.is_not(None), Ticket.state.in_(lifecycle.LIVE)).group_by(Ticket.assignee_id)
    return {staff_id: count for staff_id, count in db.session.execute(counted) if staff_id is not None}
