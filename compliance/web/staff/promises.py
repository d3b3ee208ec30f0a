"""Promises about data that lies elsewhere: entered, changed, and closed with a note at each review."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from compliance.db import db
from compliance.registers import promises as register
from compliance.registers.promises import LONGEST_PERIOD, NAME_LENGTH, OWNER_LENGTH, Promise
from compliance.web.guard import actor, needs
from compliance.web.staff.desk import blueprint, today
from compliance.web.staff.forms import DeskForm
from compliance.web.staff.names import read_names
from compliance.web.staff.retention import ROW

TEXTS = ("name", "what", "purpose", "ground", "period", "owner")


class PromiseForm(DeskForm):
    """An entry."""

    name = StringField(_l("Records"), description=_l("Such as: newsletter sign-ups."), validators=[
        InputRequired(_l("Say which records.")), Length(max=NAME_LENGTH, message=_l("At most 120 characters."))])
    period = TextAreaField(_l("How long, and from when"), description=_l("Such as: 24 months after the last contact."),
                           render_kw={"rows": 1})
    what = TextAreaField(_l("What they hold, and where"), render_kw={"rows": 2})
    purpose = TextAreaField(_l("What for"), render_kw={"rows": 1})
    ground = TextAreaField(_l("Legal ground"), render_kw={"rows": 1})
    owner = StringField(_l("Owner"), description=_l("A mail address is reminded beside the officers."),
                        validators=[Length(max=OWNER_LENGTH, message=_l("At most 254 characters."))])
    review_on = DateField(_l("Next review"), validators=[InputRequired(_l("Enter the day of the review."))])
    every_months = IntegerField(_l("Months between reviews"), description=_l("0: only once."), default=12, validators=[
        InputRequired(_l("Enter the months.")), NumberRange(0, LONGEST_PERIOD, _l("0 to 120 months."))])


class ReviewForm(DeskForm):
    """What was done."""

    note = TextAreaField(_l("What was done?"), validators=[InputRequired(_l("A review is closed with a note."))],
                         render_kw={"rows": 3})


@blueprint.route("/retention/promises/new", methods=["GET", "POST"])
@needs("retention.manage")
def new_promise() -> ResponseReturnValue:
    """A new promise."""
    form = PromiseForm("promise")
    if form.validate_on_submit():
        try:
            register.add(actor(), **_entry(form))
        except ValueError as error:
            form.form_errors.append(str(error))
        else:
            flash(_("The promise is in the register."), "success")
            return redirect(url_for("staff.retention"), 303)
    return _page(form, None), 422 if form.errors else 200


@blueprint.route(f"/retention/promises/<{ROW}:promise_id>", methods=["GET", "POST"])
@needs("retention.manage")
def promise(promise_id: int) -> ResponseReturnValue:
    """An entry, changed or read with its reviews."""
    found = db.session.get(Promise, promise_id) or abort(404)
    form = PromiseForm("promise", obj=found)
    if form.validate_on_submit():
        try:
            register.change(found, actor(), **_entry(form))
        except ValueError as error:
            form.form_errors.append(str(error))
        else:
            flash(_("The promise is changed."), "success")
            return redirect(url_for("staff.retention"), 303)
    return _page(form, found), 422 if form.errors else 200


@blueprint.post(f"/retention/promises/<{ROW}:promise_id>/close")
@needs("retention.manage")
def close_review(promise_id: int) -> ResponseReturnValue:
    """Closes the review that is due, with a note."""
    found, form = db.session.get(Promise, promise_id) or abort(404), ReviewForm("review")
    if form.validate():
        try:
            register.close_review(found, actor(), form.note.data, today())
        except ValueError as error:
            form.form_errors.append(str(error))
        else:
            flash(_("The review is closed."), "success")
            return redirect(url_for("staff.promise", promise_id=promise_id), 303)
    return _page(PromiseForm("promise", formdata=None, obj=found), found, form), 422


def _entry(form: PromiseForm) -> dict[str, Any]:
    texts = {name: (form[name].data or "").strip() for name in TEXTS}
    return {**texts, "review_on": form.review_on.data, "every_months": form.every_months.data}


def _page(form: PromiseForm, found: Promise | None, review: ReviewForm | None = None) -> str:
    return render_template(
        "staff/promise.html", form=form, promise=found, review=review or ReviewForm("review", formdata=None), today=today(),
        reviews=register.reviews_of(found) if found else [], names=read_names(),
    )
