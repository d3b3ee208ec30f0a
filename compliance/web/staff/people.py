"""Accounts of staff: who there is, new ones, new links, a lost second factor, and ending one, with its tickets handed on."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from compliance.db import is_id
from compliance.people import accounts, second_step
from compliance.people.models import Staff
from compliance.tickets import departing
from compliance.web.guard import actor, me, needs
from compliance.web.staff.desk import blueprint, settings
from compliance.web.staff.forms import TEAM, DeskForm
from compliance.web.staff.names import read_names

# Role -> what it may do, in words.
ROLE_WORDS = {
    "agent": _l("works on tickets"),
    "officer": _l("works on tickets, keeps the systems register, reads the trail"),
    "admin": _l("all of that, and manages accounts"),
    "respondent": _l("does the tasks of the systems that they look after, and sees nothing else"),
    "auditor": _l("reads tickets and the trail, changes nothing"),
}


class AccountForm(DeskForm):
    """A new account."""

    email = EmailField(_l("Mail address"), validators=[
        InputRequired(_l("Enter the mail address.")), Length(max=254, message=_l("That address is too long.")),
        Regexp(r"^[^@\s]+@[^@\s]+$", message=_l("Enter a mail address such as ana@example.org.")),
    ])
    name = StringField(_l("Name"), validators=[Length(max=200)])
    role = RadioField(_l("Role"), choices={role: role.capitalize() for role in ROLE_WORDS},
                      validators=[InputRequired(_l("Choose a role."))])


@blueprint.get("/people")
@needs("staff.manage")
def people() -> ResponseReturnValue:
    """Every account, and the form for a new one."""
    return _page(AccountForm("account", formdata=None)), 200


@blueprint.post("/people")
@needs("staff.manage", grave=True)
def add_account() -> ResponseReturnValue:
    """Makes an account and shows its one-time link, once."""
    form = AccountForm("account")
    if not form.validate():
        return _page(form), 422
    try:
        staff, token = accounts.add(actor(), form.email.data, form.role.data, (form.name.data or "").strip())
    except accounts.AccountError as error:
        form.form_errors.append(str(error))
        return _page(form), 422
    return _link_page(staff, token)


@blueprint.post("/people/<int:staff_id>/link")
@needs("staff.manage", grave=True)
def new_link(staff_id: int) -> ResponseReturnValue:
    """A new one-time link for an account, shown once; the one before stops working."""
    staff = _staff_or_404(staff_id)
    return _link_page(staff, accounts.invite(staff, actor()))


@blueprint.post("/people/<int:staff_id>/reset-factors")
@needs("staff.manage", grave=True)
def reset_factors(staff_id: int) -> ResponseReturnValue:
    """Takes the second factor off somebody who lost it."""
    staff = _staff_or_404(staff_id)
    try:
        second_step.reset(staff, actor())
    except second_step.StepError as error:
        flash(_(str(error)), "error")
    else:
        flash(_("%(name)s signs in by password alone until a new second factor is added.", name=staff.display_name), "success")
    return redirect(url_for("staff.people"))


@blueprint.post("/people/<int:staff_id>/disable")
@needs("staff.manage", grave=True)
def disable(staff_id: int) -> ResponseReturnValue:
    """Ends an account and its sessions, and hands its open tickets on."""
    staff, to = _staff_or_404(staff_id), request.form.get("to", TEAM)
    try:
        tickets = departing.depart(staff, actor(), None if to == TEAM else _staff_or_404(int(to) if is_id(to) else 0))
    except accounts.AccountError as error:
        flash(_(str(error)), "error")
    else:
        flash(_("The account of %(name)s is disabled, and its sessions are ended.", name=staff.display_name), "success")
        if tickets:
            flash(_("%(n)s open tickets are being handed on.", n=tickets))
    return redirect(url_for("staff.people"))


def _staff_or_404(staff_id: int) -> Staff:
    staff = read_names().staff.get(staff_id)
    return staff if staff is not None and staff.active else abort(404)


def _page(form: AccountForm) -> str:
    return render_template("staff/people.html", everyone=accounts.everyone(), form=form, roles=ROLE_WORDS, myself=me(),
                           protected=second_step.protected(), open_tickets=departing.open_tickets(), team=read_names().team())


def _link_page(staff: Staff, token: str) -> str:
    link = f"{settings().public_url}{url_for('staff.welcome', token=token)}"
    return render_template("staff/link.html", staff=staff, link=link, days=accounts.INVITATION.days)
