"""The versions of the privacy policy: which count, and a new one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, TextAreaField
from wtforms.validators import InputRequired

from compliance.letters.catalogue import LANGUAGES
from compliance.registers import policies as register
from compliance.web.guard import actor, needs
from compliance.web.staff.desk import blueprint, today
from compliance.web.staff.forms import DeskForm


class PolicyForm(DeskForm):
    """A version."""

    effective_on = DateField(_l("Counts from"), validators=[InputRequired(_l("Enter the day from which it counts."))])
    language = SelectField(_l("Language"), choices=LANGUAGES)
    text = TextAreaField(
        _l("The whole text"), description=_l("Paragraphs between empty lines; headings begin with #, points with a dash."),
        render_kw={"rows": 16}, validators=[InputRequired(_l("Enter the text."))],
    )
    changed = TextAreaField(_l("What is new"), description=_l("In a sentence or two, for readers who know the version before."),
                            render_kw={"rows": 2})


@blueprint.get("/policies")
@needs("policy.publish")
def policies() -> ResponseReturnValue:
    """Every version."""
    counts = register.in_force(today(), "en")
    return render_template("staff/policies.html", policies=register.versions(), today=today(),
                           counts=counts.effective_on if counts else None)


@blueprint.route("/policies/new", methods=["GET", "POST"])
@needs("policy.publish")
def new_policy() -> ResponseReturnValue:
    """A new version; one that is published is never changed."""
    form = PolicyForm()
    if form.validate_on_submit():
        try:
            register.publish(actor(), form.effective_on.data, form.language.data, form.text.data, form.changed.data or "")
        except ValueError as error:
            form.form_errors.append(str(error))
        else:
            flash(_("The version is published."), "success")
            return redirect(url_for("staff.policies"), 303)
    return render_template("staff/policy.html", form=form), 422 if form.errors else 200
