"""Signing in and out, and the page behind a one-time link where a password is chosen.

An unknown address and a wrong password get the same answer. A session is made anew on signing in, so that nothing planted
in the one before survives.
"""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, Regexp

from compliance.extensions import limiter
from compliance.people import accounts
from compliance.people.models import Staff
from compliance.web.guard import begin, leave, open_to_all, signed_in
from compliance.web.staff.desk import blueprint, home
from compliance.web.staff.forms import DeskForm
from compliance.web.staff.own_paths import own_path

TRIES = "10 per minute"
FOR_ONE = "20 per 10 minutes"  # whoever tries, from wherever, also for an address that nobody has


class SignInForm(DeskForm):
    """Address and password."""

    email = EmailField(_l("Mail address"), validators=[InputRequired(_l("Enter your mail address."))])
    password = PasswordField(_l("Password"), validators=[InputRequired(_l("Enter your password."))])


class PasswordForm(DeskForm):
    """A new password, twice."""

    password = PasswordField(
        _l("Password"), description=_l("At least %(n)s characters. A few words in a row are easy to remember.",
                                       n=accounts.SHORTEST_PASSWORD),
        validators=[InputRequired(_l("Choose a password.")),
                    Length(accounts.SHORTEST_PASSWORD, accounts.LONGEST_PASSWORD,
                           _l("A password needs %(min)d to %(max)d characters."))],
    )
    again = PasswordField(_l("The same password again"), validators=[EqualTo("password", _l("The two passwords differ."))])


class FirstForm(PasswordForm):
    """The first administrator also says who they are."""

    email = EmailField(_l("Mail address"), validators=[
        InputRequired(_l("Enter your mail address.")), Length(max=254, message=_l("That address is too long.")),
        Regexp(r"^[^@\s]+@[^@\s]+$", message=_l("Enter a mail address such as ana@example.org.")),
    ])
    name = StringField(_l("Name"), validators=[InputRequired(_l("Enter your name.")), Length(max=200)])


@blueprint.get("/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    """The form."""
    if signed_in():
        return redirect(_next())
    return render_template("staff/sign_in.html", form=SignInForm("sign-in", formdata=None), next=request.args.get("next", ""))


@blueprint.post("/sign-in")
@open_to_all
@limiter.limit(TRIES)
@limiter.limit(FOR_ONE, key_func=lambda: f"sign-in {request.form.get('email', '').strip().lower()[:254]}")
def enter() -> ResponseReturnValue:
    """Signs in, or says that address and password do not fit."""
    form = SignInForm("sign-in")
    if not form.validate():
        return _again(form, 422)
    staff = accounts.sign_in(form.email.data, form.password.data)
    if staff is None:
        form.form_errors.append(_("Address and password do not fit."))
        return _again(form, 401)
    begin(staff)
    return redirect(_next())


@blueprint.post("/sign-out")
@open_to_all
def sign_out() -> ResponseReturnValue:
    """Ends this browser's session."""
    leave()
    flash(_("You are signed out."))
    return redirect(url_for("staff.sign_in"))


@blueprint.get("/welcome/<token>")
@open_to_all
def welcome(token: str) -> ResponseReturnValue:
    """Where a password is chosen; a link that does not hold explains itself."""
    staff = accounts.invited(token)
    if staff is None:
        return render_template("staff/link_over.html"), 404
    return render_template("staff/welcome.html", form=_welcome_form(staff, formdata=None), staff=staff)


@blueprint.post("/welcome/<token>")
@open_to_all
@limiter.limit(TRIES)
def choose_password(token: str) -> ResponseReturnValue:
    """Sets the password and signs in."""
    staff = accounts.invited(token)
    if staff is None:
        return render_template("staff/link_over.html"), 404
    form = _welcome_form(staff)
    if not form.validate():
        return render_template("staff/welcome.html", form=form, staff=staff), 422
    try:
        given = {"email": form.email.data, "name": form.name.data} if isinstance(form, FirstForm) else {}
        accounts.set_password(staff, form.password.data, **given)
    except accounts.AccountError as error:
        form.form_errors.append(str(error))
        return render_template("staff/welcome.html", form=form, staff=staff), 422
    begin(staff)
    flash(_("Welcome, %(name)s.", name=staff.display_name), "success")
    return redirect(home())


def _welcome_form(staff: Staff, **values: Any) -> PasswordForm:
    return PasswordForm("welcome", **values) if staff.email else FirstForm("welcome", **values)


def _again(form: SignInForm, code: int) -> tuple[str, int]:
    return render_template("staff/sign_in.html", form=form, next=request.args.get("next", "")), code


def _next() -> str:
    return own_path(request.args.get("next")) or home()
