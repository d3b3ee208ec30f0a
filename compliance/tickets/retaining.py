"""When the personal data of a closed ticket goes, and what stops it: its plan by part, and the legal hold.

The plan is derived from the last closing whenever a ticket stops being worked, by the rules and the house's settings
(`rules.retention`), and worked out anew for all when a setting changes (the job `retention.replan`). A ticket that was taken up
again keeps its old plan until it is closed anew, but nothing of a ticket that is not closed is ever erased (`erasing`).
"""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance import jobs
from compliance.db import Base, BigId, db, now, unit
from compliance.ledger import record
from compliance.registers import retention
from compliance.rules import lifecycle
from compliance.rules.abilities import Actor
from compliance.rules.retention import HOLDS, Due, Setting, plan
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import PrivacyRequest, Ticket

PLANNED, ANNOUNCED, RELEASED, DONE = "planned", "announced", "released", "done"
ENDED = frozenset({lifecycle.CLOSED, lifecycle.SPAM, lifecycle.PLACED})
BATCH = 500
LONGEST_REASON = 2_000


class RetentionDue(Base):
    """That a part of a ticket goes on a day. `automatic`: without a release. `rows`, `digest`: what went, once it is done."""

    __tablename__ = "retention_dues"
    __table_args__ = (
        sa.Index("ix_retention_dues_state", "state", "due_on", "ticket_id"),
        sa.Index("ix_retention_dues_run_id", "run_id", "ticket_id"),
    )

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"), primary_key=True, autoincrement=False)
    part: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    due_on: Mapped[date]
    automatic: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(sa.String(10), default=PLANNED)
    run_id: Mapped[int | None] = mapped_column(BigId)
    done_at: Mapped[datetime | None]
    rows: Mapped[int | None]
    digest: Mapped[str | None] = mapped_column(sa.String(64))


class LegalHold(Base):
    """Why nothing of a ticket may be erased, in a colleague's words, until it is lifted.

    `told`: the officers were reminded to review it by `review_on`.
    """

    __tablename__ = "legal_holds"

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"), primary_key=True, autoincrement=False)
    ground: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.Text)
    review_on: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(BigId)
    lifted_at: Mapped[datetime | None]
    told: Mapped[bool] = mapped_column(default=False)


def plan_ended(ticket: Ticket) -> None:
    """Plans when the parts of a ticket go that is worked no longer, in the open unit."""
    if ticket.state not in ENDED or ticket.closed_at is None:
        return
    asked = [(request.kind, request.regime) for request in ticket.requests]
    dues = _planned(ticket, asked, retention.settings())
    standing = {due.part: due for due in db.session.scalars(sa.select(RetentionDue).where(RetentionDue.ticket_id == ticket.id))}
    _keep(ticket, dues, standing)


def _planned(
    ticket: Ticket, asked: Iterable[tuple[str, str]], settings: tuple[Setting, ...]
) -> tuple[Due, ...]:
    closed_on = _local_date(ticket.closed_at or now(), ticket.timezone)
    return plan(ticket.state, closed_on, asked, settings)


def _keep(ticket: Ticket, dues: tuple[Due, ...], standing: dict[str, RetentionDue]) -> None:
    """Writes the plan; a part that has gone and of which nothing new came is left as it is."""
    for due in dues:
        row = standing.get(due.part)
        if row is None:
            db.session.add(RetentionDue(ticket_id=ticket.id, part=due.part, due_on=due.on, automatic=due.automatic))
        elif row.state == DONE and row.done_at and ticket.closed_at and ticket.closed_at <= row.done_at:
            continue
        elif row.state == DONE or (row.due_on, row.automatic) != (due.on, due.automatic):
            row.due_on, row.automatic, row.state, row.run_id = due.on, due.automatic, PLANNED, None


@jobs.handler("retention.replan")
def replan_all(claim: jobs.Claim) -> None:
    """Works out the plans of the next closed tickets anew, some hundred in a unit, and leaves the rest to another job."""
    with unit():
        ended = sa.select(Ticket).where(Ticket.id > claim.payload["after"], Ticket.state.in_(ENDED)).order_by(Ticket.id)
        tickets = list(db.session.scalars(ended.limit(BATCH)))
        ids = [ticket.id for ticket in tickets]
        asked: dict[int, list[tuple[str, str]]] = {ticket_id: [] for ticket_id in ids}
        wanted = sa.select(PrivacyRequest.ticket_id, PrivacyRequest.kind, PrivacyRequest.regime)
        for row in db.session.execute(wanted.where(PrivacyRequest.ticket_id.in_(ids))):
            asked[row.ticket_id].append((row.kind, row.regime))
        standing: dict[int, dict[str, RetentionDue]] = {ticket_id: {} for ticket_id in ids}
        for due in db.session.scalars(sa.select(RetentionDue).where(RetentionDue.ticket_id.in_(ids))):
            standing[due.ticket_id][due.part] = due
        settings = retention.settings()
        for ticket in tickets:
            if ticket.closed_at is not None:
                _keep(ticket, _planned(ticket, asked[ticket.id], settings), standing[ticket.id])
        if len(tickets) == BATCH:
            jobs.enqueue("retention.replan", after=ids[-1])
        claim.done()


def _local_date(moment: datetime, timezone: str) -> date:
    return moment.astimezone(ZoneInfo(timezone)).date()


def hold_of(ticket: Ticket) -> LegalHold | None:
    """The hold that stands on a ticket."""
    held = db.session.get(LegalHold, ticket.id)
    return held if held and held.lifted_at is None else None


def dues_of(ticket: Ticket) -> list[RetentionDue]:
    """When its parts go, or went."""
    wanted = sa.select(RetentionDue).where(RetentionDue.ticket_id == ticket.id)
    return list(db.session.scalars(wanted.order_by(RetentionDue.due_on, RetentionDue.part)))


def held(ids: Iterable[int]) -> set[int]:
    """Those of the tickets on which a hold stands."""
    wanted = sa.select(LegalHold.ticket_id).where(LegalHold.ticket_id.in_(list(ids)), LegalHold.lifted_at.is_(None))
    return set(db.session.scalars(wanted))


@verb("ticket.hold")
def set_hold(ticket: Ticket, actor: Actor, ground: str, reason: str, review_on: date) -> None:
    """Nothing of the ticket may be erased until it is lifted. Set again, ground, reason and review are the new ones."""
    if ground not in HOLDS or not reason.strip() or len(reason) > LONGEST_REASON:
        raise Refused("wrong_hold", "A legal hold needs its ground and a reason in words.")
    if review_on <= _local_date(now(), ticket.timezone):
        raise Refused("wrong_review", "The hold is to be reviewed on a day that is still to come.")
    with record(ticket, "hold.set", actor, ground=ground, review=review_on.isoformat()):
        db.session.merge(LegalHold(ticket_id=ticket.id, ground=ground, reason=reason.strip(), review_on=review_on, at=now(),
                                   by_id=actor.id, lifted_at=None, told=False))


@verb("ticket.hold")
def lift_hold(ticket: Ticket, actor: Actor) -> None:
    """The hold ends; what has come due meanwhile goes on its usual way."""
    standing = hold_of(ticket)
    if standing is None:
        raise Refused("no_hold", "No legal hold stands on it.")
    with record(ticket, "hold.lifted", actor, ground=standing.ground):
        standing.lifted_at = now()
