"""Asking whoever looks after a system, ending the link they got, and writing down what an amendment asks in fields."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.tickets import amending, instructing
from compliance.web.guard import actor, needs
from compliance.web.staff import forms
from compliance.web.staff.acts import perform
from compliance.web.staff.case import request_or_404, task_or_404
from compliance.web.staff.desk import blueprint
from compliance.web.staff.fields_form import FieldsForm


@blueprint.post("/tickets/<reference>/requests/<int:request_id>/fields")
@needs("request.set")
def set_fields(reference: str, request_id: int) -> ResponseReturnValue:
    """Writes down what is to be corrected."""
    form = FieldsForm(f"fields-{request_id}")
    return perform(reference, form, lambda ticket: amending.set_fields(
        request_or_404(ticket, request_id), actor(), form.typed()), _("What is to be corrected stands in fields."))


@blueprint.post("/tickets/<reference>/tasks/<int:task_id>/ask")
@needs("task.instruct")
def ask_owner(reference: str, task_id: int) -> ResponseReturnValue:
    """Asks, or asks anew."""
    return perform(reference, forms.TicketForm(f"ask-{task_id}"),
                   lambda ticket: instructing.instruct(task_or_404(ticket, task_id), actor()), _("They are asked by mail."))


@blueprint.post("/tickets/<reference>/tasks/<int:task_id>/end-link")
@needs("task.instruct")
def end_owner_link(reference: str, task_id: int) -> ResponseReturnValue:
    """Ends the link."""
    return perform(reference, forms.TicketForm(f"end-{task_id}"),
                   lambda ticket: instructing.end_link(task_or_404(ticket, task_id), actor()),
                   _("The link opens nothing any more, and they are not reminded."))
