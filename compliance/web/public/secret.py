"""Pages behind a secret address: the link must be genuine, of this purpose, and belong to a ticket."""

from typing import NoReturn

from flask import abort, current_app

from compliance.db import db
from compliance.tickets.models import Link, Ticket
from compliance.tickets.tokens import link_of_token


def opened(token: str, purpose: str) -> tuple[Link, Ticket]:
    """The link and its ticket. Anything else ends with 404, the same for a forged token as for one of another purpose."""
    link = link_of_token(token, current_app.config["SETTINGS"].secret_key)
    if link is None or link.purpose != purpose:
        _not_there()
    ticket = db.session.get(Ticket, link.ticket_id)
    if ticket is None:
        _not_there()
    return link, ticket


def _not_there() -> NoReturn:
    abort(404)


def masked(address: str) -> str:
    """An address of which its owner recognises enough and a stranger learns little: m…@example.org."""
    local, at, domain = address.partition("@")
    return f"{local[:1]}…{at}{domain}"
