"""Stylesheets, scripts and icons travel compressed (gzip); pages never do: their length would tell their secrets (BREACH)."""

import gzip
from functools import lru_cache

from flask import Flask, Response, request

from compliance.web.guard import OPEN_ENDPOINTS

TYPES = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})
LEAST_BYTES = 500


def init_app(app: Flask) -> None:
    """Looks at every answer on its way out."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if request.endpoint not in OPEN_ENDPOINTS or response.mimetype not in TYPES:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or not request.accept_encodings["gzip"] or (response.content_length or 0) < LEAST_BYTES:
        return response
    response.direct_passthrough = False
    etag, weak = response.get_etag()
    response.set_data(_packed(response.get_data()))
    response.headers["Content-Encoding"] = "gzip"
    if etag:
        response.set_etag(f"{etag}-gzip", bool(weak))
    return response


@lru_cache(maxsize=32)
def _packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)
