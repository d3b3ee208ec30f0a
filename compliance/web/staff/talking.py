"""What staff say: letters, notes, and the question for proof."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from compliance.db import now
from compliance.intake.understanding import door_of
from compliance.letters.catalogue import language_for
from compliance.letters.writing import Written, write_to_requester
from compliance.registers import text_blocks
from compliance.tickets import mentioning, presence, splitting, talking
from compliance.tickets.models import Message, Ticket
from compliance.web.guard import actor, me, needs
from compliance.web.staff import forms
from compliance.web.staff.acts import perform
from compliance.web.staff.case import happened_since, message_or_404, ticket_or_404
from compliance.web.staff.desk import blueprint, settings
from compliance.web.staff.letter_form import BACK, LOOK, PUT_IN, LetterForm
from compliance.web.staff.names import read_names
from compliance.web.staff.ticket import ticket_page


@blueprint.post("/tickets/<reference>/letters")
@needs("ticket.write")
def write(reference: str) -> ResponseReturnValue:
    """A letter in staff's own words: a block is put in, it is looked at, or it goes out."""
    ticket = ticket_or_404(reference)
    form = LetterForm("letter", data={"language": language_for(ticket.language)})
    step, form.step.data = form.step.data, ""
    if step == PUT_IN:
        return ticket_page(reference, _with_block(form, ticket))
    if step == BACK:
        return ticket_page(reference, form)
    if step == LOOK and form.validate() and not happened_since(ticket, form.seen.data):
        return render_template("staff/letter_look.html", ticket=ticket, form=form, letter=_preview(ticket, form))
    return perform(reference, form, lambda ticket: talking.write(
        ticket, actor(), form.text.data, form.language.data, form.sent_files()), _("The letter is on its way."))


def _with_block(form: LetterForm, ticket: Ticket) -> LetterForm:
    """The form with the chosen block behind what was typed."""
    block = next((one for one in text_blocks.blocks() if one.id == form.block.data), None)
    if block is not None:
        with force_locale(form.language.data):
            due = format_date(ticket.due_on, "long") if ticket.due_on else ""
        facts = {"name": ticket.requester.name, "reference": ticket.reference, "due": due}
        form.text.data = "\n\n".join(filter(None, [(form.text.data or "").strip(), text_blocks.filled(block, facts)]))
    form.block.data = 0
    return form


def _preview(ticket: Ticket, form: LetterForm) -> Written:
    """The letter as it would go out, without files."""
    draft = Message(letter="reply", facts={}, text=form.text.data, language=form.language.data, at=now(), direction="out",
                    channel="mail", warnings=[])
    written = write_to_requester(draft, ticket)
    return Written(written.subject, written.text, "")


@blueprint.post("/tickets/<reference>/looked")
@needs("ticket.read")
def have_looked(reference: str) -> ResponseReturnValue:
    """Says that one has looked, as a colleague asked."""
    return perform(reference, forms.TicketForm("looked"), lambda ticket: mentioning.have_looked(ticket, actor()),
                   _("It left the list of what is asked of you."))


@blueprint.post("/tickets/<reference>/messages/<int:message_id>/split")
@needs("ticket.place")
def split_message(reference: str, message_id: int) -> ResponseReturnValue:
    """Takes a message out into a ticket of its own, and leads there."""
    made: list[str] = []

    def take_out(ticket: Ticket) -> None:
        offices = door_of(settings()).offices
        office = offices.get(ticket.contact) or offices[settings().contact_address[0]]
        made.append(splitting.split(message_or_404(ticket, message_id), actor(), office).reference)

    done = perform(reference, forms.TicketForm(f"split-{message_id}"), take_out, _(
        "It is a ticket of its own now, and counts from its arrival. Put it back by “It belongs to another ticket”."))
    return redirect(url_for("staff.ticket", reference=made[0])) if made else done


@blueprint.post("/tickets/<reference>/here")
@needs("ticket.read", by_itself=True)
def here(reference: str) -> ResponseReturnValue:
    """Says that one has the ticket open, and shows who else has."""
    found = ticket_or_404(reference)
    others = presence.here(found.id, me().id)
    names = read_names() if others else None
    return render_template("staff/ticket/here.html", others=[names.of_staff(one) for one in others] if names else [])


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
