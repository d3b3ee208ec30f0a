"""The systems register: where the house keeps personal data, and how a request is carried out there."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput

from compliance.registers import systems as register
from compliance.registers.systems import System
from compliance.rules.kinds import BY_KEY, KINDS
from compliance.web.guard import actor, needs
from compliance.web.staff.desk import blueprint
from compliance.web.staff.forms import DeskForm
from compliance.web.staff.names import read_names


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
        _l("Which requests concern it?"), choices={kind.key: kind.title for kind in KINDS if kind.by_system},
        option_widget=CheckboxInput(), validators=[InputRequired(_l("Choose at least one kind of request."))],
    )
    active = BooleanField(_l("In use"), default=True, description=_l("A system out of use gets no new tasks."))


@blueprint.get("/systems")
@needs("system.manage")
def systems() -> ResponseReturnValue:
    """Every entry."""
    return render_template("staff/systems.html", systems=register.all_systems(), kinds=BY_KEY)


@blueprint.get("/systems/new")
@needs("system.manage")
def new_system() -> ResponseReturnValue:
    """The form for a new entry."""
    return render_template("staff/system.html", form=SystemForm("system", formdata=None), system=None)


@blueprint.post("/systems/new")
@needs("system.manage")
def add_system() -> ResponseReturnValue:
    """Enters a system."""
    form = SystemForm("system")
    if not form.validate():
        return _again(form, None)
    try:
        register.add(actor(), **_entry(form))
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
    return render_template("staff/system.html", form=SystemForm("system", formdata=None, obj=found), system=found)


@blueprint.post("/systems/<int:system_id>")
@needs("system.manage")
def change_system(system_id: int) -> ResponseReturnValue:
    """Writes an entry anew."""
    found, form = _system_or_404(system_id), SystemForm("system")
    if not form.validate():
        return _again(form, found)
    try:
        register.change(found, actor(), active=form.active.data, **_entry(form))
    except ValueError as error:
        form.form_errors.append(str(error))
        return _again(form, found)
    flash(_("The entry of %(name)s is changed.", name=form.name.data.strip()), "success")
    return redirect(url_for("staff.systems"))


def _system_or_404(system_id: int) -> System:
    return read_names().systems.get(system_id) or abort(404)


def _entry(form: SystemForm) -> dict[str, Any]:
    words = {name: (form[name].data or "").strip() for name in ("name", "owner", "holds", "instructions")}
    return {**words, "kinds": form.kinds.data}


def _again(form: SystemForm, found: System | None) -> tuple[str, int]:
    return render_template("staff/system.html", form=form, system=found), 422
