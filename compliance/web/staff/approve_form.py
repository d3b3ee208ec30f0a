"""The form of an approval."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import InputRequired, ValidationError

from compliance.people.accounts import is_own_password
from compliance.web.guard import me
from compliance.web.staff.forms import TicketForm


class ApproveForm(TicketForm):
    """An approval needs one's own password, typed anew."""

    password = PasswordField(_l("Your password"), validators=[InputRequired(_l("Enter your password."))])

    def validate_password(self, field: PasswordField) -> None:
        """It is the password of whoever sits there, not of the session."""
        if not is_own_password(me(), field.data or ""):
            raise ValidationError(_l("That is not your password."))
