"""What was found out about the sender of a message after it came."""

from compliance.ledger import record
from compliance.rules.abilities import Actor
from compliance.rules.evidence import Evidence, written
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Message, Ticket
from compliance.tickets.talking import signed_answer


@verb("message.check")
def sender_checked(ticket: Ticket, actor: Actor, message: Message, found: Evidence) -> None:
    """Keeps the evidence with a message of the ticket that has none yet."""
    if message.ticket_id != ticket.id or message.evidence is not None:
        raise Refused("not_open", "This message has its evidence already.")
    with record(ticket, "message.vouched", actor, message=message.id):
        message.evidence = written(found)
    if message.outcome in {"new", "reply"}:
        signed_answer(ticket, actor, message)
