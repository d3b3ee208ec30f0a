"""The forms by which staff put right what was read from prose."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from compliance.rules.lifecycle import DISMISSALS, UNASKED
from compliance.web.staff.forms import TicketForm


class DismissForm(TicketForm):
    """Why a request is none."""

    reason = RadioField(_l("Why?"), choices=DISMISSALS, validators=[InputRequired(_l("Say why."))])


class UnaskedForm(TicketForm):
    """What the ticket is, if nothing is asked in it."""

    reason = RadioField(_l("What is it?"), choices=UNASKED, validators=[InputRequired(_l("Say what it is."))])


class PersonForm(TicketForm):
    """Who asks."""

    name = StringField(_l("Name"), validators=[Length(max=300)])
    email = EmailField(_l("Mail address"), validators=[
        Optional(), Length(max=320), Regexp(r"^[^@\s]+@[^@\s]+$", message=_l("Enter a mail address such as ana@example.org.")),
    ])
