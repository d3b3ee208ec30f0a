"""The language of a page, and the one in which somebody wants to be written to.

Pages are in a language only when all their words are: English for now. Letters go out in the best that the browser asks for
among those that letters are written in.
"""

from flask import Flask, has_request_context, request
from flask_babel import get_locale

from compliance.extensions import babel
from compliance.letters.catalogue import LANGUAGES

SPOKEN = ("en",)


def init_app(app: Flask) -> None:
    """Chooses the language of each request; templates know it as `lang`."""
    babel.init_app(app, locale_selector=chosen, default_translation_directories=f"{app.root_path}/translations")
    app.context_processor(lambda: {"lang": str(get_locale() or "en")})


def chosen() -> str:
    """The page's language for this request; English outside of one."""
    return _best(SPOKEN)


def written_to() -> str:
    """The language for letters to whoever makes this request."""
    return _best(LANGUAGES)


def _best(languages: tuple[str, ...]) -> str:
    if not has_request_context():
        return "en"
    return request.accept_languages.best_match(languages, "en") or "en"
