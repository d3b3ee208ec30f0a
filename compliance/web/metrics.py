"""`/metrics`: the figures in Prometheus' text format, for whoever shows METRICS_TOKEN as a bearer token.

Where no token is set they are for this machine alone: the visitor's address, the host that was asked for and the absence of
every mark that a proxy leaves must all say so, since behind a proxy on this machine everybody comes from it.
"""

import hmac
import ipaddress
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from sqlalchemy.exc import SQLAlchemyError

from compliance.db import db
from compliance.doctor.figures import registry
from compliance.web.guard import open_to_all
from config import LOOPBACK

PROXIED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
@open_to_all
def metrics() -> ResponseReturnValue:
    """The figures; 403 for everybody else, 503 while the database is away."""
    if not _may_read():
        return Response("Not for you.\n", 403, content_type="text/plain; charset=utf-8")
    try:
        text = generate_latest(registry(current_app.config["SETTINGS"]))
    except SQLAlchemyError:
        db.session.rollback()
        return Response("The database is away.\n", 503, content_type="text/plain; charset=utf-8")
    return Response(text, content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _may_read() -> bool:
    token = current_app.config["SETTINGS"].metrics_token
    if token:
        shown = request.headers.get("Authorization", "")
        return hmac.compare_digest(shown.encode(), f"Bearer {token}".encode())
    asked_for, proxied = urlsplit(f"//{request.host}").hostname, any(name in request.headers for name in PROXIED)
    return _is_here(request.remote_addr or "") and asked_for in LOOPBACK and not proxied


def _is_here(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
