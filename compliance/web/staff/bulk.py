"""One act on the tickets that were ticked in the queue: what exactly, what would become of each, the run and its results."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.db import db
from compliance.tickets import bulk
from compliance.tickets.bulk import BulkRun
from compliance.web.guard import actor, me, needs
from compliance.web.staff.bulk_forms import FORMS, titles
from compliance.web.staff.desk import blueprint
from compliance.web.staff.own_paths import own_path
from compliance.web.staff.words import REFUSALS

LOOK, YES = "look", "yes"


@blueprint.post("/bulk")
@needs("ticket.assign")
def bulk_act() -> ResponseReturnValue:
    """Asks what the act needs, shows what would become of each ticket, or begins."""
    act, step = request.form.get("act", ""), request.form.get("step", "")
    tickets = bulk.chosen(request.form.getlist("ticket"))
    back = own_path(request.form.get("back")) or url_for("staff.queue")
    if act not in FORMS or not tickets:
        flash(_("Tick some tickets, and choose what to do with them."), "error")
        return redirect(back)
    form = FORMS[act]("bulk", formdata=request.form if step else None)
    form.ready()
    shown: dict[str, Any] = {
        "act": act, "title": titles()[act], "tickets": tickets, "form": form, "back": back, "foreseen": None,
    }
    if not step and len(form.data) > 1:
        return render_template("staff/bulk.html", **shown)
    if step and not form.validate():
        return render_template("staff/bulk.html", **shown), 422
    if step != YES:
        shown["foreseen"] = bulk.preview(actor(), act, form.told(), tickets)
        return render_template("staff/bulk.html", **shown)
    run = bulk.start(actor(), act, form.told(), tickets)
    return redirect(url_for("staff.bulk_run", run_id=run.id))


@blueprint.get("/bulk/<int:run_id>")
@needs("ticket.assign")
def bulk_run(run_id: int) -> ResponseReturnValue:
    """How far a run of one's own is, with the result for each ticket."""
    run = db.session.get(BulkRun, run_id)
    if run is None or run.staff_id != me().id:
        abort(404)
    results = bulk.progress(run)
    return render_template(
        "staff/bulk_run.html", run=run, title=titles()[run.act], results=results, refusals=REFUSALS,
        left=sum(1 for item, _ticket in results if item.state == bulk.WAITING),
        refused=[row for row in results if row[0].state == bulk.REFUSED],
    )
