"""The language of a page, and the one in which somebody wants to be written to.

Pages for requesters are in the language that their address asks for (`?lang=de`; links on such a page carry it on, so no
cookie is needed), else in the best one that the browser asks for. The desk is in English. A language is offered only when
all its words are there, which a test holds; letters are written in the same ones but for a few (`PAGES_ALONE`).
"""

from typing import Any

from babel import Locale
from flask import Flask, has_request_context, request, url_for
from flask_babel import get_locale

from compliance.extensions import babel
from compliance.letters.catalogue import LANGUAGES
from compliance.letters.words import PAGES_ALONE
from compliance.web import quick

SPOKEN = (*LANGUAGES, *PAGES_ALONE)
ASKED = "lang"


def init_app(app: Flask) -> None:
    """Chooses the language of each request; templates know it as `lang`, and the others as `offered_languages`."""
    babel.init_app(app, locale_selector=chosen, default_translation_directories=f"{app.root_path}/translations")
    quick.init_app(app)
    app.url_defaults(_carry_on)
    app.context_processor(lambda: {"lang": str(get_locale() or "en"), "offered_languages": _offered})


def chosen() -> str:
    """The page's language for this request; English outside of one, for staff and for
    who looks after a system."""
    if not has_request_context() or (request.blueprint or "") in {"staff", "owners"}:
        return "en"
    asked = request.args.get(ASKED, "")
    return asked if asked in SPOKEN else _best(SPOKEN)


def written_to() -> str:
    """The language for letters to whoever makes this request."""
    asked = request.args.get(ASKED, "") if has_request_context() else ""
    return asked if asked in LANGUAGES else _best(LANGUAGES)


def _best(languages: tuple[str, ...]) -> str:
    if not has_request_context():
        return "en"
    return request.accept_languages.best_match(languages, "en") or "en"


def _carry_on(endpoint: str, values: dict[str, Any]) -> None:
    """A page in a language that was asked for leads to pages in it."""
    if endpoint.startswith("public.") and has_request_context() and request.args.get(ASKED) in SPOKEN:
        values.setdefault(ASKED, request.args[ASKED])


def _offered() -> list[dict[str, str]]:
    """This page in each language, by the language's own name; where it answers a form, the page to start from."""
    here = request.endpoint if request.method in {"GET", "HEAD"} else None
    endpoint = here if here and here.startswith("public.") else "public.home"
    values = dict(request.view_args or {}) if endpoint == here else {}
    return [
        {"code": code, "name": (Locale(code).display_name or code).capitalize(),
         "url": url_for(endpoint, **values | {ASKED: code})}
        for code in SPOKEN
    ]
