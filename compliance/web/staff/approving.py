"""The two-person rule at the desk: proposing, approving, taking back, and which kinds need it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.registers import approvals
from compliance.rules.kinds import KINDS
from compliance.tickets import warrants
from compliance.web.guard import actor, me, needs
from compliance.web.staff.acts import perform
from compliance.web.staff.case import request_or_404
from compliance.web.staff.desk import blueprint
from compliance.web.staff.forms import TicketForm
from compliance.web.staff.names import read_names

NO_RULE = ""


@blueprint.post("/tickets/<reference>/requests/<int:request_id>/propose")
@needs("request.propose")
def propose(reference: str, request_id: int) -> ResponseReturnValue:
    """Proposes that a request is carried out."""
    form = TicketForm(f"propose-{request_id}")
    return perform(reference, form, lambda ticket: warrants.propose(request_or_404(ticket, request_id), actor()),
                   _("Proposed. Nothing is carried out until it is approved and the waiting time is over."))


@blueprint.post("/tickets/<reference>/requests/<int:request_id>/approve")
@needs(warrants.APPROVE, grave=True)
def approve(reference: str, request_id: int) -> ResponseReturnValue:
    """Approves it; the waiting time begins."""
    form = TicketForm(f"approve-{request_id}")
    return perform(reference, form, lambda ticket: warrants.approve(request_or_404(ticket, request_id), actor()),
                   _("Approved. The waiting time has begun; until it is over it can be taken back."))


@blueprint.post("/tickets/<reference>/requests/<int:request_id>/unpropose")
@needs("request.propose")
def unpropose(reference: str, request_id: int) -> ResponseReturnValue:
    """Takes a proposal or an approval back."""
    form = TicketForm(f"unpropose-{request_id}")
    return perform(reference, form, lambda ticket: warrants.take_back(request_or_404(ticket, request_id), actor()),
                   _("Taken back. Nothing is carried out."))


@blueprint.get("/approvals")
@needs(warrants.APPROVE)
def approval_list() -> ResponseReturnValue:
    """What waits for an approval, and which kinds need one."""
    return render_template(
        "staff/approvals.html", waiting=warrants.proposed(), rules=approvals.rules(), usual=approvals.USUAL_HOURS,
        shortest=approvals.SHORTEST_HOURS, longest=approvals.LONGEST_HOURS, names=read_names(), alone=warrants.alone(me().id),
        kinds={kind.key: kind.title for kind in KINDS if kind.by_system},
    )


@blueprint.post("/approvals/<kind>")
@needs("system.manage", grave=True)
def set_approval(kind: str) -> ResponseReturnValue:
    """Sets or lifts the rule for one kind."""
    hours = request.form.get("hours", NO_RULE).strip()
    try:
        approvals.set_rule(actor(), kind, None if hours == NO_RULE else int(hours))
    except ValueError:
        flash(_("Say how many hours, from %(least)s to %(most)s, or leave it empty.", least=approvals.SHORTEST_HOURS,
                most=approvals.LONGEST_HOURS), "error")
    else:
        flash(_("The rule is set."), "success")
    return redirect(url_for("staff.approval_list"))
