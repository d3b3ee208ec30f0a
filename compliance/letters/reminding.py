"""Reminders on their way: the job `reminder.tell` finds who is to be told of a rung and makes one mail for each.

Staff: the assignee, else everybody who works tickets; officers; or the owners of systems that are still to do, where the
register names their mail address (else the staff). Each mail is a job of its own (`staff.mail`, `owner.mail`), so that one
dead mailbox does not send the others' mails twice. Mails wait for the reader's morning and working week, unless the date
itself would pass meanwhile; who chose so gets one digest a day instead (`staff.digest`). The person is reminded by a letter
of the ticket. Nothing is sent for a ticket that was closed meanwhile.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import current_app
from flask_mail import Message as Mail

from compliance import jobs
from compliance.db import db, now, unit
from compliance.letters.relay import GivenUp, hand_over, require_server
from compliance.letters.sending import FIVE_DAYS_OF_TRIES, SENDING_LEASE
from compliance.letters.writing import write
from compliance.people.models import DigestLine, Staff
from compliance.registers.ladder import audiences
from compliance.registers.systems import System
from compliance.rules.abilities import SYSTEM
from compliance.rules.lifecycle import is_watched
from compliance.rules.reminders import OFFICERS, OWNERS, REQUESTER, WORDS
from compliance.tickets.models import Task, Ticket
from compliance.tickets.talking import remind_of_proof
from config import ADDRESS, Settings

MORNING = time(7)
SATURDAY = 5
TEAM = ("admin", "officer", "agent")
HEADS = ("admin", "officer")


@jobs.handler("reminder.tell")
def tell(claim: jobs.Claim) -> None:
    """Makes one mail for each who is to be told."""
    with unit():
        ticket = db.session.get(Ticket, claim.payload["ticket"])
        if ticket is not None and is_watched(ticket.state, ticket.suspected):
            _tell(ticket, claim.payload)
        claim.done()


def _tell(ticket: Ticket, payload: dict[str, str]) -> None:
    to = audiences().get(payload["rung"])
    if to == REQUESTER:
        remind_of_proof(ticket, SYSTEM)
        return
    owners = _owners(ticket) if to == OWNERS else []
    for system in owners:
        jobs.enqueue("owner.mail", system=system.id, run_at=quiet(now(), _house_zone(), payload["due"]), **payload)
    for staff in [] if owners else to_tell(ticket, heads=to == OFFICERS):
        _promise(staff, payload)


def _promise(staff: Staff, payload: dict[str, str]) -> None:
    """A single mail, or a line in the digest, which goes out next morning."""
    zone = ZoneInfo(staff.timezone) if staff.timezone else _house_zone()
    if not staff.digest:
        jobs.enqueue("staff.mail", staff=staff.id, run_at=quiet(now(), zone, payload["due"]), **payload)
        return
    waiting = sa.select(DigestLine.id).where(DigestLine.staff_id == staff.id).limit(1)
    if db.session.scalar(waiting) is None:
        jobs.enqueue("staff.digest", staff=staff.id, run_at=next_morning(now(), zone))
    db.session.add(DigestLine(staff_id=staff.id, ticket_id=payload["ticket"], rung=payload["rung"],
                              due_on=date.fromisoformat(payload["due"])))


def quiet(moment: datetime, zone: ZoneInfo, due: str) -> datetime:
    """When a reminder of `due` may be sent: in the reader's morning of a weekday, but never later than the date itself."""
    local = moment.astimezone(zone)
    start = local if local.time() >= MORNING else local.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    working = start
    while working.weekday() >= SATURDAY:
        working = datetime.combine(working.date() + timedelta(days=1), MORNING, zone)
    return start if working.date() > date.fromisoformat(due) else working


def next_morning(moment: datetime, zone: ZoneInfo) -> datetime:
    """The next weekday's morning."""
    local = moment.astimezone(zone)
    morning = datetime.combine(local.date(), MORNING, zone)
    while morning < local or morning.weekday() >= SATURDAY:
        morning = datetime.combine(morning.date() + timedelta(days=1), MORNING, zone)
    return morning


@jobs.handler("staff.mail", tries=FIVE_DAYS_OF_TRIES, lease=SENDING_LEASE)
def mail_staff(claim: jobs.Claim) -> None:
    """Sends one reminder to one member of staff."""
    staff = db.session.get(Staff, claim.payload["staff"])
    if staff is not None and staff.active:
        _send(claim, staff.email, f"{staff.id}")


@jobs.handler("owner.mail", tries=FIVE_DAYS_OF_TRIES, lease=SENDING_LEASE)
def mail_owner(claim: jobs.Claim) -> None:
    """Sends one reminder to the owner of a system."""
    system = db.session.get(System, claim.payload["system"])
    if system is not None and system.active:
        _send(claim, system.owner.strip(), f"s{system.id}")


@jobs.handler("staff.digest", tries=FIVE_DAYS_OF_TRIES, lease=SENDING_LEASE)
def mail_digest(claim: jobs.Claim) -> None:
    """Sends what has gathered for one member of staff, and takes it off the list."""
    settings = _settings()
    require_server(settings)
    staff = db.session.get(Staff, claim.payload["staff"])
    lines = list(db.session.scalars(sa.select(DigestLine).where(DigestLine.staff_id == claim.payload["staff"])))
    tickets = {ticket.id: ticket for ticket in db.session.scalars(
        sa.select(Ticket).where(Ticket.id.in_([line.ticket_id for line in lines])))
        if is_watched(ticket.state, ticket.suspected)}
    told = sorted((line for line in lines if line.ticket_id in tickets), key=lambda line: (line.due_on, line.ticket_id))
    gone = [line.id for line in lines]
    outgoing = mail_of(staff.email, "staff_digest", f"digest-{claim.id}", entries=[
        (tickets[line.ticket_id].reference, WORDS.get(line.rung, line.rung), f"{line.due_on:%-d %B %Y}",
         _page(tickets[line.ticket_id])) for line in told
    ]) if staff is not None and staff.active and told else None
    sent(claim, outgoing, lambda: db.session.execute(sa.delete(DigestLine).where(DigestLine.id.in_(gone))))


def _send(claim: jobs.Claim, address: str, reader: str) -> None:
    require_server(_settings())
    payload, ticket = claim.payload, db.session.get(Ticket, claim.payload["ticket"])
    if ticket is None or not is_watched(ticket.state, ticket.suspected):
        return
    due = date.fromisoformat(payload["due"])
    letter = "staff_overdue" if due < now().astimezone(ZoneInfo(ticket.timezone)).date() else "staff_due"
    outgoing = mail_of(
        address, letter, f"remind-{ticket.id}-{payload['rung']}-{payload['due']}-{reader}", reference=ticket.reference,
        due=due, what=WORDS.get(payload["rung"], ""), late=bool(payload.get("late")), address=_page(ticket),
    )
    sent(claim, outgoing, lambda: None)


def sent(claim: jobs.Claim, outgoing: Mail | None, then: Callable[[], object] = lambda: None) -> None:
    """Sends, then does `then` and ends the job in one unit."""
    db.session.rollback()
    try:
        if outgoing is not None:
            hand_over(outgoing, _settings())
    except GivenUp as refusal:
        with unit():
            claim.set_aside(refusal.reason)
        return
    with unit():
        then()
        claim.done()


def mail_of(to: str, letter: str, name: str, **facts: object) -> Mail:
    """A mail of ours to a colleague: a letter of the catalogue, filled in; `name` makes its Message-ID."""
    settings = _settings()
    written, contact = write(letter, "en", **facts), settings.contact_address[0]
    outgoing = Mail(
        subject=written.subject, recipients=[to], sender=(settings.organisation, contact), body=written.text,
        html=written.html, extra_headers={"Auto-Submitted": "auto-generated"},
    )
    outgoing.msgId = f"<{name}@{contact.partition('@')[2]}>"
    return outgoing


def to_tell(ticket: Ticket, *, heads: bool = False) -> list[Staff]:
    """The assignee, else everybody who works tickets; or the officers."""
    assignee = db.session.get(Staff, ticket.assignee_id) if ticket.assignee_id else None
    if assignee is not None and assignee.active and not heads:
        return [assignee]
    team = sa.select(Staff).where(Staff.active, Staff.role.in_(HEADS if heads else TEAM), Staff.email != "")
    return list(db.session.scalars(team.order_by(Staff.id)))


def _owners(ticket: Ticket) -> list[System]:
    """The systems still to do whose owner has a mail address; who is asked to do the task is reminded of it there."""
    waiting = sa.select(Task.system_id).where(Task.ticket_id == ticket.id, Task.outcome.is_(None), ~Task.dropped)
    systems = db.session.scalars(sa.select(System).where(System.id.in_(waiting)).order_by(System.id))
    return [system for system in systems if ADDRESS.fullmatch(system.owner.strip()) and not system.asks]


def _page(ticket: Ticket) -> str:
    return f"{_settings().public_url}/staff/tickets/{ticket.reference}"


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _house_zone() -> ZoneInfo:
    return ZoneInfo(_settings().timezone)
