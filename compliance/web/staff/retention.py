"""Retention at the desk: the rules, what has come due and what will go, the releases and their certificates."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from compliance.db import db
from compliance.registers import promises
from compliance.registers import retention as register
from compliance.reports import certificates
from compliance.rules import personal
from compliance.rules.kinds import KINDS
from compliance.rules.regimes import BY_ID
from compliance.rules.retention import ADJUSTABLE, ANCHORS, ANNOUNCE_DAYS, BY_KEY, LONGEST, RULES, records_months
from compliance.tickets import releasing
from compliance.tickets.models import Ticket
from compliance.tickets.releasing import RetentionRun
from compliance.tickets.retaining import LegalHold, RetentionDue
from compliance.web.guard import actor, needs
from compliance.web.staff.desk import blueprint, settings, today
from compliance.web.staff.forms import DeskForm, law_choices

SHOWN, RUNS = 50, 20
ROW = f"int(max={2**63 - 1})"  # a row's id; a greater number is no address of ours


class RuleForm(DeskForm):
    """A period of the house."""

    rule = SelectField(_l("What"), choices={key: BY_KEY[key].what for key in ADJUSTABLE})
    months = IntegerField(_l("Months"), validators=[
        InputRequired(_l("Enter the months.")), NumberRange(0, LONGEST, _l("A period has 0 to 240 months."))])
    law = SelectField(_l("Only under this law"))
    kind = SelectField(_l("Only for this kind of request"))
    automatic = BooleanField(_l("Erase without a release"), description=_l("Nobody looks at the list before."))

    def __init__(self, key: str = "rule", **values: Any) -> None:
        super().__init__(key, **values)
        self.law.choices = {str(_l("All")): {"": str(_l("all laws"))}, **law_choices()}
        self.kind.choices = {"": str(_l("all kinds")), **{kind.key: kind.title for kind in KINDS}}


@blueprint.get("/retention")
@needs("retention.manage")
def retention() -> ResponseReturnValue:
    """What has come due, the rules, releases, promises and holds."""
    return _page(RuleForm(formdata=None))


@blueprint.get("/retention/due/<part>")
@needs("retention.manage")
def retention_due(part: str) -> ResponseReturnValue:
    """The tickets of which a part will go, the earliest first, a page at a time."""
    if part not in personal.PARTS:
        abort(404)
    after = request.args.get("after", 0, type=int)
    wanted = sa.select(RetentionDue, Ticket).join(Ticket, Ticket.id == RetentionDue.ticket_id).where(
        releasing.coming(_until()), RetentionDue.part == part, RetentionDue.ticket_id > after)
    rows = db.session.execute(wanted.order_by(RetentionDue.ticket_id).limit(SHOWN + 1)).all()
    return render_template("staff/retention_due.html", part=part, rows=rows[:SHOWN], more=len(rows) > SHOWN, rule=BY_KEY[part],
                           today=today(), columns=_what_goes(part))


@blueprint.post("/retention/release")
@needs("retention.manage", grave=True)
def release() -> ResponseReturnValue:
    """Releases what is due by today, of the parts that were ticked."""
    parts = [part for part in request.form.getlist("parts") if part in personal.PARTS]
    run_id = releasing.release(actor(), today(), parts) if parts else None
    run = db.session.get(RetentionRun, run_id) if run_id else None
    if run is None:
        flash(_("Tick what is to go; only what is due by today can be released."), "error")
    else:
        said = ngettext("%(num)s part is released: the worker erases it now.",
                        "%(num)s parts are released: the worker erases them now.", run.count)
        flash(said, "success")
    return redirect(url_for("staff.retention"), 303)


@blueprint.post("/retention/rules")
@needs("retention.manage", grave=True)
def set_rule() -> ResponseReturnValue:
    """Sets a period."""
    form = RuleForm()
    if form.validate():
        try:
            register.set_rule(actor(), form.rule.data, form.months.data, automatic=form.automatic.data, law=form.law.data,
                              kind=form.kind.data)
        except ValueError as error:
            form.form_errors.append(str(error))
        else:
            flash(_("The period counts from now on; what is planned already is worked out anew."), "success")
            return redirect(url_for("staff.retention"), 303)
    return _page(form), 422


@blueprint.post(f"/retention/rules/<{ROW}:rule_id>/end")
@needs("retention.manage")
def end_rule(rule_id: int) -> ResponseReturnValue:
    """The usual period counts again."""
    rule = db.session.get(register.RetentionRule, rule_id) or abort(404)
    register.take_back(rule, actor())
    flash(_("The usual period counts again."), "success")
    return redirect(url_for("staff.retention"), 303)


@blueprint.get(f"/retention/runs/<{ROW}:run_id>.<any(txt,pdf):form>")
@needs("retention.manage")
def certificate(run_id: int, form: str) -> ResponseReturnValue:
    """The certificate of a release."""
    run = db.session.get(RetentionRun, run_id) or abort(404)
    name, house = f"erasure-{run.id}.{form}", settings().organisation
    content = certificates.paper(run, house) if form == "pdf" else certificates.text(run, house)
    return Response(content, mimetype="application/pdf" if form == "pdf" else "text/plain",
                    headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _until() -> Any:
    return today() + timedelta(days=ANNOUNCE_DAYS)


def _what_goes(part: str) -> list[str]:
    """The columns that are blanked or deleted with a part, for whoever releases it."""
    return [f"{table}.{column}" for lists in (personal.BLANKED, personal.DELETED) for table, columns in lists.items()
            for column, goes_with in columns.items() if goes_with == part]


def _page(form: RuleForm) -> str:
    counted = sa.select(
        RetentionDue.part, sa.func.count(), sa.func.count(sa.case((RetentionDue.due_on <= today(), 1))),
        sa.func.min(RetentionDue.due_on),
    ).where(releasing.coming(_until())).group_by(RetentionDue.part)
    due = {part: (count, now_due, first) for part, count, now_due, first in db.session.execute(counted)}
    held = sa.select(LegalHold, Ticket).join(Ticket, Ticket.id == LegalHold.ticket_id).where(LegalHold.lifted_at.is_(None))
    return render_template(
        "staff/retention.html", form=form, due=[(BY_KEY[part], *due[part]) for part in personal.PARTS if part in due],
        rules=RULES, anchors=ANCHORS, own=register.rules(), by_key=BY_KEY, laws=BY_ID, today=today(), days=ANNOUNCE_DAYS,
        duties=[(law, law.records_months) for law in BY_ID.values() if law.on_by_default and records_months(law.id)],
        runs=db.session.scalars(sa.select(RetentionRun).order_by(RetentionRun.id.desc()).limit(RUNS)).all(),
        promises=promises.all_promises(),
        holds=db.session.execute(held.order_by(LegalHold.review_on).limit(SHOWN)).all(),
    )
