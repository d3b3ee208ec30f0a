"""The form of a ticket's tags."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Length

from compliance.web.staff.forms import TicketForm


class TagsForm(TicketForm):
    """The ticket's tags, with commas between."""

    tags = StringField(_l("Tags, with commas between"), validators=[Length(max=1000)])
