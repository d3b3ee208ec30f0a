"""What became of a task in one system: the fields that ask for it, of staff and of whoever looks after the system."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from compliance.rules import lifecycle

LONGEST_NOTE = 4_000
VALUE = "value-"


class AnswerFields:
    """Fields to be mixed into a form."""

    outcome = RadioField(_l("What became of it?"), choices=lifecycle.TASK_OUTCOMES,
                         validators=[InputRequired(_l("Choose what became of it."))])
    ground = SelectField(_l("Ground, if it is kept"), choices={"": "-", **lifecycle.GROUNDS}, default="")
    text = TextAreaField(_l("Note for the team"), render_kw={"rows": 2},
                         validators=[Length(max=LONGEST_NOTE, message=_l("A note has at most 4,000 characters."))])

    def validate_ground(self, field: Any) -> None:
        """What is kept needs its ground."""
        if self.outcome.data == "kept" and not field.data:
            raise ValidationError(_l("Say why the data is kept."))


class AnswerForm(AnswerFields, FlaskForm):  # type: ignore[misc]
    """The form of whoever was asked to do it."""


def values_in(form: Mapping[str, str]) -> dict[int, str]:
    """What the fields of an amendment hold now, as typed: by the field's id."""
    return {int(name.removeprefix(VALUE)): value for name, value in form.items()
            if name.startswith(VALUE) and name.removeprefix(VALUE).isascii() and name.removeprefix(VALUE).isdigit()
            and len(name) < len(VALUE) + 19}
