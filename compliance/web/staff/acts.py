"""How every act on a ticket runs, and the acts on the ticket as a whole.

`perform` checks the form, asks whether others changed the ticket since the page was read, calls one verb, and comes back with
a word about it. Where it cannot be done, the page is shown again with what was typed, and nothing was changed.
"""

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.ledger import Conflict
from compliance.people.models import Staff
from compliance.tickets import deciding, talking
from compliance.tickets.door import Refused
from compliance.tickets.models import Ticket
from compliance.web.guard import actor, needs
from compliance.web.staff import forms
from compliance.web.staff.case import happened_since, ticket_or_404
from compliance.web.staff.desk import blueprint
from compliance.web.staff.names import read_names
from compliance.web.staff.ticket import ticket_page

CHANGED = "Somebody else changed this ticket meanwhile. Nothing was overwritten: see what is new, then try again."


def perform(reference: str, form: forms.TicketForm, verb: Callable[[Ticket], object], said: str) -> ResponseReturnValue:
    """Runs `verb` on the ticket for the form that was sent."""
    ticket = ticket_or_404(reference)
    if not form.validate():
        return ticket_page(reference, form), 422
    if since := happened_since(ticket, form.seen.data):
        flash(_(CHANGED), "error")
        return ticket_page(reference, form, since), 409
    try:
        verb(ticket)
    except Conflict:
        flash(_(CHANGED), "error")
        return ticket_page(reference, form), 409
    except Refused as refusal:
        flash(str(refusal), "error")
        return ticket_page(reference, form), 409
    flash(said, "success")
    return redirect(url_for("staff.ticket", reference=reference))


@blueprint.post("/tickets/<reference>/assign")
@needs("ticket.assign")
def assign(reference: str) -> ResponseReturnValue:
    """Gives the ticket to a member of staff, or back to the team."""
    team = read_names().team()
    form = forms.AssignForm("assign")
    form.offer(team)
    chosen: Staff | None = next((staff for staff in team if str(staff.id) == form.to.data), None)
    said = _("Given to %(name)s.", name=chosen.display_name) if chosen else _("Given back to the team.")
    return perform(reference, form, lambda ticket: deciding.assign(ticket, actor(), chosen), said)


@blueprint.post("/tickets/<reference>/read")
@needs("ticket.write")
def mark_read(reference: str) -> ResponseReturnValue:
    """Says that what came in has been read."""
    return perform(reference, forms.TicketForm("read"), lambda ticket: talking.mark_read(ticket, actor()), _("Marked as read."))


@blueprint.post("/tickets/<reference>/reopen")
@needs("ticket.reopen")
def reopen(reference: str) -> ResponseReturnValue:
    """Takes a closed or spam ticket up again."""
    form = forms.ReopenForm("reopen")
    return perform(reference, form, lambda ticket: deciding.reopen(ticket, actor(), form.reason.data), _("Reopened."))


@blueprint.post("/tickets/<reference>/spam")
@needs("ticket.spam")
def mark_spam(reference: str) -> ResponseReturnValue:
    """Puts the ticket on the spam pile."""
    said = _("On the spam pile. It keeps its due date and can be reopened.")
    return perform(reference, forms.TicketForm("spam"), lambda ticket: deciding.mark_spam(ticket, actor()), said)
