"""The clocks on the ticket page: forms of waiting, extending and mending the day of receipt, and what it says of them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Optional

from compliance.rules.lifecycle import EXTENSION_GROUNDS, RECEIPT_REASONS
from compliance.tickets import timing, waiting
from compliance.tickets.models import Ticket
from compliance.web.staff.forms import TicketForm


class PauseForm(TicketForm):
    """What the person is waited for, since when."""

    reason = RadioField(_l("What do you wait for?"), choices=waiting.REASONS,
                        validators=[InputRequired(_l("Say what is waited for."))])
    since = DateField(_l("Asked on"), validators=[Optional()])


class ClarifyForm(TicketForm):
    """What is asked back."""

    text = TextAreaField(_l("Your question"), validators=[InputRequired(_l("A question needs words."))],
                         render_kw={"rows": 3})


class ResumeForm(TicketForm):
    """When what was waited for came."""

    until = DateField(_l("It came on"), validators=[Optional()])


class ExtendForm(TicketForm):
    """Why a due date is extended, and how the person learns of it."""

    ground = RadioField(_l("Why?"), choices=EXTENSION_GROUNDS,
                        validators=[InputRequired(_l("An extension needs its ground."))])
    until = DateField(_l("New date"), validators=[Optional()])
    text = TextAreaField(_l("Your words in the notice"), render_kw={"rows": 2})
    letter = BooleanField(_l("Tell the person by letter"), default=True)


class ReceiptForm(TicketForm):
    """From which day the ticket counts, and why."""

    day = DateField(_l("Received on"), validators=[InputRequired(_l("Name the day."))])
    reason = RadioField(_l("Why?"), choices=RECEIPT_REASONS, validators=[InputRequired(_l("Say why."))])


FORMS = {"pause": PauseForm, "resume": ResumeForm, "extend": ExtendForm, "receipt": ReceiptForm, "clarify": ClarifyForm}


def words_for_page(ticket: Ticket) -> dict[str, Any]:
    """What the ticket page asks of time: the forms, what is waited for, what an extension today would give."""
    return {
        "time_forms": FORMS, "awaited": waiting.REASONS, "waits": waiting.running,
        "extension_today": {request.id: timing.extension_today(request, ticket) for request in ticket.open_requests},
        "extension_pending": {request.id: timing.extension_pending(request) for request in ticket.open_requests},
    }
