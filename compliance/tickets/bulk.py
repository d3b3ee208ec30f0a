"""One act on many tickets: each by the verb for one, in a unit of its own, with a result for each.

`preview` does what would be done and takes it back, so that what it says of a ticket is what the verb says. `start` writes the
run down; the job `bulk.run` does the tickets one after the other, and marks each in the unit that changes it: whatever dies
meanwhile, no ticket is done twice and none is passed over. What one may not do, or not as a ticket stands, is a result like
any other. The run acts for whoever started it, as long as their account is active, with what their role may do by then.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column

from compliance import jobs
from compliance.db import Base, BigId, Json, db, now, unit
from compliance.ledger import Conflict
from compliance.people.models import Staff
from compliance.registers.house import tell
from compliance.rules.abilities import Actor
from compliance.tickets import deciding, tagging, talking
from compliance.tickets.door import Refused
from compliance.tickets.models import Ticket

MOST = 200  # tickets of one run
AT_ONCE = 20  # of one job
WAITING, DONE, REFUSED = "waiting", "done", "refused"
FASTER = "changed_meanwhile"  # somebody else was

Fields = Mapping[str, Any]


class BulkRun(Base):
    """One act on many tickets. `fields`: what it was filled in with."""

    __tablename__ = "bulk_runs"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    act: Mapped[str] = mapped_column(sa.String(20))
    fields: Mapped[dict[str, Any]] = mapped_column(Json)
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class BulkItem(Base):
    """One ticket of a run, and what became of it; `reason` is a refusal's code."""

    __tablename__ = "bulk_items"

    run_id: Mapped[int] = mapped_column(sa.ForeignKey("bulk_runs.id"), primary_key=True, autoincrement=False)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"), primary_key=True, autoincrement=False, index=True)
    state: Mapped[str] = mapped_column(sa.String(10), default=WAITING)
    reason: Mapped[str | None] = mapped_column(sa.String(30))


@dataclass(frozen=True)
class Foreseen:
    """What would become of a ticket; `refusal` in words, empty where it would be done."""

    ticket: Ticket
    refusal: str = ""


class _TakenBack(Exception):
    """Ends a unit that was only a try."""


def _assign(ticket: Ticket, actor: Actor, fields: Fields) -> None:
    deciding.assign(ticket, actor, db.session.get(Staff, fields["to"]) if fields["to"] else None)


def _tag(ticket: Ticket, actor: Actor, fields: Fields) -> None:
    tagging.set_tags(ticket, actor, [*tagging.tags_of(ticket), *fields["tags"]])


def _close(ticket: Ticket, actor: Actor, fields: Fields) -> None:
    if not ticket.open_requests:
        raise Refused("nothing_open", "No request of it is open.")
    for request in ticket.open_requests:
        deciding.close_request(request, actor, outcome=fields["outcome"], ground=fields["ground"], text=fields["text"],
                               letter=fields["letter"])


ACTS: dict[str, Callable[[Ticket, Actor, Fields], object]] = {
    "assign": _assign,
    "tag": _tag,
    "note": lambda ticket, actor, fields: talking.note(ticket, actor, fields["text"]),
    "write": lambda ticket, actor, fields: talking.write(ticket, actor, fields["text"]),
    "read": lambda ticket, actor, _fields: talking.mark_read(ticket, actor),
    "ask_proof": lambda ticket, actor, _fields: talking.ask_proof(ticket, actor),
    "close": _close,
    "spam": lambda ticket, actor, _fields: deciding.mark_spam(ticket, actor),
}


def chosen(references: Sequence[str]) -> list[Ticket]:
    """The tickets with these references, in their order, at most `MOST`."""
    wanted = list(dict.fromkeys(reference.strip().upper() for reference in references))[:MOST]
    of_them = sa.select(Ticket).where(Ticket.reference.in_(wanted)).options(joinedload(Ticket.requester))
    found = {ticket.reference: ticket for ticket in db.session.scalars(of_them)}
    return [found[reference] for reference in wanted if reference in found]


def preview(actor: Actor, act: str, fields: Fields, tickets: Sequence[Ticket]) -> list[Foreseen]:
    """What would become of each ticket; nothing is changed."""
    return [Foreseen(ticket, _tried(actor, act, fields, ticket.id)) for ticket in tickets]


def start(actor: Actor, act: str, fields: Fields, tickets: Sequence[Ticket]) -> BulkRun:
    """Writes a run down and promises to do it. Raises KeyError for an unknown act."""
    if act not in ACTS:
        raise KeyError(act)
    with unit():
        run = BulkRun(staff_id=actor.id or 0, act=act, fields=dict(fields), at=now())
        db.session.add(run)
        db.session.flush()
        db.session.add_all(BulkItem(run_id=run.id, ticket_id=ticket.id) for ticket in tickets)
        tell("house.bulk_started", actor, run=run.id, act=act, count=len(tickets))
        jobs.enqueue("bulk.run", run=run.id)
    return run


@jobs.handler("bulk.run")
def work(claim: jobs.Claim) -> None:
    """Does some tickets of a run, and promises the rest to the next job."""
    run_id = claim.payload["run"]
    waiting = sa.select(BulkItem.ticket_id).where(BulkItem.run_id == run_id, BulkItem.state == WAITING)
    ids = list(db.session.scalars(waiting.order_by(BulkItem.ticket_id).limit(AT_ONCE)))
    for ticket_id in ids:
        _do(run_id, ticket_id)
    with unit():
        if ids:
            jobs.enqueue("bulk.run", run=run_id)
        else:
            run = db.session.get_one(BulkRun, run_id)
            run.ended_at, run.fields = now(), {}
        claim.done()


def progress(run: BulkRun) -> list[tuple[BulkItem, Ticket]]:
    """Each ticket of a run and what became of it so far."""
    of_run = sa.select(BulkItem, Ticket).join(Ticket, Ticket.id == BulkItem.ticket_id).where(BulkItem.run_id == run.id)
    return [(item, ticket) for item, ticket in db.session.execute(of_run.order_by(Ticket.id))]


def _do(run_id: int, ticket_id: int) -> None:
    reason = None
    try:
        with unit():
            item = _taken(run_id, ticket_id)
            if item is None:
                return
            run = db.session.get_one(BulkRun, run_id)
            ACTS[run.act](db.session.get_one(Ticket, ticket_id), _actor(run), run.fields)
            item.state = DONE
            return
    except Refused as refusal:
        reason = refusal.reason
    except Conflict:
        reason = FASTER
    with unit():
        if item := _taken(run_id, ticket_id):
            item.state, item.reason = REFUSED, reason


def _taken(run_id: int, ticket_id: int) -> BulkItem | None:
    """The item, locked, if nobody has done it."""
    found = sa.select(BulkItem).where(BulkItem.run_id == run_id, BulkItem.ticket_id == ticket_id, BulkItem.state == WAITING)
    return db.session.scalar(found.with_for_update())


def _actor(run: BulkRun) -> Actor:
    staff = db.session.get_one(Staff, run.staff_id)
    if not staff.active:
        raise Refused("disabled", "The account that started it is disabled.")
    return staff.actor


def _tried(actor: Actor, act: str, fields: Fields, ticket_id: int) -> str:
    try:
        with unit():
            ACTS[act](db.session.get_one(Ticket, ticket_id), actor, fields)
            db.session.flush()
            raise _TakenBack
    except _TakenBack:
        return ""
    except Refused as refusal:
        return str(refusal)
