"""Handing over: the copy of their data that somebody asked for waits on their own page, never in a mail.

The letter says that it is there and until when. Each download is told in the trail; after the last day there is none. Only
what the kind needs as proof opens this door (GDPR Art. 15(4), Recital 63: access over a secure way).
"""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from compliance.db import db, now
from compliance.ledger import record
from compliance.rules.abilities import Actor
from compliance.tickets import clock
from compliance.tickets.arrivals import File, write_files
from compliance.tickets.deciding import require_proof
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Attachment, Message, PrivacyRequest, Ticket
from compliance.tickets.moves import require_live, require_open
from compliance.tickets.talking import FILE_DAYS, FILES, require_address, send_letter
from compliance.tickets.tokens import new_link

LETTER = "handed_over"
KINDS = frozenset({"access", "portability"})
DAYS = FILE_DAYS
WITH_FILES = frozenset({LETTER, FILES})


@verb("request.hand_over")
def hand_over(request: PrivacyRequest, actor: Actor, files: tuple[File, ...], text: str = "") -> Message:
    """Puts files on the person's own page and writes to them that they are there."""
    ticket = request.ticket
    require_live(ticket)
    require_open(request)
    require_address(ticket)
    if request.kind not in KINDS or request.suggested:
        raise Refused("not_asked", "A copy is handed over for a confirmed request for access or portability.")
    require_proof(request, ticket)
    if not files:
        raise Refused("empty", "Choose the files to hand over.")
    until = now() + timedelta(days=DAYS)
    link = new_link(ticket, "requests", until)
    facts = {"request": request.id, "kind": request.kind, "link": link.id, "until": clock.local_date(until, ticket).isoformat()}
    message = send_letter(ticket, LETTER, actor, facts, text)
    write_files(message, files)
    with record(request, "request.handed_over", actor, message=message.id, files=len(files), until=facts["until"]):
        pass
    return message


@verb("request.fetch")
def fetch(ticket: Ticket, actor: Actor, attachment_id: int) -> Attachment:
    """A file that waits for the person, with its content; told in the trail. Raises Refused for others and after its days."""
    wanted = sa.select(Attachment).join(Message).where(
        Attachment.id == attachment_id, Message.ticket_id == ticket.id, Message.letter.in_(WITH_FILES))
    found = db.session.scalar(wanted.options(undefer(Attachment.sealed)))
    message = db.session.get(Message, found.message_id) if found else None
    if found is None or message is None:
        raise Refused("no_file", "There is no such file.")
    if last_day(message) < clock.local_date(now(), ticket):
        raise Refused("lapsed", "The file is no longer here. Write to us if you still need it.")
    with record(ticket, "request.fetched", actor, attachment=found.id):
        pass
    return found


def waiting_for(ticket: Ticket) -> list[tuple[Attachment, date]]:
    """The files that wait for the person today, each with its last day."""
    today = clock.local_date(now(), ticket)
    letters = {message.id: last_day(message) for message in ticket.messages if message.letter in WITH_FILES}
    open_ones = [message_id for message_id, day in letters.items() if day >= today]
    if not open_ones:
        return []
    found = db.session.scalars(sa.select(Attachment).where(Attachment.message_id.in_(open_ones)).order_by(Attachment.id))
    return [(file, letters[file.message_id]) for file in found]


def last_day(message: Message) -> date:
    """The last day on which the files of a letter can be fetched."""
    return date.fromisoformat((message.facts or {})["until"])
