"""What is asked, and what is done about it in each system."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.tickets import deciding, working
from compliance.web.guard import actor, needs
from compliance.web.staff import forms
from compliance.web.staff.acts import perform
from compliance.web.staff.case import request_or_404, task_or_404
from compliance.web.staff.desk import blueprint, settings


@blueprint.post("/tickets/<reference>/requests")
@needs("request.set")
def add_request(reference: str) -> ResponseReturnValue:
    """A further thing that is asked."""
    form = forms.AskedForm("add")
    return perform(reference, form, lambda ticket: deciding.add_request(
        ticket, actor(), kind=form.kind.data, regime=form.law.data), _("Added."))


@blueprint.post("/tickets/<reference>/requests/<int:request_id>/set")
@needs("request.set")
def set_request(reference: str, request_id: int) -> ResponseReturnValue:
    """Sets or confirms kind and law."""
    form = forms.AskedForm(f"set-{request_id}")
    return perform(reference, form, lambda ticket: deciding.set_request(
        request_or_404(ticket, request_id), actor(), kind=form.kind.data, regime=form.law.data,
        learn=settings().learn_from_corrections,
    ), _("Kind and law are confirmed; the due date follows them."))


@blueprint.post("/tickets/<reference>/tasks/<int:task_id>/finish")
@needs("task.finish")
def finish_task(reference: str, task_id: int) -> ResponseReturnValue:
    """Says what became of one system."""
    form = forms.FinishForm(f"finish-{task_id}")
    return perform(reference, form, lambda ticket: working.finish_task(
        task_or_404(ticket, task_id), actor(), form.outcome.data, form.ground.data or None, form.text.data or "",
        form.values(),
    ), _("One system is finished."))


@blueprint.post("/tickets/<reference>/tasks/<int:task_id>/reopen")
@needs("task.finish")
def reopen_task(reference: str, task_id: int) -> ResponseReturnValue:
    """Takes one system up again."""
    form = forms.TicketForm(f"again-{task_id}")
    return perform(reference, form, lambda ticket: working.reopen_task(task_or_404(ticket, task_id), actor()),
                   _("It is to be done again."))
