"""The two-person rule: before a request of some kinds is carried out, one person proposes it and another one approves.

A warrant is for one request and for its plan as it stood: the systems in which it is to be done, whom it is about, and how sure
that is. Once it is approved it waits (`registers.approvals`), and until then whoever works on tickets can take it back. Only
then may its tasks be finished as done. It does not hold where the plan was changed after the approval, or where a legal hold
was set meanwhile: whatever was decided, was decided about something else.

Who proposes never approves. A house in which nobody else could approve has the wait alone.
"""

from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, contains_eager, joinedload, mapped_column, relationship

from compliance.db import Base, BigId, db, now
from compliance.ledger import Guarded, digest, hold, record
from compliance.people.accounts import everyone
from compliance.registers import approvals
from compliance.rules.abilities import Actor
from compliance.tickets import showing, tasks
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import PrivacyRequest, Ticket
from compliance.tickets.moves import require_live, require_open
from compliance.tickets.retaining import hold_of

APPROVE = "request.approve"


class Warrant(Guarded, Base):
    """A proposal and its approval. `plan`: SHA-256 of what is to be done. `not_before`: when the wait is over."""

    __tablename__ = "warrants"
    __entity__ = "warrant"

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"), index=True)
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("requests.id"), index=True)
    plan: Mapped[str] = mapped_column(sa.String(64))
    maker_id: Mapped[int] = mapped_column(BigId)
    made_at: Mapped[datetime]
    approver_id: Mapped[int | None] = mapped_column(BigId)
    not_before: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[str | None] = mapped_column(sa.String(20))

    ticket: Mapped[Ticket] = relationship()
    request: Mapped[PrivacyRequest] = relationship()

    @property
    def trail_ticket_id(self) -> int:
        """Its events stand on its ticket's timeline."""
        return self.ticket_id


class Standing(StrEnum):
    """How far a request is."""

    FREE = "free"  # needs no second person
    MISSING = "missing"
    PROPOSED = "proposed"
    WAITING = "waiting"
    READY = "ready"
    CHANGED = "changed"  # the plan is another one by now
    HELD = "held"


def warrant_of(request: PrivacyRequest) -> Warrant | None:
    """The warrant of a request that has not ended."""
    found = sa.select(Warrant).where(Warrant.request_id == request.id, Warrant.ended_at.is_(None))
    return db.session.scalar(found.order_by(Warrant.id.desc()).limit(1))


def standing(request: PrivacyRequest) -> Standing:
    """How far a request is on its way to being carried out."""
    if approvals.hours_of(request.kind) is None:
        return Standing.FREE
    warrant = warrant_of(request)
    if warrant is None:
        return Standing.MISSING
    if hold_of(request.ticket):
        return Standing.HELD
    if warrant.plan != plan_of(request):
        return Standing.CHANGED
    if warrant.not_before is None:
        return Standing.PROPOSED
    return Standing.READY if warrant.not_before <= now() else Standing.WAITING


def proposed(limit: int = 200) -> list[Warrant]:
    """What waits for an approval, the oldest first."""
    waiting = sa.select(Warrant).join(Warrant.request).where(
        Warrant.ended_at.is_(None), Warrant.not_before.is_(None), PrivacyRequest.outcome.is_(None))
    return list(db.session.scalars(waiting.options(joinedload(Warrant.ticket), contains_eager(Warrant.request))
                                   .order_by(Warrant.id).limit(limit)))


def plan_of(request: PrivacyRequest) -> str:
    """The digest of what is to be done: in which systems, for whom, and how sure that is."""
    ticket = request.ticket
    return digest({
        "request": str(request.id), "kind": request.kind, "regime": request.regime,
        "systems": sorted(str(task.system_id) for task in request.tasks if not task.dropped),
        "person": digest({"address": ticket.requester.email_key, "for": ticket.requester.for_email, "salt": str(ticket.id)}),
        "proof": str(ticket.proof),
    })


def alone(maker_id: int | None) -> bool:
    """Whether nobody else in the house could approve."""
    return not any(staff.active and staff.id != maker_id and staff.actor.can(APPROVE) for staff in everyone())


def require(request: PrivacyRequest) -> None:
    """Raises Refused unless the request may be carried out now."""
    why = {
        Standing.MISSING: "This needs a second person: propose it first.",
        Standing.PROPOSED: "Somebody else must approve it first.",
        Standing.WAITING: "It is approved, and waits: until then it can be taken back.",
        Standing.CHANGED: "What is to be done has changed since it was approved: propose it anew.",
        Standing.HELD: "A legal hold stands on this ticket.",
    }.get(standing(request))
    if why:
        raise Refused("approval_missing", why)


@verb("request.propose")
def propose(request: PrivacyRequest, actor: Actor) -> Warrant:
    """Proposes that a request is carried out as it stands. One that stood before ends."""
    require_live(request.ticket)
    require_open(request)
    hours = approvals.hours_of(request.kind)
    if hours is None:
        raise Refused("not_needed", "This kind of request needs no second person.")
    if request.suggested:
        raise Refused("not_confirmed", "Confirm what is asked first: the kind is only a suggestion.")
    if showing.lacks(request, request.ticket):
        raise Refused("proof_missing", "The person has not yet shown that the data is theirs: ask for proof first.")
    if earlier := warrant_of(request):
        _end(earlier, actor, "anew")
    warrant = Warrant(ticket_id=request.ticket_id, request_id=request.id, plan=plan_of(request), maker_id=actor.id or 0,
                      made_at=now())
    if alone(actor.id):
        warrant.not_before = now() + timedelta(hours=hours)
    with record(warrant, "warrant.proposed", actor, for_request=request.id, kind=request.kind, plan=warrant.plan,
                by="one" if warrant.not_before else "two"):
        pass
    if warrant.not_before:
        tasks.ask_owners_again(request.ticket, warrant.not_before)
    return warrant


@verb(APPROVE)
def approve(request: PrivacyRequest, actor: Actor) -> Warrant:
    """Approves what somebody else proposed; the wait begins. That the approver has just signed in is for the door to see to."""
    require_live(request.ticket)
    warrant, hours = warrant_of(request), approvals.hours_of(request.kind)
    if warrant is None or warrant.not_before is not None or hours is None:
        raise Refused("not_proposed", "Nothing waits for an approval here.")
    if warrant.maker_id == actor.id:
        raise Refused("own_proposal", "Who proposes does not approve: somebody else must.")
    if standing(request) is not Standing.PROPOSED:
        require(request)
    with record(warrant, "warrant.approved", actor, for_request=request.id, kind=request.kind, hours=hours):
        warrant.approver_id, warrant.not_before = actor.id, now() + timedelta(hours=hours)
    tasks.ask_owners_again(request.ticket, warrant.not_before)
    return warrant


@verb("request.propose")
def take_back(request: PrivacyRequest, actor: Actor) -> None:
    """Ends a warrant before anything was done under it."""
    warrant = warrant_of(request)
    if warrant is None:
        raise Refused("not_proposed", "Nothing is proposed here.")
    _end(warrant, actor, "taken_back")


def end_of_maker(staff_id: int, actor: Actor) -> None:
    """Ends what somebody who leaves has proposed and nobody has approved, in the open unit."""
    theirs = sa.select(Warrant).where(Warrant.maker_id == staff_id, Warrant.ended_at.is_(None), Warrant.not_before.is_(None))
    for warrant in db.session.scalars(theirs).all():
        hold(warrant)
        _end(warrant, actor, "maker_left")


def _end(warrant: Warrant, actor: Actor, why: str) -> None:
    with record(warrant, "warrant.ended", actor, for_request=warrant.request_id, kind=warrant.request.kind, why=why):
        warrant.ended_at, warrant.ended_why = now(), why
