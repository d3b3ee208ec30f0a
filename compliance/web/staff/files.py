"""Downloads: attachments and raw mails. Always as a file to save, never opened here, never run as a page of ours.
Each is told in the trail."""

from io import BytesIO
from typing import TypeVar

import sqlalchemy as sa
from flask import Response, abort, send_file
from sqlalchemy.orm import undefer

from compliance.db import db
from compliance.intake.keeping import KeptMail
from compliance.registers.house import tell
from compliance.tickets.models import Attachment, Message
from compliance.web.guard import actor, needs
from compliance.web.staff.case import message_or_404, ticket_or_404
from compliance.web.staff.desk import blueprint

NAME_LENGTH = 150
Stored = TypeVar("Stored", Attachment, KeptMail)
ROW = f"int(max={2**63 - 1})"  # a row's id; a greater number is no address of ours


@blueprint.get(f"/tickets/<reference>/attachments/<{ROW}:attachment_id>")
@needs("ticket.read")
def attachment(reference: str, attachment_id: int) -> Response:
    """A file that came with a message of this ticket."""
    return _attachment(attachment_id, Message.ticket_id == ticket_or_404(reference).id)


@blueprint.get(f"/automatic-mail/attachments/<{ROW}:attachment_id>")
@needs("ticket.read")
def automatic_attachment(attachment_id: int) -> Response:
    """A file that came with a mail in the pile of automatic mail."""
    return _attachment(attachment_id, Message.ticket_id.is_(None))


@blueprint.get("/tickets/<reference>/messages/<int:message_id>/mail.eml")
@needs("ticket.read")
def raw_mail(reference: str, message_id: int) -> Response:
    """The mail as it came, byte for byte."""
    return _raw_mail(message_or_404(ticket_or_404(reference), message_id))


@blueprint.get(f"/automatic-mail/<{ROW}:message_id>/mail.eml")
@needs("ticket.read")
def automatic_raw_mail(message_id: int) -> Response:
    """A mail of the pile of automatic mail as it came."""
    pile = sa.select(Message).where(Message.id == message_id, Message.ticket_id.is_(None))
    return _raw_mail(db.session.scalar(pile) or abort(404))


def _attachment(attachment_id: int, place: sa.ColumnElement[bool]) -> Response:
    wanted = sa.select(Attachment).join(Message).where(Attachment.id == attachment_id, place)
    found = db.session.scalar(wanted.options(undefer(Attachment.sealed))) or abort(404)
    content, name = _there(found).content, found.name
    of_ticket = db.session.scalar(sa.select(Message.ticket_id).where(Message.id == found.message_id))
    tell("house.read", actor(), about=of_ticket, what="file")
    return _download(content, name)


def _raw_mail(message: Message) -> Response:
    kept = sa.select(KeptMail).where(KeptMail.id == message.kept_id).options(undefer(KeptMail.sealed))
    found = db.session.scalar(kept) or abort(404)
    content, of_ticket, name = _there(found).raw, message.ticket_id, f"mail-{message.id}.eml"
    tell("house.read", actor(), about=of_ticket, what="mail")
    return _download(content, name)


def _there(found: Stored) -> Stored:
    """The row, as long as its content was not erased."""
    return found if found.sealed or found.key_id else abort(404)


def _download(content: bytes, name: str) -> Response:
    harmless = "".join(c if c.isprintable() and c not in "/\\" else "_" for c in name).strip(". ")[:NAME_LENGTH] or "file"
    response = send_file(BytesIO(content), mimetype="application/octet-stream", as_attachment=True, download_name=harmless)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store"
    return response
