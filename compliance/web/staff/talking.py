"""What staff say: letters, notes, and the question for proof."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.tickets import talking
from compliance.web.guard import actor, needs
from compliance.web.staff import forms
from compliance.web.staff.acts import perform
from compliance.web.staff.case import message_or_404
from compliance.web.staff.desk import blueprint, settings


@blueprint.post("/tickets/<reference>/letters")
@needs("ticket.write")
def write(reference: str) -> ResponseReturnValue:
    """A letter in staff's own words."""
    form = forms.LetterForm("letter")
    said = _("The letter is on its way.")
    return perform(reference, form, lambda ticket: talking.write(ticket, actor(), form.text.data), said)


@blueprint.post("/tickets/<reference>/letters/<int:message_id>/retry")
@needs("ticket.write")
def retry_letter(reference: str, message_id: int) -> ResponseReturnValue:
    """Sends a letter again that could not be sent."""
    form = forms.TicketForm(f"retry-{message_id}")
    said = _("The letter is tried again.")
    return perform(
        reference, form, lambda ticket: talking.retry_letter(ticket, actor(), message_or_404(ticket, message_id)), said
    )


@blueprint.post("/tickets/<reference>/notes")
@needs("ticket.note")
def note(reference: str) -> ResponseReturnValue:
    """An internal note."""
    form = forms.NoteForm("note")
    return perform(reference, form, lambda ticket: talking.note(ticket, actor(), form.text.data), _("The note is kept."))


@blueprint.post("/tickets/<reference>/ask-proof")
@needs("ticket.ask_proof")
def ask_proof(reference: str) -> ResponseReturnValue:
    """Sends the link that shows control of the mailbox."""
    form = forms.AskProofForm("ask-proof")
    said = _("The question for proof is on its way.")
    return perform(reference, form, lambda ticket: talking.ask_proof(ticket, actor(), form.text.data or ""), said)


@blueprint.post("/tickets/<reference>/accept-proof")
@needs("ticket.accept_proof")
def accept_proof(reference: str) -> ResponseReturnValue:
    """Vouches for proof that came another way."""
    form = forms.AcceptProofForm("accept-proof")
    said = _("Proof is accepted.")
    return perform(reference, form, lambda ticket: talking.accept_proof(ticket, actor(), form.way.data), said)


@blueprint.post("/tickets/<reference>/address-works")
@needs("ticket.write")
def address_works(reference: str) -> ResponseReturnValue:
    """Says that mail to the person's address arrives again."""
    key, said = settings().secret_key, _("Letters go to it again.")
    form = forms.TicketForm("address-works")
    return perform(reference, form, lambda ticket: talking.address_works(ticket, actor(), key), said)
