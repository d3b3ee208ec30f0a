"""The language of a page: the best that the browser asks for among those we speak, English otherwise."""

from flask import Flask, has_request_context, request
from flask_babel import get_locale

from compliance.extensions import babel

SPOKEN = ("en", "de")


def init_app(app: Flask) -> None:
    """Chooses the language of each request; templates know it as `lang`."""
    babel.init_app(app, locale_selector=chosen, default_translation_directories=f"{app.root_path}/translations")
    app.context_processor(lambda: {"lang": str(get_locale() or "en")})


def chosen() -> str:
    """The language for this request; English outside of one."""
    if not has_request_context():
        return "en"
    return request.accept_languages.best_match(SPOKEN, "en") or "en"
