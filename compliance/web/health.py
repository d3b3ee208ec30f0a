"""`/healthz`: this process answers. `/readyz`: the database does too and would take a change, and worker, clock and fetching by
IMAP are alive.

The JSON of `/readyz` holds no personal data: booleans, ages in seconds, counts.
"""

from datetime import datetime, timedelta

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from compliance import jobs
from compliance.db import db, now, unit
from compliance.tickets.queries import oldest_unsent
from compliance.web.guard import open_to_all

SILENT = timedelta(minutes=2)

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@open_to_all
def healthz() -> ResponseReturnValue:
    """This process is alive."""
    return jsonify({"ok": True})


@blueprint.get("/readyz")
@open_to_all
def readyz() -> ResponseReturnValue:
    """Ready to work: 200; otherwise 503 with the same report."""
    try:
        with unit():  # nothing is changed, but it could be
            report = _report()
    except SQLAlchemyError:
        db.session.rollback()
        return jsonify({"ok": False, "database": False}), 503
    return jsonify(report), 200 if report["ok"] else 503


def _report() -> dict[str, object]:
    fetching = ("imap",) if current_app.config["SETTINGS"].imap_url else ()
    ages = {duty: _age(jobs.last_beat(duty)) for duty in ("worker", "clock", *fetching)}
    alive = all(age is not None and age < SILENT.total_seconds() for age in ages.values())
    return {
        "ok": alive, "database": True, **{f"{duty}_age": age for duty, age in ages.items()},
        "oldest_job_age": _age(jobs.oldest_waiting()), "oldest_unsent_letter_age": _age(oldest_unsent()),
        "jobs_set_aside": jobs.count_set_aside(),
    }


def _age(moment: datetime | None) -> int | None:
    return None if moment is None else round((now() - moment).total_seconds())
