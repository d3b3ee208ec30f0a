"""The suppression register at the desk: whether an address must not be written to, since when and why; and the way back.

The address is typed in and posted, never part of a web address: those are written into logs.
"""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from compliance.registers import suppression as register
from compliance.registers.suppression import EVERY, REASONS, RETURNS, Suppression
from compliance.tickets.queries import references_of
from compliance.web.guard import actor, needs
from compliance.web.staff.desk import blueprint, today
from compliance.web.staff.forms import DeskForm


class AskForm(DeskForm):
    """Which address, on which list."""

    address = EmailField(_l("Mail address"), validators=[InputRequired(_l("Enter a mail address.")), Length(max=320)])
    in_list = StringField(_l("Mailing list"), default=EVERY, description=_l("all is any list."))


class LiftForm(DeskForm):
    """Why it may be written to again."""

    address = HiddenField(validators=[InputRequired()])
    in_list = HiddenField(validators=[InputRequired()])
    because = SelectField(_l("Why may it be written to again?"), choices=RETURNS)


@blueprint.route("/suppression", methods=["GET", "POST"])
@needs("suppression.lift")
def suppression() -> ResponseReturnValue:
    """Asks the register."""
    form = AskForm("ask")
    asked = form.validate_on_submit()
    return _page(form, asked=asked)


@blueprint.post("/suppression/lift")
@needs("suppression.lift", grave=True)
def lift_suppression() -> ResponseReturnValue:
    """Lets an address be written to again."""
    form = LiftForm("lift")
    ask = AskForm("ask", formdata=None, data={"address": form.address.data, "in_list": form.in_list.data})
    right = form.validate()
    if right and register.lift(form.address.data, form.in_list.data, actor(), form.because.data):
        flash(_("It may be written to again. The register keeps what it said."), "success")
    return _page(ask, asked=right)


def _page(form: AskForm, *, asked: bool) -> ResponseReturnValue:
    entries: list[Suppression] = []
    if asked:
        try:
            entries = register.entries_of(form.address.data, form.in_list.data or EVERY)
        except ValueError as error:
            form.in_list.errors, asked = [str(error)], False
    references = references_of([entry.by_ticket_id for entry in entries if entry.by_ticket_id])
    page = render_template(
        "staff/suppression.html", form=form, asked=asked, entries=entries, references=references, reasons=REASONS,
        returns=RETURNS, today=today(), lift_form=lambda entry: LiftForm("lift", formdata=None, data={
            "address": form.address.data, "in_list": entry.in_list}),
    )
    return page, 422 if form.errors else 200
