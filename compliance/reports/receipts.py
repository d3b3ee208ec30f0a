"""A receipt: what somebody asked, when, and where it stands, signed by the house, so that they can prove it later.

It holds no name and no address, only the reference, so that it can be shown to anybody. The signature covers every line above
it; line ends and spaces at their end may change on the way (mail programs do that). `/receipt` checks one.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from babel.dates import format_date, format_datetime
from flask_babel import gettext as _

from compliance import house_key
from compliance.db import db
from compliance.ledger import Event
from compliance.registers.systems import all_systems
from compliance.reports.papers import Paper
from compliance.rules.lifecycle import DISMISSED
from compliance.tickets import clock
from compliance.tickets.models import PrivacyRequest, Ticket

BEGIN, END = "-----BEGIN SIGNATURE-----", "-----END SIGNATURE-----"
LONGEST = 50_000


@dataclass(frozen=True)
class Receipt:
    """What a receipt says, line by line, and its signature in base64."""

    title: str
    lines: tuple[str, ...]
    signature: str

    @property
    def text(self) -> str:
        """The signed text as a file."""
        return f"{_body(self.title, self.lines)}\n{BEGIN}\n{self.signature}\n{END}\n"


@dataclass(frozen=True)
class Speech:
    """In which language, for whom: the locale's name, what each kind of request is called, and the house's name."""

    locale: str
    kinds: Mapping[str, str]
    organisation: str


def make(ticket: Ticket, speech: Speech, at: datetime, instance: Path) -> Receipt:
    """A receipt for a ticket as it stands."""
    title = _("Receipt from %(organisation)s", organisation=speech.organisation)
    lines = tuple(_lines(ticket, speech, at))
    signature = house_key.sign(instance, _body(title, lines).encode())
    return Receipt(title, lines, base64.b64encode(signature).decode())


def as_pdf(receipt: Receipt, at: datetime, locale: str) -> bytes:
    """The same as a paper, the signed text below."""
    paper = Paper(receipt.title, at, locale)
    for line in receipt.lines:
        paper.text(line)
    paper.head(_("The signature"))
    paper.text(_("Whoever wants to check it puts the text file of this receipt into our page for receipts."))
    paper.text(receipt.signature)
    return paper.content()


def is_ours(text: str, instance: Path) -> bool:
    """Whether the house has signed this receipt, and not a word of it was changed since."""
    body, begun, rest = _plain(text[:LONGEST]).partition(f"\n{BEGIN}\n")
    signature, ended, _after = rest.partition(f"\n{END}")
    if not begun or not ended:
        return False
    try:
        signed = base64.b64decode(signature.strip(), validate=True)
    except (binascii.Error, ValueError):
        return False
    return house_key.holds(instance, body.encode(), signed)


def _lines(ticket: Ticket, speech: Speech, at: datetime) -> list[str]:
    received = clock.local_date(ticket.received_at, ticket)
    systems = {system.id: system.name for system in all_systems()}
    said = [
        _("Reference: %(reference)s", reference=ticket.reference),
        _("We received the request on %(day)s.", day=format_date(received, "long", locale=speech.locale)),
    ]
    for request in ticket.requests:
        if request.outcome != DISMISSED:
            said += _of_request(request, speech, systems)
    said += [_("What we received (SHA-256): %(digest)s", digest=digest) for digest in _digests(ticket)]
    last = db.session.get(Event, ticket.last_event_id)
    said.append(_("The latest entry of our trail about it: %(digest)s", digest=last.digest if last else ""))
    said.append(_("As it stands at %(moment)s.", moment=format_datetime(at, "long", locale=speech.locale)))
    return said


def _of_request(request: PrivacyRequest, speech: Speech, systems: Mapping[int, str]) -> list[str]:
    said = [_("You asked for: %(kind)s.", kind=speech.kinds[request.kind])]
    if request.outcome is None and request.due_on:
        said.append(_("We answer by %(day)s.", day=format_date(request.due_on, "long", locale=speech.locale)))
    endings = {"done": _("It is done."), "partly": _("It is done in part."), "refused": _("It is refused."),
               "withdrawn": _("It was withdrawn."), None: _("It is being done.")}
    said.append(endings.get(request.outcome, _("It goes on with another request.")))
    results = {"done": _("done"), "nothing_found": _("nothing found"), "kept": _("kept")}
    for task in request.tasks:
        if task.outcome and not task.dropped:
            said.append(f"- {systems.get(task.system_id, '')}: {results.get(task.outcome, task.outcome)}")
    return said


def _digests(ticket: Ticket) -> list[str]:
    """The fingerprints of what came in, as the trail has them."""
    told = sa.select(Event.data).where(Event.ticket_id == ticket.id, Event.kind.in_(("ticket.opened", "message.received")))
    return list(dict.fromkeys(data["mail"] for data in db.session.scalars(told.order_by(Event.id)) if data.get("mail")))


def _body(title: str, lines: tuple[str, ...]) -> str:
    return _plain("\n".join((title, "", *lines)))


def _plain(text: str) -> str:
    """The text with one kind of line end and no spaces at the end of lines, as it is signed."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n ").split("\n"))
