"""The forms about how long a ticket's data is kept."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, TextAreaField
from wtforms.validators import InputRequired

from compliance.rules.retention import HOLDS
from compliance.web.staff.forms import TicketForm


class HoldForm(TicketForm):
    """A legal hold."""

    ground = RadioField(_l("Why?"), choices=HOLDS, validators=[InputRequired(_l("Choose the ground."))])
    reason = TextAreaField(_l("The reason in your words"), validators=[InputRequired(_l("Say why."))], render_kw={"rows": 2})
    review_on = DateField(_l("To be reviewed on"), validators=[InputRequired(_l("Enter the day of the review."))])


class EraseForm(TicketForm):
    """Erasing at once, which nothing takes back."""

    sure = BooleanField(_l("I know that this cannot be taken back"), validators=[InputRequired(_l("Say that you are sure."))])
