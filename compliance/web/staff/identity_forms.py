"""The forms by which staff keep what they checked of who asks."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, EmailField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from compliance.rules import identity
from compliance.tickets import showing
from compliance.tickets.models import PrivacyRequest, Ticket
from compliance.web.staff.forms import TicketForm


class Ticks(SelectMultipleField):  # type: ignore[misc]
    """Boxes to tick, none of them needed."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class FileCheckForm(TicketForm):
    """What staff found when they looked the person up."""

    since = DateField(_l("The address has stood in our systems, unchanged, since"), validators=[Optional()],
                      description=_l("Leave it empty where it is not there. Less than 30 days before the request: changed."))
    points = Ticks(_l("What the person said, and it fits"), choices=dict(identity.POINTS))


class QuestionForm(TicketForm):
    """What the person is asked, to be held against what is on file."""

    points = Ticks(_l("Ask for"), choices=dict(identity.POINTS), validators=[InputRequired(_l("Choose what to ask."))])
    text = TextAreaField(_l("Words of your own"), render_kw={"rows": 2})


class DoubtForm(TicketForm):
    """Why more must be shown."""

    doubts = Ticks(_l("More must be shown, because"), choices=dict(identity.DOUBTS))


class PaperForm(TicketForm):
    """A paper that has come in."""

    paper = RadioField(_l("What has come in?"), choices=dict(identity.PAPERS),
                       validators=[InputRequired(_l("Choose what has come in."))])


class BehalfForm(TicketForm):
    """For whom it is asked."""

    behalf = RadioField(_l("Somebody asks"), choices=dict(identity.BEHALF),
                        validators=[InputRequired(_l("Say for whom it is asked."))])
    name = StringField(_l("The person's name"), validators=[Length(max=300)])
    email = EmailField(_l("The person's own address"), validators=[
        Optional(), Length(max=320), Regexp(r"^[^@\s]+@[^@\s]+$", message=_l("Enter a mail address such as ana@example.org.")),
    ])


def still_missing(request: PrivacyRequest, ticket: Ticket) -> list[str]:
    """What must still be shown before the request can be carried out, in words."""
    lacking = showing.lacks(request, ticket)
    wanted = identity.need(request.kind, showing.shown_of(ticket), ticket.behalf or showing.SELF, set(ticket.doubts))
    words = [identity.PAPERS[paper] for paper in sorted(lacking & identity.PAPERS.keys())]
    return [identity.LEVELS[wanted.level], *words] if "level" in lacking else words
