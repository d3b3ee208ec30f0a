"""What a page of many rows asks for a thousand times, kept at hand: words of its language, days written out, the icons.

The templates see the same names and filters that Flask-Babel gives them; here they are only looked up once.
"""

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any

from babel import Locale, dates
from babel.support import NullTranslations
from flask import Flask, g, url_for
from flask_babel import get_locale, get_timezone, get_translations

KEPT = 5_000  # days and moments, each in each of its forms

_translations: dict[str, NullTranslations] = {}


def init_app(app: Flask) -> None:
    """Takes the place of what Flask-Babel has put into the templates; call it after that."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda words: _words().ugettext(words),
        ngettext=lambda one, many, count: _words().ungettext(one, many, count),
        pgettext=lambda context, words: _words().upgettext(context, words),
        npgettext=lambda context, one, many, count: _words().unpgettext(context, one, many, count),
        newstyle=True,
    )
    app.jinja_env.filters.update(dateformat=_day, datetimeformat=_moment)
    app.jinja_env.globals.update(icons=_icons, kept=_kept)


def _words() -> NullTranslations:
    language = str(get_locale())
    return _translations.get(language) or _translations.setdefault(language, get_translations())


def _day(value: date, pattern: str = "medium") -> str:
    return _written_day(value, pattern, get_locale())


def _moment(value: datetime, pattern: str = "medium") -> str:
    return _written_moment(value, pattern, get_locale(), get_timezone())


@lru_cache(KEPT)
def _written_day(value: date, pattern: str, locale: Locale) -> str:
    return dates.format_date(value, pattern, locale)


@lru_cache(KEPT)
def _written_moment(value: datetime, pattern: str, locale: Locale, zone: tzinfo) -> str:
    return dates.format_datetime(value, pattern, zone, locale)


def _kept(macro: Callable[..., str]) -> Callable[..., str]:
    """The same macro, written once for each of its arguments: in a table many rows say the same."""
    return lru_cache(maxsize=None)(macro)


def _icons() -> str:
    """The address of the icons, below which each has its name."""
    found: Any = g.get("icons")
    if found is None:
        found = g.icons = url_for("static", filename="icons.svg")
    return str(found)
