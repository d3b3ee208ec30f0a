"""Closing a request in two steps: first the letter as it would go out, to whom, and what it ends; then the act."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.db import now
from compliance.letters.writing import LINK, Written, write_to_requester
from compliance.rules.kinds import BY_KEY
from compliance.rules.lifecycle import GROUNDS, OUTCOMES
from compliance.tickets import deciding
from compliance.tickets.models import Message, PrivacyRequest
from compliance.web.guard import actor, needs
from compliance.web.staff.acts import perform
from compliance.web.staff.case import happened_since, request_or_404, ticket_or_404
from compliance.web.staff.desk import blueprint
from compliance.web.staff.forms import CloseForm
from compliance.web.staff.ticket import ticket_page

YES, BACK = "yes", "back"


@blueprint.post("/tickets/<reference>/requests/<int:request_id>/close")
@needs("request.close")
def close_request(reference: str, request_id: int) -> ResponseReturnValue:
    """Shows what would go out, or goes back to the form, or closes."""
    form = CloseForm(f"close-{request_id}")
    request = request_or_404(ticket_or_404(reference), request_id)
    if form.step.data == BACK:
        form.step.data = ""
        return ticket_page(reference, form)
    if form.step.data != YES and form.validate() and not happened_since(request.ticket, form.seen.data):
        return _look_first(request, form)
    form.step.data = ""
    return perform(reference, form, lambda ticket: deciding.close_request(
        request_or_404(ticket, request_id), actor(), outcome=form.outcome.data, ground=form.ground.data or None,
        text=form.text.data or "", letter=form.letter.data,
    ), _("%(kind)s is closed.", kind=BY_KEY[request.kind].title))


def _look_first(request: PrivacyRequest, form: CloseForm) -> str:
    return render_template(
        "staff/closing.html", ticket=request.ticket, request=request, form=form, letter=_letter(request, form),
        kind=BY_KEY[request.kind], outcomes=OUTCOMES, grounds=GROUNDS, last=request.ticket.open_requests == [request],
        yes=YES, back=BACK,
    )


def _letter(request: PrivacyRequest, form: CloseForm) -> Written | None:
    """The closing letter as it would go out; None where none will."""
    ticket = request.ticket
    if not (form.letter.data and ticket.answerable and ticket.requester.email):
        return None
    facts = {"request": request.id, "kind": request.kind, "ground": form.ground.data or None}
    draft = Message(letter=form.outcome.data, facts=facts, text=form.text.data or "", language=ticket.language, at=now(),
                    direction="out", channel="mail", warnings=[])
    written = write_to_requester(draft, ticket)
    return Written(written.subject, LINK.sub(_("(the person's own link)"), written.text), "")
