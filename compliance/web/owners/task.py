"""One task: what it is about is shown at the press of a button, and answered below.

Opening the address alone shows no personal data and changes nothing, since mail filters follow every link; the press that shows
it is told in the trail. A forged address, one that staff ended, and one of a former contact are as if nothing were there.
"""

import hmac
from typing import NoReturn

from flask import Blueprint, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from compliance.db import db
from compliance.extensions import csrf, limiter
from compliance.ledger import Conflict
from compliance.registers.systems import System
from compliance.rules.abilities import Actor, owner_actor
from compliance.tickets import instructing
from compliance.tickets.door import Refused
from compliance.tickets.models import Task
from compliance.tickets.sheets import sheet_of
from compliance.tickets.tokens import task_id_of, task_token
from compliance.web.guard import open_to_all
from compliance.web.task_answer import AnswerForm, values_in

LIMIT = "60 per hour"


def register(blueprint: Blueprint) -> None:
    """Puts the pages on the blueprint."""
    blueprint.add_url_rule("/tasks/<token>", "task", show)
    for rule, name, view in (("/tasks/<token>/open", "open_task", open_it), ("/tasks/<token>", "answer_task", answer)):
        blueprint.add_url_rule(rule, name, limiter.limit(LIMIT)(view), methods=["POST"])
        csrf.exempt(view)


@open_to_all
def show(token: str) -> ResponseReturnValue:
    """That there is a task, in which system and by when."""
    task, _ = _opened(token)
    return _over(task) if not instructing.is_open(task) else _page("owners/closed.html", task, token)


@open_to_all
def open_it(token: str) -> ResponseReturnValue:
    """The whole task."""
    task, actor = _opened(token)
    try:
        instructing.read(task, actor)
    except Refused:
        return _over(task)
    return _page("owners/task.html", task, token, AnswerForm(formdata=None))


@open_to_all
def answer(token: str) -> ResponseReturnValue:
    """Takes what became of it."""
    task, actor = _opened(token)
    form = AnswerForm(meta={"csrf": False})
    if not form.validate():
        return _page("owners/task.html", task, token, form), 422
    try:
        instructing.answer(task, actor, form.outcome.data, form.ground.data or None, form.text.data or "",
                           values_in(request.form))
    except (Refused, Conflict) as refusal:
        if not instructing.is_open(task):
            return _over(task)
        form.form_errors.append(str(refusal) if isinstance(refusal, Refused) else "Please try again.")
        return _page("owners/task.html", task, token, form), 409
    return _over(task)


def _opened(token: str) -> tuple[Task, Actor]:
    task_id = task_id_of(token)
    task = db.session.get(Task, task_id) if task_id is not None else None
    row = instructing.instruction_of(task) if task else None
    if task is None or row is None:
        _not_there()
    system = db.session.get_one(System, task.system_id)
    genuine = task_token(task.id, row.nonce, system.contact, current_app.config["SETTINGS"].secret_key)
    if system.respondent_id or not system.contact or not hmac.compare_digest(genuine, token):
        _not_there()
    return task, owner_actor(system.id)


def _page(template: str, task: Task, token: str, form: AnswerForm | None = None) -> str:
    return render_template(template, sheet=sheet_of(task), token=token, form=form, offered_languages=None)


def _over(task: Task) -> str:
    system = db.session.get_one(System, task.system_id)
    return render_template("owners/over.html", task=task, system=system.name, reference=task.ticket.reference,
                           offered_languages=None)


def _not_there() -> NoReturn:
    abort(404)
