"""The person's own page: where it stands, by when and why, what became of it by system; write to us, withdraw.

It opens from the address in the acknowledgement alone. It shows no data that we hold, only what is done about it.
"""

from datetime import date
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.db import now
from compliance.extensions import csrf, limiter
from compliance.registers.systems import all_systems
from compliance.rules import lifecycle
from compliance.rules.abilities import REQUESTER
from compliance.rules.kinds import BY_KEY
from compliance.tickets.arrivals import Arrival
from compliance.tickets.deciding import withdraw as withdraw_request
from compliance.tickets.door import Refused
from compliance.tickets.models import Link, Ticket
from compliance.tickets.queries import request_of
from compliance.tickets.talking import receive_message
from compliance.web.guard import open_to_all
from compliance.web.public.secret import masked, opened

LIMIT = "20 per hour"
LONGEST_WORDS = 10_000
GONE = 410


def register(blueprint: Blueprint) -> None:
    """Puts the person's own page on the blueprint."""
    blueprint.add_url_rule("/requests/<token>", "own", show)
    blueprint.add_url_rule("/requests/<token>/withdraw/<int:request_id>", "withdraw", ask_withdrawal)
    for rule, name, view in (
        ("/requests/<token>/messages", "write", write), ("/requests/<token>/withdraw/<int:request_id>", "withdrawn", withdraw),
    ):
        blueprint.add_url_rule(rule, name, view, methods=["POST"])
        csrf.exempt(view)


@open_to_all
def show(token: str) -> ResponseReturnValue:
    """Where it stands."""
    link, ticket = opened(token, "requests")
    return _page(link, ticket, token)


@open_to_all
@limiter.limit(LIMIT)
def write(token: str) -> ResponseReturnValue:
    """A message from the person."""
    link, ticket = opened(token, "requests")
    words = request.form.get("words", "").strip()
    if not words or len(words) > LONGEST_WORDS or link.expires_at < now():
        return _page(link, ticket, token, words=words, wrong=True)
    arrival = Arrival(channel="form", contact=ticket.contact, sender=ticket.requester.email, outcome="reply",
                      sender_name=ticket.requester.name, text=words, body=words, language=ticket.language)
    receive_message(ticket, REQUESTER, arrival)
    return redirect(url_for("public.own", token=token, written=1), 303)


@open_to_all
def ask_withdrawal(token: str, request_id: int) -> ResponseReturnValue:
    """What withdrawing means, and the button."""
    link, ticket = opened(token, "requests")
    asked = request_of(ticket, request_id)
    if asked is None or asked.outcome is not None or link.expires_at < now():
        return _page(link, ticket, token)
    return render_template("public/withdraw.html", ticket=ticket, asked=asked, kind=BY_KEY[asked.kind], token=token)


@open_to_all
@limiter.limit(LIMIT)
def withdraw(token: str, request_id: int) -> ResponseReturnValue:
    """Takes a request back."""
    link, ticket = opened(token, "requests")
    asked = request_of(ticket, request_id)
    if asked is not None and link.expires_at >= now():
        try:
            withdraw_request(asked, REQUESTER)
        except Refused:
            return _page(link, ticket, token)
    return redirect(url_for("public.own", token=token), 303)


def _page(link: Link, ticket: Ticket, token: str, words: str = "", *, wrong: bool = False) -> ResponseReturnValue:
    if link.expires_at < now():
        return render_template("public/own_over.html", ticket=ticket), GONE
    page = render_template(
        "public/own.html", ticket=ticket, token=token, today=_today(ticket), step=_step(ticket), kinds=BY_KEY, words=words,
        wrong=wrong, systems={system.id: system.name for system in all_systems()}, written=request.args.get("written"),
        address=masked(ticket.requester.email), grounds=lifecycle.GROUNDS,
    )
    return page, 422 if wrong else 200


def _today(ticket: Ticket) -> date:
    return now().astimezone(ZoneInfo(ticket.timezone)).date()


def _step(ticket: Ticket) -> int:
    """1 received, 2 proof, 3 being done, 4 answered; 5: all is done."""
    if ticket.state == lifecycle.CLOSED:
        return 5
    if ticket.state == lifecycle.WAITING:
        return 2
    return 1 if ticket.state == lifecycle.NEW else 3
