"""A respondent's own tasks: those of the systems that they look after, and nothing else of the tickets they belong to."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.db import db
from compliance.ledger import Conflict
from compliance.tickets import instructing
from compliance.tickets.door import Refused
from compliance.tickets.models import Task
from compliance.tickets.sheets import sheet_of
from compliance.web.guard import actor, me, needs
from compliance.web.staff.desk import blueprint, today
from compliance.web.staff.forms import FinishForm

ROW = f"int(max={2**63 - 1})"  # a row's id; a greater number is no address of ours


@blueprint.get("/tasks")
@needs("task.answer")
def own_tasks() -> ResponseReturnValue:
    """What is to be done, the first due first."""
    rows = instructing.tasks_of(me())
    return render_template("staff/own_tasks.html", sheets=[sheet_of(row.task) for row in rows], today=today())


@blueprint.get(f"/tasks/<{ROW}:task_id>")
@needs("task.answer")
def own_task(task_id: int) -> ResponseReturnValue:
    """One of them; that it was read is told once in the trail."""
    task = _own_or_404(task_id)
    if not instructing.is_open(task):
        return render_template("staff/own_task_over.html", task=task)
    instructing.read(task, actor())
    return _page(task, FinishForm("answer", formdata=None))


@blueprint.post(f"/tasks/<{ROW}:task_id>")
@needs("task.answer")
def answer_own_task(task_id: int) -> ResponseReturnValue:
    """Takes what became of it."""
    task, form = _own_or_404(task_id), FinishForm("answer")
    if not form.validate():
        return _page(task, form), 422
    try:
        instructing.answer(task, actor(), form.outcome.data, form.ground.data or None, form.text.data or "",
                           form.values())
    except (Refused, Conflict) as refusal:
        flash(str(refusal) if isinstance(refusal, Refused) else _("Somebody changed it meanwhile. Please try again."), "error")
        return redirect(url_for("staff.own_task", task_id=task_id))
    flash(_("Thank you. It is finished."), "success")
    return redirect(url_for("staff.own_tasks"))


def _own_or_404(task_id: int) -> Task:
    task = db.session.get(Task, task_id)
    if task is None or instructing.instruction_of(task) is None or not instructing.owns(task, actor()):
        abort(404)
    return task


def _page(task: Task, form: FinishForm) -> str:
    return render_template("staff/own_task.html", sheet=sheet_of(task), form=form, today=today())
