"""Moving a ticket from state to state, as `rules/lifecycle.py` allows; used by the verbs inside their unit."""

from compliance.db import now
from compliance.ledger import record
from compliance.rules import lifecycle
from compliance.rules.abilities import Actor
from compliance.tickets.door import Refused
from compliance.tickets.models import PrivacyRequest, Ticket
from compliance.tickets.planning import replan


def move(ticket: Ticket, actor: Actor, then: str) -> None:
    """Records the move. Raises Refused where the lifecycle does not allow it."""
    if not lifecycle.may_move(ticket.state, then):
        raise Refused("wrong_state", f"A ticket that is {lifecycle.STATES[ticket.state]} cannot become "
                                     f"{lifecycle.STATES[then]}.")
    with record(ticket, "ticket.moved", actor, was=ticket.state, now=then):
        ticket.state = then
        ticket.closed_at = now() if then in {lifecycle.CLOSED, lifecycle.SPAM} else None
    if then not in lifecycle.LIVE:
        replan(ticket)


def require_live(ticket: Ticket) -> None:
    """Raises Refused unless the ticket is new, open or waiting."""
    if ticket.state not in lifecycle.LIVE:
        raise Refused("not_open", "Reopen the ticket first.")


def require_open(request: PrivacyRequest) -> None:
    """Raises Refused where the request has its outcome."""
    if request.outcome is not None:
        raise Refused("closed_already", "This request has its outcome.")
