"""Typing in a request that came by phone, by letter or in person, with the day on which it really came, when its clock began.

What somebody said is written down as they said it, the same road as a mail, and told in the trail as typed in by this member
of staff. Where there is a mail address the person gets the same confirmation as anybody.
"""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    EmailField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from compliance.db import now
from compliance.intake.receive import Origin, receive
from compliance.intake.submission import Submission
from compliance.intake.understanding import door_of
from compliance.rules.kinds import BY_KEY, KINDS
from compliance.tickets.arrivals import Asked
from compliance.web.guard import actor, needs
from compliance.web.staff.desk import blueprint, settings, today
from compliance.web.staff.forms import DeskForm, law_choices
from compliance.web.staff.words import LANGUAGES

WAYS = {"phone": _l("by phone"), "letter": _l("by letter"), "in_person": _l("in person")}
NOON = time(12)  # a day without an hour: its noon is that day in every step of the reckoning


class TypedForm(DeskForm):
    """What somebody said."""

    channel = RadioField(_l("How did it come?"), choices=[SelectChoice(way, words) for way, words in WAYS.items()],
                         validators=[InputRequired(_l("Say how it came."))])
    received = DateField(_l("On which day?"), description=_l("The day on which it reached the house, not today if it lay."),
                         validators=[InputRequired(_l("Enter the day on which it came."))])
    kinds = SelectMultipleField(
        _l("What is asked?"), choices={kind.key: kind.ask for kind in KINDS}, option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False), validators=[InputRequired(_l("Choose what is asked."))],
    )
    law = SelectField(_l("Law"), description=_l("Empty: that of the contact address."))
    name = StringField(_l("Name"), validators=[Length(max=300)])
    email = EmailField(_l("Mail address"), description=_l("If they gave one: they are written to there."), validators=[
        Optional(), Length(max=320), Regexp(r"^[^@\s]+@[^@\s]+$", message=_l("Enter a mail address such as ana@example.org.")),
    ])
    language = SelectField(_l("Language"), choices=LANGUAGES)
    contact = SelectField(_l("Contact address"))
    words = TextAreaField(_l("What they said"), render_kw={"rows": 6}, validators=[
        InputRequired(_l("Write down what they said.")), Length(max=20_000),
    ])

    def __init__(self, key: str = "form", **values: Any) -> None:
        super().__init__(key, **values)
        self.law.choices = {str(_l("As the contact address says")): {"": "-"}, **law_choices()}
        self.contact.choices = {address: address for address in settings().contact_address}

    def validate_received(self, field: Any) -> None:
        """Not in the future."""
        if field.data and field.data > today():
            raise ValidationError(_l("That day is still to come."))


@blueprint.route("/tickets/new", methods=["GET", "POST"])
@needs("ticket.open")
def type_in() -> ResponseReturnValue:
    """The form, and what it makes."""
    form = TypedForm()
    if form.validate_on_submit():
        origin = Origin((form.contact.data,), _moment(form.received.data))
        asked = tuple(Asked(kind, form.law.data or None, suggested=False) for kind in form.kinds.data)
        placed = receive(_submission(form), None, origin, door_of(settings()), asked, actor())
        if placed.ticket is not None:
            flash(_("It is a ticket now; its clock runs from the day on which it came."), "success")
            return redirect(url_for("staff.ticket", reference=placed.ticket.reference), 303)
    if not form.is_submitted():
        form.received.data = today()
    return render_template("staff/typed.html", form=form), 422 if form.errors else 200


def _submission(form: TypedForm) -> Submission:
    return Submission(
        channel=form.channel.data, sender=(form.email.data or "").strip(), sender_name=(form.name.data or "").strip(),
        subject=", ".join(BY_KEY[kind].title for kind in form.kinds.data), text=form.words.data, body=form.words.data,
        language=form.language.data,
    )


def _moment(day: date) -> datetime:
    """The day as a moment: now where it is today, else its noon."""
    zone = ZoneInfo(settings().timezone)
    return now() if day == today() else datetime.combine(day, NOON, zone)
