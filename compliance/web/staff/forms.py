"""The forms of the ticket page and the queue.

Many forms stand on one page: each gets a key, and its fields' ids begin with it. Every form about a ticket carries `seen`, the
latest event that its reader had before the eyes.
"""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import (
    BooleanField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, Select

from compliance.people.models import Staff
from compliance.rules import identity, lifecycle
from compliance.rules.kinds import BY_KEY, KINDS
from compliance.rules.regimes import BY_ID
from compliance.tickets.deciding import REASONS_TO_REOPEN
from compliance.tickets.models import Ticket
from compliance.web.staff.long_lists import LongList
from compliance.web.task_answer import AnswerFields, values_in

TEAM = "team"
EVERY = "every"
NEEDS_GROUND = frozenset({"refused", "partly"})


class DeskForm(FlaskForm):  # type: ignore[misc]
    """A form with a key of its own on the page."""

    def __init__(self, key: str = "form", **values: Any) -> None:
        super().__init__(**values)
        self.key = key
        for field in self:
            field.id = field.label.field_id = f"{key}-{field.short_name}"
            if type(field.widget) is Select:
                field.widget = LongList()


class TicketForm(DeskForm):
    """A form about a ticket; by itself, a mere button."""

    seen = HiddenField()


class AssignForm(TicketForm):
    """Who works on it."""

    to = SelectField(_l("Who works on it"), choices={})

    def offer(self, team: list[Staff]) -> None:
        """Fills in who there is."""
        self.to.choices = {TEAM: str(_l("nobody yet (the team)")), **{str(staff.id): staff.display_name for staff in team}}


class AskedForm(TicketForm):
    """What is asked, under which law."""

    kind = SelectField(_l("What is asked"), choices={kind.key: kind.title for kind in KINDS})
    law = SelectField(_l("Law"))

    def __init__(self, key: str = "form", **values: Any) -> None:
        super().__init__(key, **values)
        self.law.choices = law_choices()


class FinishForm(AnswerFields, TicketForm):
    """What became of one system."""

    def values(self) -> dict[int, str]:
        """What the fields of an amendment hold there now, as typed."""
        return values_in(request.form)


class CloseForm(TicketForm):
    """How a request ends. `step`: empty to look first, `yes` to do it, `back` to change something."""

    outcome = RadioField(_l("How does it end?"), choices=lifecycle.OUTCOMES,
                         validators=[InputRequired(_l("Choose how it ends."))])
    ground = SelectField(_l("Ground, if refused or done in part"), choices={"": "-", **lifecycle.GROUNDS}, default="")
    text = TextAreaField(_l("Your words in the letter"), render_kw={"rows": 3})
    letter = BooleanField(_l("Send the closing letter"), default=True)
    step = HiddenField()

    def validate_ground(self, field: Any) -> None:
        """A refusal needs its ground."""
        if self.outcome.data in NEEDS_GROUND and not field.data:
            raise ValidationError(_l("A refusal, also of a part, needs its ground."))


class NoteForm(TicketForm):
    """An internal note."""

    text = TextAreaField(_l("Internal note"), validators=[DataRequired(_l("A note needs words."))], render_kw={"rows": 3})


class HandOverForm(TicketForm):
    """Files for the person."""

    files = MultipleFileField(_l("Files"), description=_l("They wait on the person's own page for 30 days; none goes by mail."))
    text = TextAreaField(_l("Your words in the letter"), render_kw={"rows": 2})

    def validate_files(self, field: Any) -> None:
        """There is at least one."""
        if not any(isinstance(file, FileStorage) and file.filename for file in field.data or []):
            raise ValidationError(_l("Choose the files to hand over."))


class AskProofForm(TicketForm):
    """Asking for proof, with words of one's own where the standard ones do not do."""

    text = TextAreaField(_l("Words of your own"), render_kw={"rows": 2})


class AcceptProofForm(TicketForm):
    """Vouching for proof that came another way than by the link."""

    way = RadioField(_l("How was it shown?"), choices={way: identity.WAYS[way] for way in identity.BY_WORD},
                     validators=[InputRequired(_l("Say how it was shown."))])


class ReopenForm(TicketForm):
    """Why a closed ticket is taken up again."""

    reason = RadioField(_l("Why?"), choices=REASONS_TO_REOPEN, validators=[InputRequired(_l("Say why."))])


class PlaceForm(TicketForm):
    """Putting what came in onto another ticket. `carry`: what is asked for the first time there."""

    onto = StringField(_l("Reference of the other ticket"), validators=[DataRequired(_l("Name the other ticket."))])
    known = BooleanField(_l("The address it came from is this person's, too"))
    carry = SelectMultipleField(_l("Ask this there, with the clock it has"), coerce=int, choices=[],
                                option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False))

    def offer(self, ticket: Ticket) -> None:
        """Fills in what is asked on the ticket."""
        self.carry.choices = [(request.id, str(_l(BY_KEY[request.kind].title))) for request in ticket.open_requests]


class Forms:
    """The forms of one page: the one that was sent keeps what was typed in it, the others are fresh.

    Acts are drawn closed, without their form, but for the one that was sent and the one that the page's address opens
    (`act`; `EVERY` opens all).
    """

    def __init__(self, seen: int, here: str, sent: DeskForm | None = None, act: str = "") -> None:
        self._seen, self._here, self._act = seen, here, act
        self.sent = sent

    def opened(self, key: str) -> bool:
        """Whether this act is drawn with its form."""
        return self._act in {key, EVERY} or (self.sent is not None and self.sent.key == key)

    def url(self, key: str) -> str:
        """The page with this act open."""
        return f"{self._here}?act={key}"

    def of(self, form: type[TicketForm], key: str, /, **values: Any) -> TicketForm:
        """The form with this key."""
        if self.sent is not None and self.sent.key == key:
            self.sent.seen.data = str(self._seen)
            return self.sent
        return form(key, formdata=None, data={"seen": str(self._seen), **values})


def law_choices() -> dict[str, dict[str, str]]:
    """The laws that count, in groups, as a select offers them."""
    counting = [law for law in BY_ID.values() if law.on_by_default]
    read = {law.id: law.name for law in counting if law.verified}
    others = {law.id: law.name for law in counting if not law.verified}
    groups = {str(_l("Laws whose text was read")): read, str(_l("Not yet checked")): others}
    return {title: laws for title, laws in groups.items() if laws}
