"""Retention that comes due, promises to be kept and legal holds to be reviewed: one mail to each who is to know.

The jobs `retention.announce`, `promise.tell` and `hold.tell` find the readers: the officers, and the owner of a promise where
the register names their mail address. Each mail is a job of its own (`keeping.mail`), like every reminder.
"""

from datetime import date
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import current_app

from compliance import jobs
from compliance.db import db, now, unit
from compliance.letters.relay import require_server
from compliance.letters.reminding import HEADS, mail_of, quiet, sent
from compliance.letters.sending import FIVE_DAYS_OF_TRIES, SENDING_LEASE
from compliance.people.models import Staff
from compliance.registers.promises import Promise
from compliance.tickets import mentioning
from compliance.tickets.models import Ticket
from config import ADDRESS, Settings


@jobs.handler("retention.announce")
def announce(claim: jobs.Claim) -> None:
    """Personal data of closed tickets comes due."""
    with unit():
        _promise(claim, "retention", _officers(), count=claim.payload["count"], due=claim.payload["until"])


@jobs.handler("promise.tell")
def tell_promise(claim: jobs.Claim) -> None:
    """A promise about data elsewhere is to be kept."""
    with unit():
        promise = db.session.get_one(Promise, claim.payload["promise"])
        owner = [f"owner:{promise.id}"] if ADDRESS.fullmatch(promise.owner.strip()) else []
        _promise(claim, "promise", _officers() + owner, of=promise.id, due=claim.payload["due"])


@jobs.handler("hold.tell")
def tell_hold(claim: jobs.Claim) -> None:
    """A legal hold is to be reviewed."""
    with unit():
        _promise(claim, "hold", _officers(), of=claim.payload["ticket"], due=claim.payload["due"])


@jobs.handler("staff.mention", tries=FIVE_DAYS_OF_TRIES, lease=SENDING_LEASE)
def mail_mention(claim: jobs.Claim) -> None:
    """Tells a colleague that somebody asks them to look at a ticket; nothing once they have."""
    settings = _settings()
    require_server(settings)
    staff, ticket = db.session.get_one(Staff, claim.payload["staff"]), db.session.get_one(Ticket, claim.payload["ticket"])
    asked = mentioning.asked_by(ticket, staff.id)
    if not asked or not staff.active:
        return
    who = db.session.get(Staff, asked[0].by_id) if asked[0].by_id else None
    sent(claim, mail_of(staff.email, "staff_mention", f"mention-{claim.id}", reference=ticket.reference,
                        who=who.display_name if who else "Somebody",
                        address=f"{settings.public_url}/staff/tickets/{ticket.reference}"))


@jobs.handler("keeping.mail", tries=FIVE_DAYS_OF_TRIES, lease=SENDING_LEASE)
def mail(claim: jobs.Claim) -> None:
    """Sends one of these mails to one reader."""
    settings = _settings()
    require_server(settings)
    address = _address(claim.payload["to"])
    if not address:
        return
    name = f"keeping-{claim.payload['what']}-{claim.payload.get('of', 0)}-{claim.payload['due']}-{claim.id}"
    sent(claim, mail_of(address, "staff_keeping", name, **_facts(claim.payload, settings)))


def _promise(claim: jobs.Claim, what: str, readers: list[str], **facts: object) -> None:
    due = str(facts["due"])
    for reader in readers:
        jobs.enqueue("keeping.mail", run_at=quiet(now(), ZoneInfo(_settings().timezone), due), what=what, to=reader, **facts)
    claim.done()


def _officers() -> list[str]:
    heads = sa.select(Staff.id).where(Staff.active, Staff.role.in_(HEADS), Staff.email != "").order_by(Staff.id)
    return [f"staff:{staff_id}" for staff_id in db.session.scalars(heads)]


def _address(reader: str) -> str:
    """Today's address of a reader, who is named by an id: jobs hold no addresses."""
    kind, _, row_id = reader.partition(":")
    if kind == "owner":
        promise = db.session.get(Promise, int(row_id))
        return promise.owner.strip() if promise else ""
    staff = db.session.get(Staff, int(row_id))
    return staff.email if staff and staff.active else ""


def _facts(payload: dict[str, object], settings: Settings) -> dict[str, object]:
    facts = {"what": payload["what"], "count": payload.get("count", 0), "due": date.fromisoformat(str(payload["due"]))}
    if payload["what"] == "hold":
        ticket = db.session.get_one(Ticket, payload["of"])
        return facts | {"reference": ticket.reference, "address": f"{settings.public_url}/staff/tickets/{ticket.reference}"}
    if payload["what"] == "promise":
        promise = db.session.get_one(Promise, payload["of"])
        return facts | {"reference": promise.name, "address": f"{settings.public_url}/staff/retention/promises/{promise.id}"}
    return facts | {"reference": "", "address": f"{settings.public_url}/staff/retention"}


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found
