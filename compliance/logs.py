"""Logs: one JSON object a line on standard error, codes, ids and counts only.

A request is logged by route rule, method, status and milliseconds: never its path, query, address or agent, since a path
can hold a token and an address is personal data. A line that cannot be
written (its disk is full) is dropped: no work stops for it.
"""

import contextlib
import logging
import sys
import time

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()


class _Lines(structlog.PrintLogger):
    """Writes what can be written."""

    def msg(self, message: str) -> None:
        """A line."""
        with contextlib.suppress(OSError):
            super().msg(message)

    log = debug = info = warn = warning = error = err = critical = fatal = exception = failure = msg


def init_app(app: Flask) -> None:
    """Sets up logging and writes a line for each request."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_names, stream=sys.stderr: _Lines(stream),
    )

    @app.before_request
    def _start() -> None:
        g.started = time.monotonic()

    @app.after_request
    def _log(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else "unknown"
        if not rule.startswith(("/static", "/bootstrap", "/healthz", "/readyz", "/metrics")):
            spent = round((time.monotonic() - g.get("started", time.monotonic())) * 1000)
            log.info("request", rule=rule, method=request.method, status=response.status_code, ms=spent)
        return response
