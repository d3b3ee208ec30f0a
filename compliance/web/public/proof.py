"""Proof of the mailbox: GET shows what will be confirmed, the press of a button confirms it.

Scanners that open links confirm nothing. A used link says that it was used, a lapsed one offers another, which goes to the
address on file alone; a forged one is as if it were not there. The address itself is the secret, so no cookie is needed.
"""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from compliance.db import now
from compliance.extensions import csrf, limiter
from compliance.rules.abilities import REQUESTER
from compliance.tickets.door import Refused
from compliance.tickets.models import Link, Ticket
from compliance.tickets.showing import asked_for_another
from compliance.tickets.talking import deny, give_proof, renew_proof
from compliance.web.guard import open_to_all
from compliance.web.public.refusals import said
from compliance.web.public.secret import masked, opened

GONE = 410
LIMIT = "60 per hour"


def register(blueprint: Blueprint) -> None:
    """Puts the pages of proof on the blueprint."""
    blueprint.add_url_rule("/proof/<token>", "proof", show)
    for rule, name, view in (("/proof/<token>", "confirm", confirm), ("/proof/<token>/again", "again", again),
                             ("/proof/<token>/no", "deny", say_no)):
        blueprint.add_url_rule(rule, name, view, methods=["POST"])
        csrf.exempt(view)


@open_to_all
def show(token: str) -> ResponseReturnValue:
    """What will be confirmed."""
    link, ticket = opened(token, "proof")
    return _page(link, ticket, token)


@open_to_all
@limiter.limit(LIMIT)
def confirm(token: str) -> ResponseReturnValue:
    """The person pressed the button."""
    link, ticket = opened(token, "proof")
    try:
        give_proof(ticket, REQUESTER, link)
    except Refused:
        return _page(link, ticket, token)
    return render_template("public/proof_given.html", ticket=ticket)


@open_to_all
@limiter.limit(LIMIT)
def say_no(token: str) -> ResponseReturnValue:
    """Nobody may ask for them."""
    link, ticket = opened(token, "proof")
    try:
        deny(ticket, REQUESTER, link)
    except Refused:
        return _page(link, ticket, token)
    return render_template("public/denied.html", ticket=ticket)


@open_to_all
@limiter.limit(LIMIT)
def again(token: str) -> ResponseReturnValue:
    """A new link, to the address on file."""
    link, ticket = opened(token, "proof")
    try:
        renew_proof(ticket, REQUESTER, link)
    except Refused as refusal:
        return render_template("public/proof_over.html", ticket=ticket, used=False, token=None, refusal=said(refusal)), GONE
    return render_template("public/proof_again.html", address=masked(_asked_at(ticket)))


def _page(link: Link, ticket: Ticket, token: str) -> ResponseReturnValue:
    """The page with the button while the link holds, else the one that explains."""
    if link.used_at is not None or link.expires_at < now():
        used = link.used_at is not None
        return render_template("public/proof_over.html", ticket=ticket, used=used, token=token, refusal=""), GONE
    if asked_for_another(ticket):
        return render_template("public/mandate.html", ticket=ticket, token=token)
    return render_template("public/proof.html", ticket=ticket, token=token, address=masked(ticket.requester.email))


def _asked_at(ticket: Ticket) -> str:
    """The address that the link goes to: the person's own, also where an agent asks for them."""
    return ticket.requester.for_email if asked_for_another(ticket) else ticket.requester.email
