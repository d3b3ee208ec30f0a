"""The trail at the desk: searched by ticket, actor, kind and time; and the bundle of one ticket."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import Response, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import undefer

from compliance.db import db, is_id
from compliance.intake.keeping import KeptMail
from compliance.ledger import seal
from compliance.ledger.log import latest_checkpoint
from compliance.ledger.proving import READING
from compliance.registers.house import tell as tell_house
from compliance.reports import bundle, trail
from compliance.rules.events import EVENTS
from compliance.rules.kinds import BY_KEY
from compliance.rules.regimes import BY_ID
from compliance.sealing import Unopenable
from compliance.tickets import queries
from compliance.tickets.models import Ticket
from compliance.web.guard import actor, needs
from compliance.web.staff.case import Case, read_case
from compliance.web.staff.desk import blueprint, settings
from compliance.web.staff.names import Names, read_names
from compliance.web.staff.sentences import ICONS, tell

MACHINES = {"system": "The program", "command": "Someone at the command line", "requester": "The person"}
# What the filter calls the first word of an event's kind.
SUBJECTS = {
    "ticket": "Tickets", "request": "Requests", "clock": "Clocks", "task": "Tasks", "message": "Messages", "letter": "Letters",
    "proof": "Proof of identity", "reminder": "Reminders", "act": "Refusals", "staff": "Accounts and sign-ins",
    "house": "The house: exports, reading, settings", "suppression": "Suppression", "system": "Systems", "contact": "Contacts",
    "policy": "Privacy policy",
}


@blueprint.get("/trail")
@needs("audit.read")
def audit_trail() -> ResponseReturnValue:
    """Events, newest first."""
    asked: dict[str, Any] = {name: request.args.get(name, "").strip() for name in ("ticket", "actor", "kind", "since", "until")}
    search, unknown = _search(asked)
    before = request.args.get("before", "")
    page = None if unknown else trail.page(search, int(before) if is_id(before) else None)
    names = read_names()
    rows = [] if page is None else list(zip(page.events, tell(page.events, names), strict=True))
    older = url_for("staff.audit_trail", before=page.events[-1].id, **asked) if page and page.more else ""
    return render_template(
        "staff/trail.html", page=page, rows=rows, asked=asked, unknown=unknown, icons=ICONS,
        checkpoint=latest_checkpoint(),
        older_url=older, names=names, subjects=SUBJECTS, actors=_actors(names))


def _actors(names: Names) -> list[tuple[str, str]]:
    people = [(str(staff.id), staff.display_name) for staff in names.staff.values()]
    return [(key, _(words)) for key, words in MACHINES.items()] + people


def _search(asked: dict[str, str]) -> tuple[trail.Search, str]:
    """What to look for; and the reference, where there is no such ticket."""
    zone, who = ZoneInfo(settings().timezone), asked["actor"]
    since, until = _day(asked["since"]), _day(asked["until"])
    search = trail.Search(
        actor=who if who in MACHINES else "", actor_id=int(who) if is_id(who) else None,
        kinds=tuple(key for key in EVENTS if key.split(".")[0] == asked["kind"]),
        since=datetime.combine(since, time(), zone) if since else None,
        until=datetime.combine(until + timedelta(days=1), time(), zone) if until else None,
    )
    if not asked["ticket"]:
        return search, ""
    ticket = queries.by_reference(asked["ticket"])
    return (replace(search, ticket_id=ticket.id), "") if ticket else (search, asked["ticket"])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@blueprint.post("/tickets/<reference>/bundle")
@needs("audit.read")
def ticket_bundle(reference: str) -> Response:
    """All that was kept about a ticket; `third_parties` redacted or shown. Handing it out is an event."""
    redacted = request.form.get("third_parties") == "redacted"
    case = read_case(reference)
    seal()
    case = read_case(reference)
    packed = bundle.make(case.ticket, _told(case, redacted), redacted=redacted)
    ticket_id = case.ticket.id
    db.session.rollback()
    tell_house("house.bundled", actor(), about=ticket_id, third_parties="redacted" if redacted else "shown",
               digest=hashlib.sha256(packed).hexdigest())
    return send_file(BytesIO(packed), mimetype="application/zip", as_attachment=True, download_name=f"{reference.upper()}.zip")


def _told(case: Case, redacted: bool) -> bundle.Told:
    events = [event for event in case.events if event.entity not in READING]
    names = Names({}, case.names.systems) if redacted else case.names
    return bundle.Told(
        timeline=[(sentence.at, sentence.text) for sentence in tell(events, names)],
        kinds={key: kind.title for key, kind in BY_KEY.items()}, laws={key: law.name for key, law in BY_ID.items()},
        systems={key: system.name for key, system in case.names.systems.items()}, mails=_mails(case.ticket),
        ours=frozenset(settings().contact_address), key_url=f"{settings().public_url}/audit/key",
    )


def _mails(ticket: Ticket) -> dict[int, bytes]:
    """The mails as they came, by message; those whose content is erased are left out."""
    of_message = {message.kept_id: message.id for message in ticket.messages if message.kept_id}
    found = {}
    for kept in db.session.scalars(sa.select(KeptMail).where(KeptMail.id.in_(of_message)).options(undefer(KeptMail.sealed))):
        try:
            raw = kept.raw
        except Unopenable:
            continue
        if raw:
            found[of_message[kept.id]] = raw
    return found
