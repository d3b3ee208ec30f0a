"""Error pages: what happened, what is safe, what to do. No detail of ours is shown."""

import traceback

import structlog
from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException

from compliance.db import db

FRAMES = 12
PAGES = frozenset({403, 404, 429, 500, 503})

log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Registers the pages."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, lambda _error: _page(403))
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(InterfaceError, _database_away)
    app.register_error_handler(Exception, _unexpected)


def _page(code: int) -> tuple[str, int]:
    return render_template(f"errors/{code if code in PAGES else 500 if code >= 500 else 404}.html", code=code), code


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    return _page(error.code)


def _database_away(error: Exception) -> tuple[str, int]:
    db.session.rollback()
    log.error("database.away", error=type(error).__name__)
    return _page(503)


def _unexpected(error: Exception) -> tuple[str, int]:
    db.session.rollback()
    log.error("unexpected", error=type(error).__name__, at=_where(error))
    return _page(500)


def _where(error: Exception) -> list[str]:
    """The places in the program that it came through; never its text, which may hold what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename.rpartition('/compliance/')[2]}:{frame.lineno}" for frame in frames][-FRAMES:]
