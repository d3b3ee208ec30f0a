"""Who may see which page, and the headers on every answer.

Denied by default: a view says `@open_to_all` or `@needs("ability")`; one that says neither answers 403 to everybody, and a
test fails. `current_user` is read here and nowhere else; views ask `actor()` and `me()`. State is changed by POST under a
CSRF token alone.

The cookie names a row of `people.sessions`, which is read with its account by one query; `begin` and `leave` write it. Who
still owes a second factor is not signed in: they reach the views marked `@halfway` alone and, where they have none yet but
their role needs one, those marked `enrolling`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from werkzeug.wrappers import Response as AnyResponse

from compliance.people import second_step, sessions
from compliance.people.models import Staff, StaffSession
from compliance.registers.house import tell
from compliance.rules.abilities import Actor
from compliance.web.confirming import ask_first

View = TypeVar("View", bound=Callable[..., Any])

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}
# Views of extensions that cannot carry a mark of ours: files only.
OPEN_ENDPOINTS = frozenset({"static", "bootstrap.static"})
HALFWAY = "halfway"

login = LoginManager()
login.session_protection = None  # the row decides; an address that changes on the way is no reason


def open_to_all(view: View) -> View:
    """Marks a view as open to everybody."""
    view.access = None  # type: ignore[attr-defined]
    return view


def halfway(view: View) -> View:
    """Marks a view as open to those alone who gave a password and still owe a second factor."""
    view.access = HALFWAY  # type: ignore[attr-defined]
    return view


def needs(ability: str, *, enrolling: bool = False, grave: bool = False, by_itself: bool = False) -> Callable[[View], View]:
    """Marks a view as open to signed-in staff with the ability.

    `enrolling`: also to those who must add their first second factor. `grave`: only within some minutes after a password or
    second factor was given; else it is asked for first. `by_itself`: pages ask it without anybody doing anything, so it keeps
    no session alive.
    """

    def mark(view: View) -> View:
        view.access, view.enrolling, view.grave, view.by_itself = (  # type: ignore[attr-defined]
            ability, enrolling, grave, by_itself)
        return view

    return mark


def me() -> Staff:
    """Who is signed in; only in views that need an ability."""
    return own_session().staff


def actor() -> Actor:
    """Who is signed in, as an actor for verbs."""
    return me().actor


def signed_in() -> bool:
    """Whether anybody is signed in."""
    return bool(current_user.is_authenticated)


def own_session() -> StaffSession:
    """The session of this browser, whole or not; only where it has one."""
    signed_in()  # reads it
    found: StaffSession = g.staff_session
    return found


def keep(token: str) -> None:
    """This browser's session goes on under another secret."""
    session["_user_id"] = token


def begin(staff: Staff, level: int | None = None, fresh_at: datetime | None = None) -> None:
    """Signs this browser in, at the level that a password alone gives if none is named, fresh now or since a moment.

    Nothing of the session before survives, neither its row nor what was planted in its cookie.
    """
    leave()
    if level is None:
        level = sessions.HALF if second_step.factors_of(staff) else sessions.ENOUGH
    session["_user_id"] = sessions.begin(staff, request.user_agent.string, level, fresh_at)


def leave() -> None:
    """Ends this browser's session, if it has one."""
    found = sessions.find(session.get("_user_id", ""))
    if found is not None:
        sessions.sign_out(found)
    session.clear()


def init_app(app: Flask) -> None:
    """Puts the guard before every view and the headers on every answer."""
    login.init_app(app)
    login.user_loader(_find)
    app.before_request(_admit)
    app.after_request(_add_headers)
    app.context_processor(lambda: {"can": _can})


def _find(token: str) -> Staff | None:
    g.staff_session = found = sessions.find(token)
    return found.staff if found and sessions.is_whole(found) else None


def _can(ability: str) -> bool:
    return signed_in() and actor().can(ability)


def _admit() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint in OPEN_ENDPOINTS:
        return None
    view = current_app.view_functions[request.endpoint]
    if not hasattr(view, "access"):
        abort(403)
    if view.access is None:
        return None
    if not signed_in() and not _may_halfway(view):
        return _to_sign_in()
    if view.access == HALFWAY:
        return None if not signed_in() else redirect(url_for("staff.queue"))
    if not getattr(view, "by_itself", False):
        sessions.touch(own_session())
    if not actor().can(view.access):
        tell("house.refused", actor(), act=view.access, reason="not_allowed")
        abort(403)
    return ask_first(own_session()) if getattr(view, "grave", False) else None


def _may_halfway(view: Callable[..., Any]) -> bool:
    """Whether a session that is not whole reaches the view."""
    found: StaffSession | None = g.get("staff_session")
    if found is None:
        return False
    enrolling: bool = getattr(view, "enrolling", False) and found.level == sessions.ENOUGH
    return enrolling or getattr(view, "access", None) == HALFWAY


def _to_sign_in() -> AnyResponse:
    if request.method not in {"GET", "HEAD"}:
        abort(403)
    if g.get("staff_session"):
        return redirect(url_for("staff.second_step_page", next=request.path))
    flash("Please sign in.")
    return redirect(url_for("staff.sign_in", next=request.path))


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint not in OPEN_ENDPOINTS:
        response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    return response
