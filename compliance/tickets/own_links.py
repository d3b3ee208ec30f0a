"""The links to the person's own page: a new one goes to the address on file alone; staff end those that went astray."""

from datetime import timedelta

import sqlalchemy as sa

from compliance.db import db, now
from compliance.ledger import record
from compliance.rules import lifecycle
from compliance.rules.abilities import Actor
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Link, Ticket
from compliance.tickets.opening import LINK_DAYS, acknowledge
from compliance.tickets.talking import require_address

PURPOSE = "requests"


@verb("ticket.new_link")
def send_new_link(ticket: Ticket, actor: Actor) -> None:
    """The person's link has lapsed and they ask for another: a letter to the address on file, once a day at most."""
    require_address(ticket)
    if ticket.state in {lifecycle.SPAM, lifecycle.PLACED}:
        raise Refused("not_live", "Write to us instead.")
    latest = db.session.scalar(
        sa.select(sa.func.max(Link.expires_at)).where(Link.ticket_id == ticket.id, Link.purpose == PURPOSE))
    if latest is not None and latest > now() + timedelta(days=LINK_DAYS - 1):
        raise Refused("sent_already", "A new link was sent to your address today. Please look there.")
    acknowledge(ticket, [request.kind for request in ticket.requests if request.outcome != lifecycle.DISMISSED], actor)


@verb("ticket.end_links")
def end_links(ticket: Ticket, actor: Actor) -> None:
    """Ends every link to the person's own page, such as when one was passed on."""
    held = db.session.scalars(
        sa.select(Link).where(Link.ticket_id == ticket.id, Link.purpose == PURPOSE, Link.expires_at > now())).all()
    if not held:
        raise Refused("no_link", "No link to the person's own page holds.")
    with record(ticket, "ticket.links_ended", actor):
        for link in held:
            link.expires_at = now()
