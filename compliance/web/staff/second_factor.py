"""The second step of signing in, and adding and removing what it takes: an authenticator app and recovery codes."""

import segno
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from compliance.extensions import limiter
from compliance.people import authenticator, passkeys, second_step, sessions
from compliance.people.models import Authenticator
from compliance.web.guard import halfway, keep, me, needs, own_session
from compliance.web.staff.desk import blueprint, settings
from compliance.web.staff.forms import DeskForm
from compliance.web.staff.own_paths import own_path

TRIES = "10 per minute"


class CodeForm(DeskForm):
    """A code of the app or a recovery code."""

    code = StringField(_l("Code"), validators=[InputRequired(_l("Enter the code.")), Length(max=40)])


@blueprint.get("/second-step")
@halfway
def second_step_page() -> ResponseReturnValue:
    """Asks for the second factor; whose role needs one and who has none is led to adding it."""
    if own_session().level == sessions.ENOUGH:
        return render_template("staff/must_add_factor.html", offered=keys_offered())
    return _step(CodeForm("step", formdata=None))


@blueprint.post("/second-step")
@halfway
@limiter.limit(TRIES)
def give_second_step() -> ResponseReturnValue:
    """Takes a code; then the session is whole."""
    form = CodeForm("step")
    if not form.validate():
        return _step(form), 422
    try:
        keep(second_step.give_code(own_session(), form.code.data))
    except second_step.StepError as error:
        form.form_errors.append(_(str(error)))
        return _step(form), 401
    return redirect(own_path(request.args.get("next")) or url_for("staff.queue"))


@blueprint.post("/account/app")
@needs("account.keep", enrolling=True, grave=True)
def prepare_app() -> ResponseReturnValue:
    """Makes a secret for an app."""
    if not authenticator.prepare(me()):
        flash(_("Your account has an app already. Remove it first."), "error")
        return redirect(url_for("staff.security"))
    return redirect(url_for("staff.new_app"))


@blueprint.get("/account/app")
@needs("account.keep", enrolling=True)
def new_app() -> ResponseReturnValue:
    """The secret as a picture and in letters, and the form for the first code."""
    app = authenticator.of(me())
    if app is None or app.confirmed:
        return redirect(url_for("staff.security"))
    return _app_page(app, CodeForm("app", formdata=None))


@blueprint.post("/account/app/confirm")
@needs("account.keep", enrolling=True)
@limiter.limit(TRIES)
def confirm_app() -> ResponseReturnValue:
    """The app counts from its first right code."""
    app, form = authenticator.of(me()), CodeForm("app")
    if app is None or app.confirmed:
        return redirect(url_for("staff.security"))
    if not form.validate():
        return _app_page(app, form), 422
    try:
        token, codes = second_step.confirm_app(own_session(), form.code.data)
    except second_step.StepError as error:
        form.form_errors.append(_(str(error)))
        return _app_page(app, form), 422
    return shown_once(token, codes)


@blueprint.post("/account/app/remove")
@needs("account.keep", grave=True)
def remove_app() -> ResponseReturnValue:
    """Takes the app off."""
    return removed(None)


@blueprint.post("/account/recovery-codes")
@needs("account.keep", grave=True)
def make_codes() -> ResponseReturnValue:
    """New recovery codes, shown once."""
    try:
        return render_template("staff/recovery_codes.html", codes=second_step.new_codes(me()))
    except second_step.StepError as error:
        flash(_(str(error)), "error")
        return redirect(url_for("staff.security"))


def shown_once(token: str, codes: list[str]) -> ResponseReturnValue:
    """After a factor was added: its recovery codes where it was the first, else back."""
    keep(token)
    if codes:
        return render_template("staff/recovery_codes.html", codes=codes)
    flash(_("Added. Every other browser is signed out."), "success")
    return redirect(url_for("staff.security"))


def removed(key_id: int | None) -> ResponseReturnValue:
    """Takes a factor off and goes back."""
    try:
        second_step.remove(me(), key_id)
    except second_step.StepError as error:
        flash(_(str(error)), "error")
    else:
        flash(_("Removed."), "success")
    return redirect(url_for("staff.security"))


def keys_offered() -> bool:
    """Whether browsers offer security keys at the desk's address."""
    return passkeys.site_of(settings().public_url, settings().organisation) is not None


def _step(form: CodeForm) -> str:
    has = second_step.factors_of(own_session().staff)
    return render_template("staff/second_step.html", form=form, has=has, next=request.args.get("next", ""))


def _app_page(app: Authenticator, form: CodeForm) -> str:
    address = authenticator.address_of(app, me().email, f"Compliance {settings().organisation}")
    picture = segno.make(address, error="m").svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True)
    return render_template("staff/new_app.html", form=form, picture=Markup(picture),  # noqa: S704 made by segno alone
                           secret=authenticator.secret_of(app))
