"""Handing over a copy of the data by the person's own page, and ending the links to that page."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.tickets.handing_over import hand_over
from compliance.tickets.own_links import end_links
from compliance.web.guard import actor, needs
from compliance.web.staff.acts import perform
from compliance.web.staff.case import request_or_404
from compliance.web.staff.desk import blueprint
from compliance.web.staff.forms import HandOverForm, TicketForm
from compliance.web.staff.letter_form import read_files


@blueprint.post("/tickets/<reference>/requests/<int:request_id>/hand-over")
@needs("request.hand_over")
def hand_over_files(reference: str, request_id: int) -> ResponseReturnValue:
    """Puts files on the person's own page."""
    form = HandOverForm(f"hand-{request_id}")
    return perform(reference, form, lambda ticket: hand_over(
        request_or_404(ticket, request_id), actor(), read_files(form.files.data), form.text.data or "",
    ), _("It waits on their page; a letter says so."))


@blueprint.post("/tickets/<reference>/end-links")
@needs("ticket.end_links")
def end_own_links(reference: str) -> ResponseReturnValue:
    """Ends every link to the person's own page."""
    return perform(reference, TicketForm("end-links"), lambda ticket: end_links(ticket, actor()),
                   _("No link opens their page any more. They can ask for a new one, which goes to their address alone."))
