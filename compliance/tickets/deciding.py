"""Deciding: what is asked under which law, who works on it, how it ends."""

from datetime import date

from compliance.db import db, now
from compliance.ledger import record
from compliance.people.models import Staff
from compliance.registers import suppression
from compliance.rules import identity, lifecycle
from compliance.rules.abilities import Actor
from compliance.rules.kinds import BY_KEY
from compliance.tickets import clock, showing, waiting, warrants
from compliance.tickets.documents import erase_documents
from compliance.tickets.door import Refused, verb
from compliance.tickets.learning import keep_example
from compliance.tickets.models import Message, PrivacyRequest, Ticket
from compliance.tickets.moves import move, require_live, require_open
from compliance.tickets.opening import enter_request, new_request
from compliance.tickets.talking import require_address, send_letter
from compliance.tickets.tasks import make_tasks, open_tasks

SUPPRESSING = frozenset({"removal", "unsubscribe", "objection"})
REASONS_TO_REOPEN = {"answer": "the person wrote again", "mistake": "closed by mistake", "appeal": "the person objects"}


@verb("ticket.assign")
def assign(ticket: Ticket, actor: Actor, to: Staff | None) -> None:
    """Gives the ticket to a member of staff, or back to the team."""
    if to is not None and not to.active:
        raise Refused("disabled", "That account is disabled.")
    with record(ticket, "ticket.assigned", actor, to_staff=to.id if to else None):
        ticket.assignee_id = to.id if to else None


@verb("request.set")
def set_request(request: PrivacyRequest, actor: Actor, *, kind: str, regime: str, learn: bool = False) -> None:
    """Sets kind and law, which also confirms a suggestion: the clock is wound anew, the tasks follow.

    `learn`: a suggestion that was of another kind is kept as an example.
    """
    ticket = request.ticket
    require_live(ticket)
    require_open(request)
    _require_covered(kind, regime)
    was_kind, was_regime = request.kind, request.regime
    if learn and request.suggested and kind != was_kind:
        keep_example(request, kind)
    with record(request, "request.set", actor, kind=kind, regime=regime, was_kind=was_kind, was_regime=was_regime) as event:
        request.kind, request.regime, request.suggested = kind, regime, False
        clock.wind(request, ticket)
        event["due"] = _iso(request.due_on)
    make_tasks(request, actor)
    take_up(ticket, actor)


@verb("request.set")
def add_request(ticket: Ticket, actor: Actor, *, kind: str, regime: str) -> PrivacyRequest:
    """A further thing that is asked in the same ticket."""
    require_live(ticket)
    _require_covered(kind, regime)
    request = new_request(ticket, kind, regime)
    enter_request(request, (), actor)
    db.session.expire(ticket, ["requests"])
    take_up(ticket, actor)
    return request


def take_up(ticket: Ticket, actor: Actor) -> None:
    """A new ticket becomes open once somebody has said what is asked; the queue's date follows the requests."""
    if ticket.state == lifecycle.NEW:
        with record(ticket, "ticket.moved", actor, was=ticket.state, now=lifecycle.OPEN):
            ticket.state, ticket.unread, ticket.needs_reading = lifecycle.OPEN, False, False  # who says it has read it
    elif ticket.needs_reading:
        with record(ticket, "ticket.read_by_person", actor):
            ticket.needs_reading = False
    clock.requeue(ticket, actor)


@verb("request.close")
def close_request(request: PrivacyRequest, actor: Actor, *, outcome: str, ground: str | None = None,
                  text: str = "", letter: bool = True) -> Message | None:
    """Gives a request its outcome and writes the closing letter; the last one closes the ticket.

    `done` and `partly` need every task finished and the proof that the kind asks for; `refused` and `partly` a ground.
    """
    ticket = request.ticket
    require_live(ticket)
    require_open(request)
    _require_closable(request, ticket, outcome, ground)
    if letter and ticket.answerable:
        require_address(ticket)
    message = _close(request, ticket, actor, outcome, ground, text, letter=letter and ticket.answerable)
    if outcome in {"done", "partly"} and request.kind in SUPPRESSING:
        _suppress(request, ticket, actor)
    return message


def _suppress(request: PrivacyRequest, ticket: Ticket, actor: Actor) -> None:
    """Who was removed, or wants no mailings, stays so after any import; whoever left one list by its link left that alone."""
    address = ticket.requester.email
    if address and not suppression.entered_by(ticket.id):
        why = suppression.Why(request.kind, request.regime, ticket.id)
        suppression.suppress(address, suppression.EVERY, actor, why)


@verb("request.withdraw")
def withdraw(request: PrivacyRequest, actor: Actor) -> Message | None:
    """The person takes the request back."""
    require_live(request.ticket)
    require_open(request)
    return _close(request, request.ticket, actor, "withdrawn", None, "", letter=request.ticket.answerable)


def close_by_itself(request: PrivacyRequest, actor: Actor, outcome: str, *, letter: bool) -> Message | None:
    """Closes a request for which nothing is left to do, in the open unit; for verbs only."""
    return _close(request, request.ticket, actor, outcome, None, "", letter=letter)


def _close(request: PrivacyRequest, ticket: Ticket, actor: Actor, outcome: str, ground: str | None, text: str, *,
           letter: bool) -> Message | None:
    message = None
    if letter:
        facts = {"request": request.id, "kind": request.kind, "ground": ground}
        message = send_letter(ticket, outcome, actor, facts, text)
    with record(request, "request.closed", actor, kind=request.kind, outcome=outcome, ground=ground,
                message=message.id if message else None):
        request.outcome, request.ground, request.closed_at = outcome, ground, now()
    if not ticket.open_requests:
        if ticket.state == lifecycle.NEW:
            move(ticket, actor, lifecycle.OPEN)
        move(ticket, actor, lifecycle.CLOSED)
        erase_documents(ticket, actor)
    else:
        clock.requeue(ticket, actor)
    return message


@verb("ticket.reopen")
def reopen(ticket: Ticket, actor: Actor, reason: str) -> None:
    """Takes a closed or spam ticket up again: its requests are open again under their old clocks."""
    if ticket.state in lifecycle.LIVE:
        raise Refused("open_already", "The ticket is open.")
    if ticket.state == lifecycle.PLACED:
        raise Refused("placed", "Its mail is on another ticket: take it back.")
    if reason not in REASONS_TO_REOPEN:
        raise Refused("no_reason", "Say why.")
    for request in ticket.requests:
        if request.outcome not in {None, lifecycle.DISMISSED}:
            with record(request, "request.reopened", actor, kind=request.kind):
                request.outcome = request.ground = request.closed_at = None
    with record(ticket, "ticket.reopened", actor, reason=reason):
        ticket.state, ticket.closed_at, ticket.suspected = lifecycle.OPEN, None, None
        ticket.sort_due, ticket.paused = clock.first_due(ticket, ticket.requests)
    waiting.end_all(ticket, actor)


@verb("ticket.spam")
def mark_spam(ticket: Ticket, actor: Actor) -> None:
    """Puts the ticket on the spam pile; it stays there, with its due date, and can be reopened."""
    move(ticket, actor, lifecycle.SPAM)


def _require_covered(kind: str, regime: str) -> None:
    if kind not in BY_KEY:
        raise Refused("unknown_kind", "There is no such kind of request.")
    if not clock.covers(regime, kind):
        raise Refused("law_does_not_cover", "That law does not give this right; choose another law or another kind.")


def _require_closable(request: PrivacyRequest, ticket: Ticket, outcome: str, ground: str | None) -> None:
    if outcome not in lifecycle.OUTCOMES:
        raise Refused("unknown_outcome", "Choose an outcome.")
    if outcome in {"refused", "partly"} and ground not in lifecycle.GROUNDS:
        raise Refused("no_ground", "A refusal needs its ground.")
    if outcome in {"done", "partly"}:
        if request.suggested:
            raise Refused("not_confirmed", "Confirm what is asked first: the kind is only a suggestion.")
        require_proof(request, ticket)
        if left := len(open_tasks(request)):
            raise Refused("tasks_open", f"{left} system{'s' * (left > 1)} still to do.")
        if not any(task.outcome for task in request.tasks):
            warrants.require(request)


def require_proof(request: PrivacyRequest, ticket: Ticket) -> None:
    """Raises Refused where the kind needs more proof than was given."""
    lacking = showing.lacks(request, ticket)
    if lacking and not ticket.proof:
        raise Refused("proof_missing", "The person has not yet shown that the data is theirs: ask for proof first.")
    if "level" in lacking:
        raise Refused("level_missing", "More must be shown before this: look the person up and say what fits, or ask them.")
    if lacking:
        raise Refused("paper_missing", f"Still missing: {', '.join(identity.PAPERS[paper] for paper in sorted(lacking))}.")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
