"""Asking who somebody is, beyond the link: a code to type, a question to answer.

A code is six digits, so it holds for minutes and for a few tries, where a link, with 130 bits, holds for a week (OWASP ASVS
5.0, 6.5.5). It is asked for by the person, when they sit at the page on which they will type it. Answers to questions are
messages of the person, read by staff, who say what fits; neither page nor letter ever says what we hold or whether an answer
was right.
"""

import hmac
from collections.abc import Collection
from datetime import timedelta

import sqlalchemy as sa

from compliance.db import db, now
from compliance.ledger import record
from compliance.rules import identity, lifecycle
from compliance.rules.abilities import Actor
from compliance.tickets import showing, waiting
from compliance.tickets.arrivals import Arrival
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Link, Message, Ticket
from compliance.tickets.moves import move, require_live
from compliance.tickets.opening import LINK_DAYS
from compliance.tickets.talking import control_shown, receive_message, require_address, send_letter
from compliance.tickets.tokens import code_of, new_link

PURPOSE, QUESTION = "code", "question"
CODES_A_DAY = 5


@verb("ticket.give_proof")
def send_code(ticket: Ticket, actor: Actor) -> Message:
    """Sends a code to the address on file; the one before it ends."""
    require_live(ticket)
    require_address(ticket)
    if showing.asked_for_another(ticket) or ticket.proof >= identity.MAILBOX:
        raise Refused("proof_given", "No code is needed here.")
    today = sa.select(sa.func.count(Link.id)).where(
        Link.ticket_id == ticket.id, Link.purpose == PURPOSE,
        Link.expires_at > now() - timedelta(days=1) + timedelta(minutes=identity.CODE_MINUTES))
    if (db.session.scalar(today) or 0) >= CODES_A_DAY:
        raise Refused("sent_already", "Enough codes were sent today.")
    for older in db.session.scalars(_codes(ticket)):
        older.expires_at = min(older.expires_at, now())
    link = new_link(ticket, PURPOSE, now() + timedelta(minutes=identity.CODE_MINUTES))
    return send_letter(ticket, "code", actor, {"code": link.id})


@verb("ticket.give_proof")
def give_code(ticket: Ticket, actor: Actor, digits: str, key: str) -> bool:
    """The person typed a code. Returns whether it was the right one, in time and within its tries; a wrong one is counted."""
    link = db.session.scalar(_codes(ticket).order_by(Link.id.desc()).limit(1).with_for_update())
    if link is None or link.expires_at < now() or link.tries >= identity.CODE_TRIES or ticket.state not in lifecycle.LIVE:
        return False
    link.tries += 1
    if not hmac.compare_digest(code_of(link, key).encode(), digits.encode()):
        return False
    link.used_at = now()
    control_shown(ticket, actor, PURPOSE)
    return True


def _codes(ticket: Ticket) -> sa.Select[Link]:
    return sa.select(Link).where(Link.ticket_id == ticket.id, Link.purpose == PURPOSE, Link.used_at.is_(None))


@verb("ticket.ask_proof")
def ask_question(ticket: Ticket, actor: Actor, points: Collection[str], text: str = "") -> Message:
    """Asks by a letter for what can be held against our files; the answer is given on the person's own page."""
    require_live(ticket)
    require_address(ticket)
    if not points or not set(points) <= identity.POINTS.keys():
        raise Refused("unknown_point", "Choose from the list what to ask.")
    link = new_link(ticket, "requests", now() + timedelta(days=LINK_DAYS))
    asked = [point for point in identity.POINTS if point in points]
    message = send_letter(ticket, QUESTION, actor, {"points": asked, "link": link.id}, text)
    with record(ticket, "proof.question_asked", actor, points=asked, message=message.id):
        pass
    if ticket.state != lifecycle.WAITING:
        move(ticket, actor, lifecycle.WAITING)
    waiting.begin_for_proof(ticket, actor, [request for request in ticket.open_requests if showing.lacks(request, ticket)])
    return message


def open_question(ticket: Ticket) -> Message | None:
    """The letter that asks and has no answer yet."""
    asked = max((message for message in ticket.messages if message.letter == QUESTION), key=lambda m: m.id, default=None)
    answered = asked and any((message.facts or {}).get("answers") == asked.id for message in ticket.messages)
    return None if answered else asked


@verb("ticket.answer")
def answer_question(ticket: Ticket, actor: Actor, question: Message, arrival: Arrival) -> Message:
    """The person's answer to what we asked."""
    still_open = open_question(ticket)
    if still_open is None or still_open.id != question.id:
        raise Refused("answered", "This was answered.")
    message = receive_message(ticket, actor, arrival)
    message.facts = {"answers": question.id}
    return message
