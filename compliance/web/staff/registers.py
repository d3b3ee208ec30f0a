"""The systems register: where the house keeps personal data, and how a request is carried out there."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError
from wtforms.widgets import CheckboxInput

from compliance.registers import systems as register
from compliance.registers.systems import MOST_DAYS, OWN, RELATIONS, Entry, System
from compliance.rules.kinds import BY_KEY, KINDS
from compliance.web.guard import actor, needs
from compliance.web.staff.desk import blueprint
from compliance.web.staff.forms import DeskForm
from compliance.web.staff.names import read_names

BY_SYSTEM = tuple(kind for kind in KINDS if kind.by_system)
SHORT = {"processor": _l("processor"), "recipient": _l("recipient")}
LONGEST_HOW = 4_000


class SystemForm(DeskForm):
    """An entry."""

    name = StringField(_l("Name"), validators=[InputRequired(_l("A system needs a name.")),
                                               Length(max=120, message=_l("A name has at most 120 characters."))])
    owner = StringField(_l("Owner"), description=_l("The team or person who looks after it."),
                        validators=[Length(max=200, message=_l("An owner has at most 200 characters."))])
    holds = TextAreaField(_l("What it holds"), description=_l("Kinds of personal data, such as addresses or orders."),
                          render_kw={"rows": 2})
    instructions = TextAreaField(_l("How it is done there"), description=_l("Shown beside the task on each ticket."),
                                 render_kw={"rows": 4})
    kinds = SelectMultipleField(
        _l("Which requests concern it?"), choices={kind.key: kind.title for kind in BY_SYSTEM},
        option_widget=CheckboxInput(), validators=[InputRequired(_l("Choose at least one kind of request."))],
    )
    relation = RadioField(_l("Whose system is it?"), choices=RELATIONS, default=OWN)
    contact = EmailField(
        _l("Who outside of the house is asked to do it"), description=_l(
            "A mail address. Each task is asked for by mail, with a link that needs no account; they are reminded, and you are "
            "told when they are late. Empty: your team does it."),
        validators=[Optional(), Length(max=254, message=_l("That address is too long.")),
                    Regexp(r"^[^@\s]+@[^@\s]+$", message=_l("Enter a mail address such as ana@example.org."))])
    respondent = SelectField(_l("Or which colleague"), coerce=int, default=0,
                             description=_l("They find the task among their own, and see nothing else of the ticket."))
    days = IntegerField(_l("Days they have"), description=_l("Calendar days; 14 where nothing is set."),
                        validators=[Optional(), NumberRange(1, MOST_DAYS, _l("The days are from 1 to 365."))])
    active = BooleanField(_l("In use"), default=True, description=_l("A system out of use gets no new tasks."))

    def __init__(self, key: str, system: System | None = None, **values: Any) -> None:
        kept = {"respondent": system.respondent_id or 0} if system else {}
        super().__init__(key, obj=system, data=kept, **values)
        team = [staff for staff in read_names().staff.values() if staff.active and staff.actor.can("task.answer")]
        self.respondent.choices = [(0, str(_l("nobody"))), *((staff.id, staff.display_name) for staff in team)]
        self.kind_by_kind = system.how if system else {}

    def validate_respondent(self, field: Any) -> None:
        """One is asked, not two."""
        if field.data and self.contact.data:
            raise ValidationError(_l("Name a contact outside of the house or a colleague, not both."))


@blueprint.get("/systems")
@needs("system.manage")
def systems() -> ResponseReturnValue:
    """Every entry."""
    return render_template("staff/systems.html", systems=register.all_systems(), kinds=BY_KEY, relations=SHORT)


@blueprint.get("/systems/new")
@needs("system.manage")
def new_system() -> ResponseReturnValue:
    """The form for a new entry."""
    return render_template("staff/system.html", form=SystemForm("system", formdata=None), system=None, by_kind=BY_SYSTEM)


@blueprint.post("/systems/new")
@needs("system.manage")
def add_system() -> ResponseReturnValue:
    """Enters a system."""
    form = SystemForm("system")
    if not form.validate():
        return _again(form, None)
    try:
        register.add(actor(), _entry(form))
    except ValueError as error:
        form.form_errors.append(str(error))
        return _again(form, None)
    flash(_("%(name)s is in the register.", name=form.name.data.strip()), "success")
    return redirect(url_for("staff.systems"))


@blueprint.get("/systems/<int:system_id>")
@needs("system.manage")
def system(system_id: int) -> ResponseReturnValue:
    """The form for an entry."""
    found = _system_or_404(system_id)
    return render_template("staff/system.html", form=SystemForm("system", found, formdata=None), system=found,
                           by_kind=BY_SYSTEM)


@blueprint.post("/systems/<int:system_id>")
@needs("system.manage")
def change_system(system_id: int) -> ResponseReturnValue:
    """Writes an entry anew."""
    found, form = _system_or_404(system_id), SystemForm("system")
    if not form.validate():
        return _again(form, found)
    try:
        register.change(found, actor(), _entry(form, active=form.active.data))
    except ValueError as error:
        form.form_errors.append(str(error))
        return _again(form, found)
    flash(_("The entry of %(name)s is changed.", name=form.name.data.strip()), "success")
    return redirect(url_for("staff.systems"))


def _system_or_404(system_id: int) -> System:
    return read_names().systems.get(system_id) or abort(404)


def _entry(form: SystemForm, *, active: bool = True) -> Entry:
    words = {name: (form[name].data or "").strip() for name in ("name", "owner", "holds", "instructions", "contact")}
    return Entry(**words, kinds=form.kinds.data, relation=form.relation.data, respondent_id=form.respondent.data or None,
                 days=form.days.data, how=_how(), active=active)


def _how() -> dict[str, str]:
    """How each kind is carried out there, where something was typed for it."""
    typed = {kind.key: request.form.get(f"how-{kind.key}", "").replace("\0", "").strip()[:LONGEST_HOW] for kind in BY_SYSTEM}
    return {key: words for key, words in typed.items() if words}


def _again(form: SystemForm, found: System | None) -> tuple[str, int]:
    form.kind_by_kind = _how()
    return render_template("staff/system.html", form=form, system=found, by_kind=BY_SYSTEM), 422
