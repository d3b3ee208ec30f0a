"""Acts on a ticket about its data: a legal hold, its end, and erasing at once."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.tickets.erasing import erase as erase_ticket
from compliance.tickets.retaining import lift_hold as lift
from compliance.tickets.retaining import set_hold as hold
from compliance.web.guard import actor, needs
from compliance.web.staff.acts import perform
from compliance.web.staff.desk import blueprint
from compliance.web.staff.forms import TicketForm
from compliance.web.staff.keeping_forms import EraseForm, HoldForm


@blueprint.post("/tickets/<reference>/hold")
@needs("ticket.hold")
def set_hold(reference: str) -> ResponseReturnValue:
    """Sets a legal hold, or sets it anew."""
    form = HoldForm("hold")
    said = _("Nothing of this ticket is erased until the hold is lifted.")
    return perform(reference, form, lambda ticket: hold(
        ticket, actor(), form.ground.data, form.reason.data, form.review_on.data), said)


@blueprint.post("/tickets/<reference>/lift-hold")
@needs("ticket.hold")
def lift_hold(reference: str) -> ResponseReturnValue:
    """Lifts the legal hold."""
    return perform(reference, TicketForm("lift-hold"), lambda ticket: lift(ticket, actor()), _("The legal hold is lifted."))


@blueprint.post("/tickets/<reference>/erase")
@needs("ticket.erase", grave=True)
def erase(reference: str) -> ResponseReturnValue:
    """Erases all personal data of a closed ticket at once."""
    return perform(reference, EraseForm("erase"), lambda ticket: erase_ticket(ticket, actor()),
                   _("The personal data of this ticket is erased."))
