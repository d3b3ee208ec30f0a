"""Putting right at the desk what was read from prose: what was not asked, who asks, that nothing is asked."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.tickets import correcting
from compliance.web.guard import actor, needs
from compliance.web.staff.acts import perform
from compliance.web.staff.case import request_or_404
from compliance.web.staff.correction_forms import DismissForm, PersonForm, UnaskedForm
from compliance.web.staff.desk import blueprint, settings


@blueprint.post("/tickets/<reference>/requests/<int:request_id>/dismiss")
@needs("request.set")
def dismiss(reference: str, request_id: int) -> ResponseReturnValue:
    """The request was not asked, or is the same as another one."""
    form = DismissForm(f"dismiss-{request_id}")
    return perform(reference, form, lambda ticket: correcting.dismiss(
        request_or_404(ticket, request_id), actor(), reason=form.reason.data, learn=settings().learn_from_corrections,
    ), _("Taken off. The history keeps it."))


@blueprint.post("/tickets/<reference>/unasked")
@needs("request.set")
def close_unasked(reference: str) -> ResponseReturnValue:
    """Closes a ticket in which nothing is asked."""
    form = UnaskedForm("unasked")
    return perform(reference, form, lambda ticket: correcting.close_unasked(ticket, actor(), reason=form.reason.data),
                   _("Closed. Nobody was told."))


@blueprint.post("/tickets/<reference>/person")
@needs("request.set")
def set_person(reference: str) -> ResponseReturnValue:
    """Who asks."""
    form = PersonForm("person")
    return perform(reference, form, lambda ticket: correcting.set_person(
        ticket, actor(), name=form.name.data or "", email=form.email.data or ""), _("Corrected."))
