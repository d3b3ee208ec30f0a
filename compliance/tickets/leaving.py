"""Leaving a mailing list by the link or the mail address in a newsletter: done at once, without a person.

The link says who leaves which list, whatever the sender of a mail says; it needs no proof, and gives none: a newsletter
that was forwarded carries it along. The address goes into the suppression register in the unit that opens the ticket. Where
no system is registered for it, nothing is left to do, and the request is closed with a letter; else its tasks remain for
staff.
"""

from dataclasses import replace

from compliance.db import db, unit
from compliance.gathering import flush
from compliance.ledger import record
from compliance.registers.mailing_lists import ListLink
from compliance.registers.suppression import Why, entry_of, suppress
from compliance.registers.systems import systems_for
from compliance.rules.abilities import REQUESTER, SYSTEM, Actor
from compliance.tickets.arrivals import Arrival, Asked
from compliance.tickets.clock import Office
from compliance.tickets.deciding import close_by_itself
from compliance.tickets.door import verb
from compliance.tickets.models import Ticket
from compliance.tickets.opening import open_ticket
from compliance.tickets.talking import receive_message
from compliance.tickets.tasks import open_tasks

KIND = "unsubscribe"


def leave(arrival: Arrival, link: ListLink, office: Office) -> Ticket:
    """Takes the address of the link off its list; asked again, nothing changes but that a mail is put to its ticket.

    What else a mail asks for is suggested on the same ticket, which then stays open.
    """
    with unit():
        flush()  # another mail by the same link may have been read just before, in this very unit
        before = left_by(link)
        if before is not None:
            receive_message(before, SYSTEM, replace(arrival, outcome="auto_reply", undeliverable=False))
            return before
        more = tuple(asked for asked in arrival.asked if asked.kind != KIND)
        told_at_once = not more and not systems_for(KIND)
        arrival = replace(
            arrival, sender=link.address, sender_name="", outcome="new", asked=(Asked(KIND, suggested=False), *more),
            needs_reading=arrival.outcome == "unreadable", answerable=True, acknowledged=told_at_once,
        )
        ticket = open_ticket(arrival, REQUESTER, office)
        unsubscribe(ticket, REQUESTER, link)
        return ticket


def left_by(link: ListLink) -> Ticket | None:
    """The ticket by which the address of a link has left its list, and stays away."""
    entry = entry_of(link.address, link.in_list)
    if entry is None or entry.lifted_at is not None or entry.by_ticket_id is None:
        return None
    return db.session.get(Ticket, entry.by_ticket_id)


@verb("ticket.unsubscribe")
def unsubscribe(ticket: Ticket, actor: Actor, link: ListLink) -> None:
    """Enters the address into the suppression register, and closes the request where nothing is left to do for it."""
    suppress(link.address, link.in_list, actor, Why("left", ticket.regime, ticket.id))
    with record(ticket, "list.left", actor, in_list=link.in_list):
        pass
    request = next(request for request in ticket.requests if request.kind == KIND)
    if not open_tasks(request):
        close_by_itself(request, actor, "done", letter=True)
