"""Identity documents at the desk: officers ask, open and decide; each opening is told, and with the decision it is erased."""

from io import BytesIO

from flask import send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.tickets import documents
from compliance.tickets.door import Refused
from compliance.web.guard import actor, needs
from compliance.web.staff.acts import perform
from compliance.web.staff.case import ticket_or_404
from compliance.web.staff.desk import blueprint, settings
from compliance.web.staff.forms import TicketForm


@blueprint.post("/tickets/<reference>/identity/document")
@needs("ticket.ask_document")
def ask_document(reference: str) -> ResponseReturnValue:
    """Asks for a document."""
    return perform(reference, TicketForm("ask-document"), lambda ticket: documents.ask_document(
        ticket, actor(), allowed=settings().identity_documents), _("The question is on its way."))


@blueprint.post("/tickets/<reference>/identity/documents/<int(max=9223372036854775807):document_id>")
@needs("document.read")
def read_document(reference: str, document_id: int) -> ResponseReturnValue:
    """Hands out a document; reading is an act, so it is a POST."""
    ticket = ticket_or_404(reference)
    try:
        content, media_type = documents.read_document(ticket, actor(), document_id)
    except Refused as refusal:
        return str(refusal), 404
    name = f"{ticket.reference}.{media_type.rpartition('/')[2]}"
    answer = send_file(BytesIO(content), mimetype="application/octet-stream", as_attachment=True, download_name=name)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@blueprint.post("/tickets/<reference>/identity/document/<any(fits, fails):word>")
@needs("document.read")
def decide_document(reference: str, word: str) -> ResponseReturnValue:
    """The officer's word; the document is erased with it."""
    return perform(reference, TicketForm("decide-document"), lambda ticket: documents.decide_document(
        ticket, actor(), fits=word == "fits"), _("Kept, and the document is erased."))
