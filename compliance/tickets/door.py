"""The single door: what every verb passes before it changes a ticket.

`@verb("ticket.assign")` opens the unit, locks the ticket and reads it anew, checks that the actor has the ability, and
lets the verb decide. A refusal (`Forbidden`: may not; `Refused`: may, but not now or not so) rolls everything back and is
then recorded in a unit of its own. Verbs are the only functions that take a row and an actor.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from compliance.db import in_unit, unit
from compliance.ledger import hold, record
from compliance.rules.abilities import Actor
from compliance.tickets.models import Ticket

P = ParamSpec("P")
R = TypeVar("R")
Row = TypeVar("Row")


class Refused(Exception):
    """The act is not possible as the ticket stands. `reason` is a code for the trail, the text is for the person."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


class Forbidden(Refused):
    """The actor lacks the ability."""

    def __init__(self, ability: str) -> None:
        super().__init__("not_allowed", f"You may not do this ({ability}).")


def ticket_of(row: Any) -> Ticket:
    """The ticket that a guarded row belongs to."""
    ticket: Ticket = row if isinstance(row, Ticket) else row.ticket
    return ticket


def verb(
    ability: str,
) -> Callable[[Callable[Concatenate[Row, Actor, P], R]], Callable[Concatenate[Row, Actor, P], R]]:
    """Makes a function `(row, actor, ...)` a verb that needs `ability`. Raises Forbidden, Refused, ledger.Conflict."""

    def through_the_door(act: Callable[Concatenate[Row, Actor, P], R]) -> Callable[Concatenate[Row, Actor, P], R]:
        @wraps(act)
        def wrapped(row: Row, actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
            inside = in_unit()
            try:
                with unit():
                    _admit(row, actor, ability)
                    return act(row, actor, *args, **kwargs)
            except Refused as refusal:
                if not inside:
                    _record_refusal(row, actor, ability, refusal.reason)
                raise

        wrapped.ability = ability  # type: ignore[attr-defined]
        return cast(Callable[Concatenate[Row, Actor, P], R], wrapped)

    return through_the_door


def _admit(row: Any, actor: Actor, ability: str) -> None:
    if not actor.can(ability):
        raise Forbidden(ability)
    ticket = ticket_of(row)
    hold(ticket)
    if row is not ticket:
        hold(row)


def _record_refusal(row: Any, actor: Actor, ability: str, reason: str) -> None:
    with unit():
        ticket = ticket_of(row)
        hold(ticket)
        with record(ticket, "act.refused", actor, act=ability, reason=reason):
            pass
