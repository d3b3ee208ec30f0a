"""The form: what it asks, built from `rules/kinds.py`, and when an answer is missing."""

import secrets
from collections.abc import Iterable
from typing import Any

from babel import Locale
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    EmailField,
    Field,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
    validators,
    widgets,
)
from wtforms.fields.choices import SelectChoice

from compliance.letters.words import page_words
from compliance.rules.jurisdiction import CALIFORNIA, EEA, UNITED_KINGDOM, UNITED_STATES
from compliance.rules.kinds import BY_KEY, ON_FORM

OTHER = "other"
ELSEWHERE = "elsewhere"
LONGEST_WORDS = 10_000
LONGEST_LINE = 300

# Said on the form; the kinds' own words are for staff.
ASKS = {
    "removal": _("Remove my data"),
    "amendment": _("Correct my data"),
    "unsubscribe": _("Stop mailing me"),
    "access": _("Send me a copy of my data"),
    "portability": _("Give me my data to take elsewhere"),
    "objection": _("Stop using my data for a purpose"),
    "restriction": _("Keep my data, but do not use it"),
    "opt_out_of_sale": _("Do not sell or share my data"),
    OTHER: _("Something else"),
}

# For whom somebody asks (`rules.evidence` says what each must show).
BEHALF = {
    "self": _("For myself"),
    "child": _("For a child of mine"),
    "client": _("For somebody who has asked me to"),
    "dead": _("For somebody who has died"),
}


def _choices(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


def places() -> list[tuple[str, Any]]:
    """Where somebody may live, as far as it decides the law, by name in the page's language."""
    names = Locale(str(get_locale() or "en").split("_")[0]).territories
    eea = sorted(((code, names.get(code, code)) for code in EEA), key=lambda place: place[1])
    us = names.get(UNITED_STATES, UNITED_STATES)
    return [
        ("", _("I'd rather not say")), *eea, (UNITED_KINGDOM, names.get(UNITED_KINGDOM, UNITED_KINGDOM)),
        (CALIFORNIA, _("%(country)s: California", country=us)), (UNITED_STATES, _("%(country)s: another state", country=us)),
        (ELSEWHERE, _("Somewhere else")),
    ]


def needed_for(kind: str, message: str) -> Any:
    """A validator: the field must be filled in when this kind is ticked."""

    def check(form: "RequestForm", field: Field) -> None:
        if kind in (form.kinds.data or []) and not (field.data or "").strip():
            raise ValidationError(message)

    return check


def needed_unless_for(behalf: tuple[str, ...], message: str) -> Any:
    """A validator: the field must be filled in when somebody asks for another person, but not in these cases."""

    def check(form: "RequestForm", field: Field) -> None:
        if form.behalf.data not in behalf and not (field.data or "").strip():
            raise validators.StopValidation(message)

    return check


class RequestForm(FlaskForm):  # type: ignore[misc]
    """A request. `submission` makes the same form sent twice one request; `website` is a trap for machines."""

    kinds = SelectMultipleField(
        _("What would you like us to do?"), choices=_choices(ASKS.items()), widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(), description=_("Choose all that apply."),
        validators=[validators.InputRequired(_("Choose what you would like us to do"))],
    )
    current = TextAreaField(
        _("If something is to be corrected: what is wrong?"), description=_("What we hold now, as far as you know it."),
        validators=[needed_for("amendment", _("Say what is wrong")), validators.Length(max=LONGEST_WORDS)],
    )
    asked = TextAreaField(
        _("And what should it be?"),
        validators=[needed_for("amendment", _("Say what it should be instead")), validators.Length(max=LONGEST_WORDS)],
    )
    behalf = RadioField(_("For whom do you ask?"), choices=_choices(BEHALF.items()), default="self")
    person = StringField(
        _("The person's name"), description=_("The person whose data it is."),
        validators=[needed_unless_for(("self",), _("Enter the name of the person whose data it is")),
                    validators.Length(max=LONGEST_LINE)],
    )
    person_email = EmailField(
        _("The person's e-mail address"), description=_("We ask there whether you may ask for them."),
        validators=[
            needed_unless_for(("self", "child", "dead"), _("Enter the e-mail address of the person who has asked you")),
            validators.Optional(), validators.Email(_("Enter an e-mail address like name@example.org")),
            validators.Length(max=LONGEST_LINE),
        ],
    )
    email = EmailField(
        _("Your e-mail address"), description=_("The one that we know you by, if you can. We answer there."),
        validators=[
            validators.InputRequired(_("Enter your e-mail address")),
            validators.Email(_("Enter an e-mail address like name@example.org")), validators.Length(max=LONGEST_LINE),
        ],
    )
    name = StringField(_("Your name"), validators=[validators.Length(max=LONGEST_LINE)])
    place = SelectField(_("Where do you live?"), description=_("Only to find the law that protects you."))
    words = TextAreaField(
        _("Tell us more"),
        description=_("A user name, a customer number, what it is about. No passwords, no copies of documents."),
        validators=[needed_for(OTHER, _("Say in your own words what you would like")), validators.Length(max=LONGEST_WORDS)],
    )
    also = SelectMultipleField(
        _("Your words also seem to ask for this. Shall we add it?"), choices=_choices((key, key) for key in BY_KEY),
        widget=widgets.ListWidget(prefix_label=False), option_widget=widgets.CheckboxInput(),
    )
    files = MultipleFileField(
        _("Files"), description=_("Up to 5 files: PDF, pictures or plain text, 10 MB each. We never need your passport."),
        render_kw={"accept": ".pdf,.png,.jpg,.jpeg,.webp,.heic,.txt"},
    )
    website = StringField(_("Leave this empty"))
    work = HiddenField()
    submission = HiddenField(default=lambda: secrets.token_hex(16))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place.choices = _choices(places())

    def validate_submission(self, field: Field) -> None:
        """What a machine put there is replaced: it only tells one sending from another."""
        text = field.data or ""
        if len(text) != 32 or not set(text) <= set("0123456789abcdef"):
            field.data = secrets.token_hex(16)

    def offer(self, kinds: list[str]) -> None:
        """Offers to add these kinds, in words for the person."""
        words = page_words(str(get_locale() or "en")).kinds
        self.also.choices = _choices((kind, words[kind]) for kind in kinds)

    @property
    def place_name(self) -> str:
        """Where the person lives, in the page's language."""
        return str(dict(places()).get(self.place.data or "", ""))

    @property
    def chosen(self) -> list[str]:
        """The kinds that were ticked here or added on the check page, each once."""
        ticked = [kind for kind in ON_FORM if kind in (self.kinds.data or [])]
        return [*ticked, *(kind for kind in self.also.data or [] if kind not in ticked)]
