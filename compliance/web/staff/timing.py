"""Time on the desk: waiting for the person, extending, mending the day of receipt."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.tickets import timing
from compliance.web.guard import actor, needs
from compliance.web.staff.acts import perform
from compliance.web.staff.case import request_or_404
from compliance.web.staff.clock import ClarifyForm, ExtendForm, PauseForm, ReceiptForm, ResumeForm
from compliance.web.staff.desk import blueprint


@blueprint.post("/tickets/<reference>/requests/<int:request_id>/pause")
@needs("request.clock")
def pause(reference: str, request_id: int) -> ResponseReturnValue:
    """The person is waited for."""
    form = PauseForm(f"pause-{request_id}")
    return perform(reference, form, lambda ticket: timing.pause(
        request_or_404(ticket, request_id), actor(), reason=form.reason.data, since=form.since.data,
    ), _("Waiting for the person. The clock does what the law says."))


@blueprint.post("/tickets/<reference>/requests/<int:request_id>/clarify")
@needs("request.clock")
def clarify(reference: str, request_id: int) -> ResponseReturnValue:
    """Asks what is meant, and waits for the answer."""
    form = ClarifyForm(f"clarify-{request_id}")
    return perform(reference, form, lambda ticket: timing.clarify(
        request_or_404(ticket, request_id), actor(), text=form.text.data), _("The question is on its way."))


@blueprint.post("/tickets/<reference>/requests/<int:request_id>/resume")
@needs("request.clock")
def resume(reference: str, request_id: int) -> ResponseReturnValue:
    """What was waited for came."""
    form = ResumeForm(f"resume-{request_id}")
    return perform(reference, form, lambda ticket: timing.resume(
        request_or_404(ticket, request_id), actor(), until=form.until.data,
    ), _("The clock runs again."))


@blueprint.post("/tickets/<reference>/requests/<int:request_id>/extend")
@needs("request.extend")
def extend(reference: str, request_id: int) -> ResponseReturnValue:
    """Extends, and tells the person."""
    form = ExtendForm(f"extend-{request_id}")
    said = _("The letter is on its way: the new date counts once it has gone out.") if form.letter.data else _("Extended.")
    return perform(reference, form, lambda ticket: timing.extend(
        request_or_404(ticket, request_id), actor(), ground=form.ground.data, until=form.until.data,
        text=form.text.data or "", letter=form.letter.data,
    ), said)


@blueprint.post("/tickets/<reference>/receipt")
@needs("ticket.set_receipt")
def set_receipt(reference: str) -> ResponseReturnValue:
    """Mends the day of receipt."""
    form = ReceiptForm("receipt")
    return perform(reference, form, lambda ticket: timing.set_receipt(
        ticket, actor(), day=form.day.data, reason=form.reason.data), _("The ticket counts from another day now."))
