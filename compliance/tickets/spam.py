"""The spam pile: what a filter or a flood put there, until somebody has looked.

Whatever lies there is a ticket like any other: it keeps its clock and is never answered, closed or lost by itself, and staff
are reminded of what nobody has looked at. What is rescued is a new ticket whose clock has run since it came in, and only then
is the person told that it arrived.
"""

from compliance.db import now
from compliance.ledger import record
from compliance.rules import lifecycle
from compliance.rules.abilities import SYSTEM, Actor
from compliance.tickets import clock
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Ticket
from compliance.tickets.opening import acknowledge
from compliance.tickets.planning import replan

OUT = "out"


@verb("ticket.spam")
def confirm(ticket: Ticket, actor: Actor) -> None:
    """A person has looked: it is spam. It stays where it is, and nobody is reminded of it any more."""
    if ticket.state != lifecycle.SPAM or ticket.suspected is None:
        raise Refused("not_suspected", "It is not on the pile, or somebody has looked at it already.")
    with record(ticket, "ticket.spam_confirmed", actor):
        ticket.suspected, ticket.unread, ticket.closed_at = None, False, now()
    replan(ticket)


@verb("ticket.spam")
def rescue(ticket: Ticket, actor: Actor) -> None:
    """It is no spam: a new ticket, whose clock has run since it came in. The person is told if they were not yet."""
    if ticket.state != lifecycle.SPAM:
        raise Refused("not_spam", "It is not on the spam pile.")
    with record(ticket, "ticket.rescued", actor):
        ticket.state, ticket.suspected, ticket.closed_at, ticket.unread = lifecycle.NEW, None, None, True
        ticket.sort_due, ticket.paused = clock.first_due(ticket, ticket.requests)
    replan(ticket)
    if ticket.answerable and not any(message.direction == OUT for message in ticket.messages):
        acknowledge(ticket, [request.kind for request in ticket.requests], SYSTEM)
