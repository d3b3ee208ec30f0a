"""Signing in safely, for oneself: password, second factor, and the browsers in which one is signed in."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.db import now
from compliance.people import accounts, second_step, sessions
from compliance.web.guard import begin, me, needs, own_session
from compliance.web.staff.desk import blueprint
from compliance.web.staff.second_factor import keys_offered
from compliance.web.staff.signing_in import PasswordForm


@blueprint.get("/account/security")
@needs("account.keep")
def security() -> ResponseReturnValue:
    """What protects one's account."""
    return _page(PasswordForm("new", formdata=None))


@blueprint.post("/account/password")
@needs("account.keep", grave=True)
def change_password() -> ResponseReturnValue:
    """Sets another password; every other browser is signed out, this one goes on."""
    form, staff, level = PasswordForm("new"), me(), own_session().level
    if not form.validate():
        return _page(form), 422
    accounts.set_password(staff, form.password.data)
    begin(staff, level)
    flash(_("The new password counts. Every other browser is signed out."), "success")
    return redirect(url_for("staff.security"))


@blueprint.post("/account/sessions/<int:session_id>/end")
@needs("account.keep")
def end_session(session_id: int) -> ResponseReturnValue:
    """Signs one browser out."""
    if not sessions.end(me(), session_id):
        abort(404)
    flash(_("That browser is signed out."), "success")
    return redirect(url_for("staff.security"))


@blueprint.post("/account/sessions/end")
@needs("account.keep")
def end_other_sessions() -> ResponseReturnValue:
    """Signs every other browser out."""
    sessions.end_others(me(), own_session().id)
    flash(_("Every other browser is signed out."), "success")
    return redirect(url_for("staff.security"))


def _page(form: PasswordForm) -> str:
    return render_template(
        "staff/security.html", sessions=sessions.of(me()), here=own_session().id, now=now(), form=form, offered=keys_offered(),
        has=second_step.factors_of(me()), needed=sessions.needs_second_factor(me()))
