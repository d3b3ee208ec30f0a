"""Signing in at the organisation's own provider: OpenID Connect's authorization code flow with PKCE, by Authlib.

Authlib keeps state, nonce and code verifier in this browser's cookie, and checks what comes back: the code against the state,
the ID token's signature, nonce, issuer, audience and time. What comes back is the one GET that signs in; the protocol has no
other way, and the state binds it to the browser that asked. A second factor of our own is asked for all the same, unless the
provider says that it asked for several.
"""

import structlog
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from flask import Flask, abort, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from joserfc.errors import JoseError
from requests import RequestException

from compliance.extensions import limiter
from compliance.people import accounts, single_sign_on
from compliance.web.guard import begin, open_to_all
from compliance.web.staff.desk import blueprint, settings
from compliance.web.staff.own_paths import own_path
from compliance.web.staff.signing_in import TRIES
from config import Settings

PATIENCE_SECONDS = 10
NEXT = "sso_next"
# Whatever a provider that is away, wrongly set up or not honest makes of it; each is told by its name alone.
TROUBLE = (OAuthError, JoseError, RequestException, ValueError, KeyError, TypeError, RuntimeError)

log = structlog.get_logger()


def init_app(app: Flask, given: Settings) -> None:
    """Makes the provider known that the settings name, if they name one; it is asked only once somebody comes."""
    if given.oidc_issuer:
        app.extensions["provider"] = FlaskOAuth2App(
            FlaskIntegration("provider"), "provider", client_id=given.oidc_client_id,
            client_secret=given.oidc_client_secret or None,
            server_metadata_url=f"{given.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": given.oidc_scope, "code_challenge_method": "S256", "default_timeout": PATIENCE_SECONDS})


@blueprint.get("/sso")
@open_to_all
@limiter.limit(TRIES)
def to_provider() -> ResponseReturnValue:
    """Leads to the provider; with `again` somebody shows anew who they are, although signed in there."""
    provider = _provider()
    again = {"prompt": "login", "max_age": "0"} if request.args.get("again") else {}
    try:
        answer: ResponseReturnValue = provider.authorize_redirect(_back(), **again)
    except TROUBLE as error:
        return _trouble(error)
    session[NEXT] = own_path(request.args.get("next")) or url_for("staff.queue")
    return answer


@blueprint.get("/sso/back")
@open_to_all
@limiter.limit(TRIES)
def from_provider() -> ResponseReturnValue:
    """Signs in whom the provider sends back."""
    provider, given = _provider(), settings()
    expected = {"iss": {"essential": True, "values": [given.oidc_issuer]},
                "aud": {"essential": True, "values": [given.oidc_client_id]}}
    try:
        claims = provider.authorize_access_token(claims_options=expected).get("userinfo")
        if not claims:
            raise ValueError("no ID token")
        arrival = single_sign_on.arrive(claims)
    except accounts.AccountError as error:
        flash(_(str(error)), "error")
        return redirect(url_for("staff.sign_in"))
    except TROUBLE as error:
        return _trouble(error)
    onward = own_path(session.get(NEXT)) or url_for("staff.queue")
    begin(arrival.staff, arrival.level, arrival.shown_at)
    return redirect(onward)


def _provider() -> FlaskOAuth2App:
    return current_app.extensions.get("provider") or abort(404)


def _back() -> str:
    return f"{settings().public_url}{url_for('staff.from_provider')}"


def _trouble(error: Exception) -> ResponseReturnValue:
    log.warning("provider.trouble", error=type(error).__name__)
    flash(_("Signing in at %(name)s did not work. Try again, or ask an administrator.", name=settings().oidc_name), "error")
    return redirect(url_for("staff.sign_in"))
