"""The conversation with the person: what comes in, what goes out, notes among staff, and proof.

A letter is written here as a message with its code and the facts it is filled with; the room `letters` renders and sends
it from a job, and reports back through `letter_sent` and `letter_failed`.
"""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from compliance import jobs
from compliance.db import db, now, unit
from compliance.gathering import insert
from compliance.ledger import hold, record
from compliance.registers import dead_addresses
from compliance.registers.limits import limits
from compliance.rules import addresses, evidence, identity, lifecycle
from compliance.rules.abilities import Actor
from compliance.rules.answering import may_write
from compliance.rules.regimes.regime import IDENTITY
from compliance.tickets import clock, mentioning, searching, showing, waiting
from compliance.tickets.arrivals import Arrival, File, write_files, write_message
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Link, Message, Ticket
from compliance.tickets.moves import move, require_live
from compliance.tickets.planning import replan
from compliance.tickets.tokens import new_link
from compliance.tickets.traffic import HELD, written_to

FILES = "files"  # the letter with which files wait on the person's own page
FILE_DAYS = 30  # how long they wait
QUEUED, SENT, FAILED = "queued", "sent", "failed"
DAILY_LIMIT = "daily_limit"  # why a letter was held back
BOUNCED = "bounced"  # the error of a letter that came back, and why its address is dead
DELAYED = "delayed"  # the error of a letter that is still being tried


def send_letter(ticket: Ticket, letter: str, actor: Actor, facts: dict[str, Any], text: str = "", to: str = "") -> Message:
    """Writes a letter to the requester, or `to` another address, in the open unit and promises to send it; for verbs only.

    One that nobody on staff asked for is held back where its address has had enough of them today.
    """
    message = Message(
        ticket_id=ticket.id, direction="out", channel="mail", author_id=actor.id, at=now(), letter=letter, facts=facts,
        recipient=to or (ticket.requester.email if ticket.requester else ""), text=text, body=text, language=ticket.language,
        delivery=QUEUED, warnings=[],
    )
    address = addresses.key(message.recipient)
    if not may_write(limits(), written_to(address), by_staff=actor.id is not None):
        message.delivery = HELD
    insert(message)
    if message.delivery == HELD:
        with record(ticket, "letter.held", actor, message=message.id, letter=letter, reason=DAILY_LIMIT):
            pass
        return message
    with record(ticket, "letter.written", actor, message=message.id, letter=letter):
        pass
    jobs.enqueue("letter.send", message=message.id)
    if text:
        searching.extend(ticket, message)
    return message


@verb("ticket.answer")
def receive_message(ticket: Ticket, actor: Actor, arrival: Arrival) -> Message:
    """Puts what came in on its ticket; an answer takes a waiting ticket up again."""
    message = write_message(arrival, ticket)
    if arrival.outcome in {"new", "reply"}:
        with record(ticket, "message.received", actor, message=message.id, channel=arrival.channel,
                    mail=arrival.mail_digest):
            ticket.unread = True
        searching.extend(ticket, message)
        if ticket.state == lifecycle.WAITING:
            move(ticket, actor, lifecycle.OPEN)
        waiting.end_all(ticket, actor)
        signed_answer(ticket, actor, message)
    else:
        with record(ticket, "message.automatic", actor, message=message.id, outcome=arrival.outcome,
                    mail=arrival.mail_digest):
            ticket.trouble = ticket.trouble or arrival.undeliverable
    return message


@verb("ticket.note")
def note(ticket: Ticket, actor: Actor, text: str) -> Message:
    """An internal note; the requester never sees it. Colleagues whom it names behind an @ are asked to look."""
    if not text.strip():
        raise Refused("empty", "A note needs words.")
    mentioning.mention(ticket, actor, text)
    return write_note(ticket, actor, text)


def write_note(ticket: Ticket, actor: Actor, text: str, who: str = "") -> Message:
    """Writes an internal note in the open unit; for verbs only. `who` wrote it, where nobody on staff did."""
    message = Message(
        ticket_id=ticket.id, direction="note", channel="staff", author_id=actor.id if actor.kind == "staff" else None, at=now(),
        text=text, body=text, warnings=[], sender_name=who,
    )
    db.session.add(message)
    with record(ticket, "ticket.noted", actor, message=message.id):
        pass
    searching.extend(ticket, message)
    return message


@verb("ticket.write")
def write(ticket: Ticket, actor: Actor, text: str, language: str | None = None, files: tuple[File, ...] = ()) -> Message:
    """A letter in staff's own words, in the person's language unless another is chosen.

    Files never go by mail: they wait on the person's own page for 30 days, and the letter says so.
    """
    if not text.strip():
        raise Refused("empty", "A letter needs words.")
    require_address(ticket)
    if ticket.state == lifecycle.NEW:
        move(ticket, actor, lifecycle.OPEN)
    mentioning.looked(ticket, actor)
    message = send_letter(ticket, FILES if files else "reply", actor, _place_for_files(ticket) if files else {}, text)
    message.language = language or message.language
    write_files(message, files)
    return message


def _place_for_files(ticket: Ticket) -> dict[str, Any]:
    until = now() + timedelta(days=FILE_DAYS)
    link = new_link(ticket, "requests", until)
    return {"link": link.id, "until": clock.local_date(until, ticket).isoformat()}


@verb("ticket.write")
def mark_read(ticket: Ticket, actor: Actor) -> None:
    """Says that somebody has read what came in; a mail that a person had to read counts as read, too."""
    with record(ticket, "ticket.read_by_person", actor):
        ticket.unread = ticket.needs_reading = False


@verb("ticket.ask_proof")
def ask_proof(ticket: Ticket, actor: Actor, text: str = "") -> Message:
    """Sends a link to the address that asked; pressing the button behind it proves control of the mailbox.

    Where somebody asks for another, it goes to that person alone, who says whether they may.
    """
    require_address(ticket)
    require_live(ticket)
    if ticket.proof >= identity.MAILBOX:
        raise Refused("proof_given", "Proof was already given.")
    return _send_proof_link(ticket, actor, text)


@verb("ticket.give_proof")
def renew_proof(ticket: Ticket, actor: Actor, lapsed: Link) -> Message:
    """The person's link has lapsed and they ask for another; it goes to the address on file alone, once a day at most."""
    require_live(ticket)
    latest = db.session.scalar(
        sa.select(sa.func.max(Link.expires_at)).where(Link.ticket_id == ticket.id, Link.purpose == "proof")
    )
    if lapsed.ticket_id != ticket.id or lapsed.expires_at >= now() or ticket.proof >= identity.MAILBOX:
        raise Refused("not_lapsed", "This link needs no other.")
    if latest is not None and latest > now() + timedelta(days=identity.LINK_DAYS - 1):
        raise Refused("sent_already", "A new link was sent to your address today. Please look there.")
    return _send_proof_link(ticket, actor, "")


@verb("ticket.remind")
def remind_of_proof(ticket: Ticket, actor: Actor) -> Message | None:
    """Reminds the person that the proof they were asked for lapses soon; nothing where that is not so any more."""
    until = ticket.proof_until
    wanted = sa.select(Link).where(Link.ticket_id == ticket.id, Link.purpose == "proof", Link.used_at.is_(None))
    link = db.session.scalar(wanted.order_by(Link.id.desc()).limit(1))
    if until is None or until <= now() or ticket.proof >= identity.MAILBOX or link is None or not ticket.requester.email:
        return None
    letter, to = ("mandate", ticket.requester.for_email) if showing.asked_for_another(ticket) else ("proof_reminder", "")
    return send_letter(ticket, letter, actor, {"link": link.id, "until": until.date().isoformat()}, to=to)


def _send_proof_link(ticket: Ticket, actor: Actor, text: str) -> Message:
    letter, to = "proof", ""
    if showing.asked_for_another(ticket):
        letter, to = "mandate", ticket.requester.for_email
        if not to or addresses.likeness(to) == ticket.requester.likeness:
            raise Refused("no_person", "Say first at which address of their own the person themselves is to be asked.")
    until = now() + timedelta(days=identity.LINK_DAYS)
    link = new_link(ticket, "proof", until)
    message = send_letter(ticket, letter, actor, {"link": link.id, "until": until.date().isoformat()}, text, to)
    with record(ticket, "proof.asked", actor, until=until.date().isoformat(), message=message.id):
        ticket.proof_until = until
    if ticket.state != lifecycle.WAITING:
        move(ticket, actor, lifecycle.WAITING)
    waiting.begin_for_proof(ticket, actor, [request for request in ticket.open_requests if showing.lacks(request, ticket)])
    return message


@verb("ticket.give_proof")
def give_proof(ticket: Ticket, actor: Actor, link: Link) -> None:
    """The person pressed the button. A late press counts too: it reopens nothing that was refused, but takes up what waits.

    Raises Refused for a link of another ticket or purpose, one that was used, and one that has lapsed.
    """
    db.session.refresh(link)
    if link.ticket_id != ticket.id or link.purpose != "proof":
        raise Refused("wrong_link", "This link does not belong to this request.")
    if link.used_at is not None:
        raise Refused("used", "This link has been used.")
    if link.expires_at < now():
        raise Refused("lapsed", "This link has lapsed.")
    link.used_at = now()
    control_shown(ticket, actor, "link")


@verb("ticket.give_proof")
def deny(ticket: Ticket, actor: Actor, link: Link) -> None:
    """The person whom an agent names says that nobody may ask for them: the link is used, and staff see it."""
    db.session.refresh(link)
    if link.ticket_id != ticket.id or link.purpose != "proof" or link.used_at is not None or link.expires_at < now():
        raise Refused("used", "This link has been used, or has lapsed.")
    link.used_at = now()
    with record(ticket, "proof.denied", actor):
        ticket.doubts, ticket.proof_until, ticket.unread = sorted({*ticket.doubts, "denied"}), None, True
    if ticket.state == lifecycle.WAITING:
        move(ticket, actor, lifecycle.OPEN)
    waiting.end_all(ticket, actor, frozenset({IDENTITY}))


def signed_answer(ticket: Ticket, actor: Actor, message: Message) -> None:
    """What an answer to the secret address shows, if the person's own domain signed it, in the open unit; for verbs only.

    The secret was sent to that mailbox alone and came back; a signed mail that was kept and is sent again does not hold it.
    """
    first = min((one.id for one in ticket.messages if one.direction == "in"), default=message.id)
    own = addresses.key(message.sender) == ticket.requester.email_key and not showing.asked_for_another(ticket)
    came_back = message.channel == "mail" and message.id != first and message.placed_from_id is None
    if own and came_back and ticket.proof == identity.CLAIMED and evidence.shows_control(evidence.read(message.evidence)):
        showing.by_way(ticket, actor, "proof.given", "signed")


def control_shown(ticket: Ticket, actor: Actor, way: str) -> None:
    """The person has shown control of their mailbox by an act of their own, in the open unit; for verbs only."""
    showing.by_way(ticket, actor, "proof.given", way)
    if ticket.state == lifecycle.WAITING:
        move(ticket, actor, lifecycle.OPEN)
    waiting.end_all(ticket, actor, frozenset({IDENTITY}))


@verb("ticket.accept_proof")
def accept_proof(ticket: Ticket, actor: Actor, way: str) -> None:
    """Staff vouch for proof that came another way."""
    if way not in identity.BY_WORD:
        raise Refused("unknown_way", "Say how the proof was given.")
    showing.by_way(ticket, actor, "proof.accepted", way)
    if ticket.state in {lifecycle.WAITING, lifecycle.NEW}:
        move(ticket, actor, lifecycle.OPEN)
    waiting.end_all(ticket, actor, frozenset({IDENTITY}))


def letter_sent(message: Message, actor: Actor, digest: str, claim: jobs.Claim) -> None:
    """Reports that the mail server took the letter; `digest` is the SHA-256 of what was sent. Raises jobs.LeaseLost."""
    with unit():
        claim.done()
        was_delayed = message.error == DELAYED
        message.delivery, message.sent_at, message.error = SENT, now(), None
        if message.ticket is not None:
            hold(message.ticket)
            with record(message.ticket, "letter.sent", actor, message=message.id, letter=message.letter, digest=digest):
                message.ticket.trouble = message.ticket.trouble and not (was_delayed and _all_well(message.ticket))
            waiting.extension_told(message, actor)
            if any(request.acknowledge_on for request in message.ticket.requests):
                replan(message.ticket)


def letter_failed(message: Message, actor: Actor, reason: str) -> None:
    """Reports that a letter was given up, and raises the flag on its ticket."""
    with unit():
        message.delivery, message.error = FAILED, reason
        if message.ticket is not None:
            hold(message.ticket)
            with record(message.ticket, "letter.failed", actor, message=message.id, letter=message.letter, reason=reason):
                message.ticket.trouble = True


@verb("letter.report")
def letter_bounced(ticket: Ticket, actor: Actor, message: Message) -> None:
    """Reports that a letter came back for good, and raises the flag on its ticket; telling it twice changes nothing."""
    if message.delivery != FAILED:
        with record(ticket, "letter.bounced", actor, message=message.id, letter=message.letter):
            message.delivery, message.error, ticket.trouble = FAILED, BOUNCED, True


@verb("ticket.write")
def address_works(ticket: Ticket, actor: Actor, key: str) -> None:
    """Staff say that the person's address takes mail again, after letters to it came back. `key` is the house's."""
    if not dead_addresses.revive(ticket.requester.email, key, actor):
        raise Refused("not_dead", "Nothing says that mail to this address fails.")
    with record(ticket, "ticket.address_works", actor):
        ticket.trouble = False


def letter_delayed(message: Message, actor: Actor, tries: int) -> None:
    """Reports that a letter has been tried for long in vain and is still being tried; staff see it on the ticket."""
    with unit():
        message.error = DELAYED
        if message.ticket is not None:
            hold(message.ticket)
            with record(message.ticket, "letter.delayed", actor, message=message.id, letter=message.letter, tries=tries):
                message.ticket.trouble = True


def _all_well(ticket: Ticket) -> bool:
    """Whether no letter of the ticket failed, is delayed or came back."""
    return not any(message.error or message.outcome == "bounce" for message in ticket.messages)


@verb("ticket.write")
def retry_letter(ticket: Ticket, actor: Actor, message: Message) -> None:
    """Queues a letter again that could not be sent, or was held back."""
    if message.ticket_id != ticket.id or message.delivery not in {FAILED, HELD}:
        raise Refused("not_failed", "Only a letter that failed or was held back can be sent again.")
    require_address(ticket)
    with record(ticket, "letter.retried", actor, message=message.id, letter=message.letter):
        message.delivery, message.error = QUEUED, None
        message.recipient = message.recipient if message.letter == "mandate" else ticket.requester.email
        ticket.trouble = False
    jobs.enqueue("letter.send", message=message.id)


def require_address(ticket: Ticket) -> None:
    """Raises Refused where there is no address to write to."""
    if not ticket.requester.email:
        raise Refused("no_address", "There is no address to write to.")
