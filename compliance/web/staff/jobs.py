"""Work that failed for good and waits for a person: codes and ids, no personal data."""

from flask import render_template
from flask.typing import ResponseReturnValue

from compliance import jobs
from compliance.db import now
from compliance.web.guard import needs
from compliance.web.staff.desk import blueprint


@blueprint.get("/failed-jobs")
@needs("job.manage")
def failed_jobs() -> ResponseReturnValue:
    """The jobs that were set aside, newest first."""
    return render_template("staff/failed_jobs.html", jobs=jobs.set_aside_jobs(), now=now())
