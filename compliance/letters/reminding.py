"""Reminders to staff: the job `staff.remind` finds who is to be told and makes one mail for each.

The assignee, else everybody who works tickets. Each mail is a job of its own (`staff.mail`), so that one dead mailbox does not
send the others' mails twice. Nothing is sent for a ticket that was closed meanwhile.
"""

from datetime import date

import sqlalchemy as sa
from flask import current_app
from flask_mail import Message as Mail

from compliance import jobs
from compliance.db import db, unit
from compliance.letters.sending import FIVE_DAYS_OF_TRIES, SENDING_LEASE, GivenUp, hand_over, require_server
from compliance.letters.writing import write
from compliance.people.models import Staff
from compliance.rules import lifecycle
from compliance.rules.reminders import LADDER
from compliance.tickets.models import Ticket
from config import Settings

LETTERS = {rung.key: rung.letter for rung in LADDER}


@jobs.handler("staff.remind")
def remind(claim: jobs.Claim) -> None:
    """Makes one mail for each member of staff who is to be told."""
    with unit():
        ticket = db.session.get(Ticket, claim.payload["ticket"])
        for staff in _told(ticket) if ticket else []:
            jobs.enqueue("staff.mail", staff=staff.id, **claim.payload)
        claim.done()


@jobs.handler("staff.mail", tries=FIVE_DAYS_OF_TRIES, lease=SENDING_LEASE)
def mail_staff(claim: jobs.Claim) -> None:
    """Sends one reminder to one member of staff."""
    settings: Settings = current_app.config["SETTINGS"]
    require_server(settings)
    ticket, staff = db.session.get(Ticket, claim.payload["ticket"]), db.session.get(Staff, claim.payload["staff"])
    if ticket is None or staff is None or not staff.active or ticket.state not in lifecycle.LIVE:
        return
    outgoing = _compose(ticket, staff, claim, settings)
    db.session.rollback()
    try:
        hand_over(outgoing, settings)
    except GivenUp as refusal:
        with unit():
            claim.set_aside(refusal.reason)
        return
    with unit():
        claim.done()


def _told(ticket: Ticket) -> list[Staff]:
    if ticket.state not in lifecycle.LIVE:
        return []
    assignee = db.session.get(Staff, ticket.assignee_id) if ticket.assignee_id else None
    if assignee is not None and assignee.active:
        return [assignee]
    team = sa.select(Staff).where(Staff.active, Staff.role.in_(("admin", "officer", "agent")), Staff.email != "")
    return list(db.session.scalars(team.order_by(Staff.id)))


def _compose(ticket: Ticket, staff: Staff, claim: jobs.Claim, settings: Settings) -> Mail:
    rung, due = claim.payload["rung"], claim.payload["due"]
    written = write(
        LETTERS[rung], "en", reference=ticket.reference, due=date.fromisoformat(due),
        address=f"{settings.public_url}/staff/tickets/{ticket.reference}",
    )
    contact = settings.contact_address[0]
    outgoing = Mail(
        subject=written.subject, recipients=[staff.email], sender=(settings.organisation, contact), body=written.text,
        html=written.html, extra_headers={"Auto-Submitted": "auto-generated"},
    )
    outgoing.msgId = f"<remind-{ticket.id}-{rung}-{due}-{staff.id}@{contact.partition('@')[2]}>"
    return outgoing
