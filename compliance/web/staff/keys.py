"""Security keys and passkeys: adding one, removing one, and signing in with one. The browser's part is `static/passkey.js`."""

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.extensions import limiter
from compliance.people import passkeys, second_step
from compliance.people.devices import device_of
from compliance.people.passkeys import Site
from compliance.web.guard import halfway, keep, needs, own_session
from compliance.web.staff.desk import blueprint, settings
from compliance.web.staff.own_paths import own_path
from compliance.web.staff.second_factor import TRIES, removed, shown_once


def site() -> Site:
    """Where the desk is. 404 where browsers offer no keys."""
    return passkeys.site_of(settings().public_url, settings().organisation) or abort(404)


@blueprint.post("/account/keys/new")
@needs("account.keep", enrolling=True, grave=True)
def ask_new_key() -> ResponseReturnValue:
    """What the browser needs to make a key."""
    try:
        return _json(passkeys.ask_new(own_session(), site()))
    except second_step.StepError as error:
        return {"error": _(str(error))}, 409


@blueprint.post("/account/keys")
@needs("account.keep", enrolling=True, grave=True)
@limiter.limit(TRIES)
def add_key() -> ResponseReturnValue:
    """Adds the key that the browser made."""
    if not request.form.get("answer"):  # the script had to ask who sits there first
        flash(_("Press once more to add the key."))
        return redirect(url_for("staff.security"))
    name = request.form.get("name", "").strip() or device_of(request.user_agent.string) or _("key")
    try:
        token, codes = passkeys.add(own_session(), site(), request.form.get("answer", ""), name)
    except second_step.StepError as error:
        flash(_(str(error)), "error")
        return redirect(url_for("staff.security"))
    return shown_once(token, codes)


@blueprint.post("/account/keys/<int:key_id>/remove")
@needs("account.keep", grave=True)
def remove_key(key_id: int) -> ResponseReturnValue:
    """Takes a key off."""
    return removed(key_id)


@blueprint.post("/second-step/key/ask")
@halfway
def ask_key() -> ResponseReturnValue:
    """What the browser needs to have a key sign."""
    return _json(passkeys.ask(own_session(), site()))


@blueprint.post("/second-step/key")
@halfway
@limiter.limit(TRIES)
def give_key() -> ResponseReturnValue:
    """Takes what a key has signed; then the session is whole."""
    onward = own_path(request.args.get("next"))
    try:
        keep(passkeys.give(own_session(), site(), request.form.get("answer", "")))
    except second_step.StepError as error:
        flash(_(str(error)), "error")
        return redirect(url_for("staff.second_step_page", next=onward))
    return redirect(onward or url_for("staff.queue"))


def _json(text: str) -> Response:
    return Response(text, mimetype="application/json")
