"""Taking a message out of a ticket into one of its own: somebody answered an old letter of ours with something new, or one
mail brought the matter of another person.

The new ticket counts from the arrival of the message and is asked in nothing until somebody says what it asks, under the
default law meanwhile, like every mail in which no request was recognised. Putting it back onto the first ticket
(`placing.place`) undoes it. Nobody is told, and what was shown of the person on the first ticket shows nothing on the second.
"""

from compliance.db import db
from compliance.ledger import record
from compliance.rules import lifecycle
from compliance.rules.abilities import Actor
from compliance.tickets import searching
from compliance.tickets.arrivals import Arrival
from compliance.tickets.clock import Office
from compliance.tickets.door import Refused, ticket_of, verb
from compliance.tickets.models import Message, Ticket
from compliance.tickets.opening import open_ticket


@verb("ticket.place")
def split(message: Message, actor: Actor, office: Office) -> Ticket:
    """Opens the new ticket. The message that the old one began with stays where it is."""
    ticket = ticket_of(message)
    came = [one for one in ticket.messages if one.direction == "in"]
    if message.direction != "in" or ticket.state == lifecycle.PLACED:
        raise Refused("not_splittable", "Only what came in can become a ticket of its own.")
    if message is came[0]:
        raise Refused("first_message", "The ticket began with this message: it stays here.")
    if message.placed_from_id is not None:
        raise Refused("placed", "It was put here from a ticket of its own: take that one's mail back.")
    arrival = Arrival(
        channel=message.channel, contact=ticket.contact, sender=message.sender, sender_name=message.sender_name,
        language=message.language or ticket.language, received_at=message.at, needs_reading=True, acknowledged=True,
        answerable=ticket.answerable,
    )
    made = open_ticket(arrival, actor, office, message=message)
    with record(ticket, "message.split", actor, message=message.id, into=made.reference):
        pass
    for row in (ticket, made):
        db.session.expire(row, ["messages"])
        searching.rebuild(row)
    return made
