"""Work that failed for good and waits for a person: codes and ids, no personal data; and trying it again."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance import jobs
from compliance.db import now
from compliance.registers import failed_jobs as register
from compliance.web.guard import actor, needs
from compliance.web.staff.desk import blueprint


@blueprint.get("/failed-jobs")
@needs("job.manage")
def failed_jobs() -> ResponseReturnValue:
    """The jobs that were set aside, newest first."""
    failed = [(job, jobs.may_be_revived(job)) for job in jobs.set_aside_jobs()]
    return render_template("staff/failed_jobs.html", failed=failed, now=now())


@blueprint.post("/failed-jobs/<int:job_id>/retry")
@needs("job.manage")
def retry_job(job_id: int) -> ResponseReturnValue:
    """Puts a job back, to be tried at once."""
    try:
        register.try_again(job_id, actor())
        flash(_("The job is tried again."), "success")
    except ValueError as error:
        flash(_(str(error)), "error")
    return redirect(url_for("staff.failed_jobs"))
