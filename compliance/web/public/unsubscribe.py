"""Leaving a mailing list: GET shows a page that asks, POST acts (RFC 8058), and no redirect, cookie or account stands between.

Only a POST whose body says `List-Unsubscribe=One-Click` acts: mail providers send it, and so does the button of the page.
Programs that open links change nothing. The address itself is the secret, so there is no token against forged forms; limits
count by link, since one provider sends for many people. A link that has acted says so, and may be pressed again.
"""

from flask import Blueprint, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from compliance.extensions import csrf, limiter
from compliance.intake.leaving import press
from compliance.intake.understanding import door_of
from compliance.registers.mailing_lists import ListLink, link_of_token
from compliance.tickets.leaving import left_by
from compliance.web.guard import open_to_all
from compliance.web.languages import written_to
from compliance.web.public.secret import masked
from config import Settings

FIELD, VALUE = "List-Unsubscribe", "One-Click"
LIMIT = "30 per hour"


def register(blueprint: Blueprint) -> None:
    """Puts the page of the link on the blueprint."""
    blueprint.add_url_rule("/unsubscribe/<token>", "unsubscribe", ask)
    blueprint.add_url_rule("/unsubscribe/<token>", "unsubscribed", act, methods=["POST"])
    csrf.exempt(act)


@open_to_all
def ask(token: str) -> ResponseReturnValue:
    """Which list, which address, and the button; or that it was done."""
    link = _opened(token)
    return _page(link, token, done=left_by(link) is not None)


@open_to_all
@limiter.limit(LIMIT, key_func=lambda: f"unsubscribe {(request.view_args or {}).get('token')}")
def act(token: str) -> ResponseReturnValue:
    """Takes the address off the list."""
    link = _opened(token)
    if request.form.get(FIELD) != VALUE:
        return _page(link, token, done=False), 422
    settings = _settings()
    press(link, door_of(settings), settings.contact_address[0], written_to())
    return _page(link, token, done=True)


def _opened(token: str) -> ListLink:
    return link_of_token(token, _settings().secret_key) or abort(404)


def _page(link: ListLink, token: str, *, done: bool) -> str:
    return render_template("public/unsubscribe.html", link=link, token=token, done=done, address=masked(link.address),
                           field=FIELD, value=VALUE)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
