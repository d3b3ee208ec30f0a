"""The forms of acts on many tickets: what each has to be told, and how it says that to `tickets.bulk`."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from compliance.rules import lifecycle
from compliance.web.staff.forms import NEEDS_GROUND, TEAM, DeskForm
from compliance.web.staff.names import read_names


class BulkForm(DeskForm):
    """An act that needs nothing more to be said."""

    def told(self) -> dict[str, Any]:
        """The fields of the run."""
        return {}

    def ready(self) -> None:
        """Fills in what there is to choose from."""


class AssignAllForm(BulkForm):
    """Who works on them."""

    to = SelectField(_l("Who works on them"), choices={})

    def ready(self) -> None:
        team = {str(staff.id): staff.display_name for staff in read_names().team()}
        self.to.choices = {TEAM: str(_l("nobody yet (the team)")), **team}

    def told(self) -> dict[str, Any]:
        return {"to": None if self.to.data == TEAM else int(self.to.data)}


class TagAllForm(BulkForm):
    """Tags that they get beside those that they have."""

    tags = StringField(_l("Further tags, with commas between"),
                       validators=[InputRequired(_l("Write a tag.")), Length(max=1000)])

    def told(self) -> dict[str, Any]:
        return {"tags": (self.tags.data or "").split(",")}


class WordsForAllForm(BulkForm):
    """The same words on each."""

    text = TextAreaField(_l("Words"), validators=[DataRequired(_l("Write something."))], render_kw={"rows": 6})

    def told(self) -> dict[str, Any]:
        return {"text": self.text.data}


class CloseAllForm(BulkForm):
    """How every open request of them ends."""

    outcome = SelectField(_l("How do they end?"), choices=lifecycle.OUTCOMES)
    ground = SelectField(_l("Ground, if refused or done in part"), choices={"": "-", **lifecycle.GROUNDS}, default="")
    text = TextAreaField(_l("Your words in each letter"), render_kw={"rows": 3})
    letter = BooleanField(_l("Send the closing letters"), default=True)

    def validate_ground(self, field: Any) -> None:
        """A refusal needs its ground."""
        if self.outcome.data in NEEDS_GROUND and not field.data:
            raise ValidationError(_l("A refusal, also of a part, needs its ground."))

    def told(self) -> dict[str, Any]:
        return {"outcome": self.outcome.data, "ground": self.ground.data or None, "text": self.text.data or "",
                "letter": self.letter.data}


# Act -> its form; its words stand in `titles`.
FORMS: dict[str, type[BulkForm]] = {
    "assign": AssignAllForm, "tag": TagAllForm, "note": WordsForAllForm, "write": WordsForAllForm, "read": BulkForm,
    "ask_proof": BulkForm, "close": CloseAllForm, "spam": BulkForm,
}


def titles() -> dict[str, str]:
    """Acts in the order that they are offered."""
    return {
        "assign": _("Assign"), "tag": _("Tag"), "note": _("Write a note"), "write": _("Write to each person"),
        "read": _("Mark as read"), "ask_proof": _("Ask for proof"), "close": _("Close"), "spam": _("Put on the spam pile"),
    }
