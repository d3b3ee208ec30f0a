"""`flask tickets list|show`: reads, for scripts and for looking in from the shell."""

import json
from typing import Any

import click
from flask.cli import with_appcontext

from compliance.rules import lifecycle
from compliance.tickets import queries, queue
from compliance.tickets.models import Ticket


@click.group()
def tickets() -> None:
    """Read tickets."""


@tickets.command("list")
@click.option("--state", type=click.Choice([*lifecycle.STATES, "live"]), default="live", show_default=True)
@click.option("--limit", default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@with_appcontext
def list_tickets(state: str, limit: int, as_json: bool) -> None:
    """What is due first, first."""
    states = lifecycle.LIVE if state == "live" else frozenset({state})
    for ticket in queue.queue(queue.View(states=states), limit=limit).tickets:
        if as_json:
            click.echo(json.dumps(_summary(ticket)))
        else:
            kinds = ", ".join(request.kind for request in ticket.requests) or "?"
            click.echo(f"{ticket.reference}  {ticket.due_on or 'no date'!s:<10}  {ticket.state:<8} {kinds}")


@tickets.command()
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@with_appcontext
def show(reference: str, as_json: bool) -> None:
    """One ticket with its requests, messages and history."""
    ticket = queries.by_reference(reference)
    if ticket is None:
        raise click.ClickException(f"there is no ticket {reference}")
    whole = _whole(ticket)
    if as_json:
        click.echo(json.dumps(whole, ensure_ascii=False))
        return
    click.echo(f"{ticket.reference}  {lifecycle.STATES[ticket.state]}, due {ticket.due_on or 'without a date'}")
    for request in whole["requests"]:
        click.echo(f"  {request['kind']} ({request['regime']}), due {request['due_on']}: {request['outcome'] or 'open'}")
    for entry in whole["history"]:
        click.echo(f"  {entry['at']}  {entry['kind']}")


def _summary(ticket: Ticket) -> dict[str, Any]:
    return {
        "reference": ticket.reference, "state": ticket.state, "due_on": _iso(ticket.due_on),
        "received_at": ticket.received_at.isoformat(), "channel": ticket.channel, "sender": ticket.requester.email,
        "kinds": [request.kind for request in ticket.requests],
    }


def _whole(ticket: Ticket) -> dict[str, Any]:
    requests = [
        {
            "kind": request.kind, "regime": request.regime, "suggested": request.suggested,
            "due_on": _iso(request.due_on), "steps": request.steps, "outcome": request.outcome,
        }
        for request in ticket.requests
    ]
    messages = [
        {
            "direction": message.direction, "at": message.at.isoformat(), "outcome": message.outcome,
            "subject": message.subject, "text": message.text, "body": message.body, "letter": message.letter,
            "delivery": message.delivery, "sender": message.sender,
            "attachments": [{"name": a.name, "size": a.size, "sha256": a.sha256} for a in message.attachments],
        }
        for message in ticket.messages
    ]
    history = [
        {"at": event.at.isoformat(), "kind": event.kind, "actor": event.actor, "data": event.data}
        for event in queries.timeline(ticket)
    ]
    return _summary(ticket) | {"requests": requests, "messages": messages, "history": history}


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
