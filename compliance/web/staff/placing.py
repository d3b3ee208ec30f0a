"""Saying whose case it is: putting what came in onto another ticket, keeping it apart, taking it back."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.tickets import placing, queries
from compliance.tickets.door import Refused
from compliance.tickets.models import Ticket
from compliance.web.guard import actor, needs
from compliance.web.staff import forms
from compliance.web.staff.acts import perform
from compliance.web.staff.case import ticket_or_404
from compliance.web.staff.desk import blueprint


@blueprint.post("/tickets/<reference>/place")
@needs("ticket.place")
def place(reference: str) -> ResponseReturnValue:
    """Puts what came in onto another ticket."""
    form = forms.PlaceForm("place")
    form.offer(ticket_or_404(reference))
    said = _("Put onto %(reference)s.", reference=(form.onto.data or "").strip().upper())
    return perform(reference, form, lambda ticket: placing.place(
        ticket, actor(), onto=_other(form.onto.data), carry=form.carry.data, known=form.known.data,
    ), said)


@blueprint.post("/tickets/<reference>/apart")
@needs("ticket.place")
def keep_apart(reference: str) -> ResponseReturnValue:
    """Says that the hint is wrong."""
    said = _("It is a case of its own.")
    return perform(reference, forms.TicketForm("apart"), lambda ticket: placing.keep_apart(ticket, actor()), said)


@blueprint.post("/tickets/<reference>/take-back")
@needs("ticket.place")
def take_back(reference: str) -> ResponseReturnValue:
    """Takes the mail back from the ticket that it was put onto."""
    said = _("Its mail is here again.")
    return perform(reference, forms.TicketForm("take-back"), lambda ticket: placing.take_back(ticket, actor()), said)


def _other(reference: str) -> Ticket:
    found = queries.by_reference(reference)
    if found is None:
        raise Refused("wrong_ticket", _("There is no ticket %(reference)s.", reference=reference.strip()[:40]))
    return found
