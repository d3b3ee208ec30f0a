"""What staff keep of who asks: what they looked up, why they doubt, which papers came, for whom it is asked."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.tickets import asking, showing
from compliance.web.guard import actor, needs
from compliance.web.staff.acts import perform
from compliance.web.staff.desk import blueprint
from compliance.web.staff.identity_forms import BehalfForm, DoubtForm, FileCheckForm, PaperForm, QuestionForm


@blueprint.post("/tickets/<reference>/identity/file")
@needs("ticket.accept_proof")
def check_file(reference: str) -> ResponseReturnValue:
    """What was found in the systems."""
    form = FileCheckForm("check-file")
    return perform(reference, form, lambda ticket: showing.check_file(
        ticket, actor(), since=form.since.data, points=form.points.data or []), _("Kept. The person is told nothing of it."))


@blueprint.post("/tickets/<reference>/identity/question")
@needs("ticket.ask_proof")
def ask_question(reference: str) -> ResponseReturnValue:
    """What the person is asked."""
    form = QuestionForm("question")
    return perform(reference, form, lambda ticket: asking.ask_question(
        ticket, actor(), form.points.data or [], form.text.data or ""), _("The question is on its way."))


@blueprint.post("/tickets/<reference>/identity/doubts")
@needs("ticket.accept_proof")
def doubt(reference: str) -> ResponseReturnValue:
    """Why more must be shown."""
    form = DoubtForm("doubt")
    return perform(reference, form, lambda ticket: showing.doubt(ticket, actor(), form.doubts.data or []), _("Kept."))


@blueprint.post("/tickets/<reference>/identity/papers")
@needs("ticket.accept_proof")
def keep_paper(reference: str) -> ResponseReturnValue:
    """A paper that has come in."""
    form = PaperForm("paper")
    return perform(reference, form, lambda ticket: showing.keep_paper(ticket, actor(), form.paper.data), _("Kept."))


@blueprint.post("/tickets/<reference>/identity/behalf")
@needs("ticket.accept_proof")
def ask_for_another(reference: str) -> ResponseReturnValue:
    """For whom it is asked."""
    form = BehalfForm("behalf")
    return perform(reference, form, lambda ticket: showing.ask_for_another(
        ticket, actor(), behalf=form.behalf.data, name=form.name.data or "", email=form.email.data or ""),
        _("Kept. What was shown before does not count any more."))
