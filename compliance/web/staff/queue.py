"""The queue: what is due first, first; and the pile of automatic mail that belongs to no ticket."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.db import now
from compliance.ledger import Conflict
from compliance.rules.kinds import BY_KEY as KINDS
from compliance.rules.lifecycle import STATES
from compliance.rules.regimes import BY_ID
from compliance.tickets import deciding, queries
from compliance.tickets.door import Refused
from compliance.tickets.queries import View
from compliance.web.guard import actor, me, needs
from compliance.web.staff.case import ticket_or_404
from compliance.web.staff.desk import blueprint, today
from compliance.web.staff.names import read_names
from compliance.web.staff.own_paths import own_path
from compliance.web.staff.views import BY_KEY, DEFAULT
from compliance.web.staff.words import AUTOMATIC, code_words

NOBODY = "nobody"
LAST_ID = 2**63 - 1


@blueprint.get("/")
@needs("ticket.read")
def queue() -> ResponseReturnValue:
    """Tickets of a saved view, narrowed by filters, or of a search."""
    words = request.args.get("q", "").strip()
    if words and (ticket := queries.by_reference(words)):
        return redirect(url_for("staff.ticket", reference=ticket.reference))
    saved = BY_KEY.get(request.args.get("view", ""), BY_KEY[DEFAULT])
    view = _narrowed(View(states=frozenset(STATES), search=words) if words else saved.of(me().id, today()))
    page = queries.queue(view, request.args.get("after"))
    names = read_names()
    seen = _number(request.args.get("seen")) or 0
    return render_template(
        "staff/queue.html", saved=saved, words=words, page=page, total=queries.count(view), seen=seen, today=today(), now=now(),
        names=names, kinds=KINDS, filters=_filters(), address=request.full_path, older_url=_older(page, seen),
        kind_choices=[(kind.key, kind.title) for kind in KINDS.values()],
        law_choices=[(law.id, law.name) for law in BY_ID.values() if law.on_by_default],
        staff_choices=[(NOBODY, _("nobody")), *((staff.id, staff.display_name) for staff in names.team())],
    )


@blueprint.post("/tickets/<reference>/take")
@needs("ticket.assign")
def take(reference: str) -> ResponseReturnValue:
    """Assigns a ticket that nobody has to oneself, and comes back to the list."""
    ticket = ticket_or_404(reference)
    back = own_path(request.form.get("back")) or url_for("staff.queue")
    try:
        if ticket.assignee_id not in {None, me().id}:
            raise Conflict
        deciding.assign(ticket, actor(), me())
    except Conflict:
        flash(_("Somebody else has taken %(reference)s meanwhile.", reference=ticket.reference), "error")
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("%(reference)s is yours.", reference=ticket.reference), "success")
    return redirect(back)


@blueprint.get("/automatic-mail")
@needs("ticket.read")
def automatic_mail() -> ResponseReturnValue:
    """Automatic mail that belongs to no ticket, newest first."""
    before = _number(request.args.get("before"))
    mails = queries.set_aside_mail(before)
    older = url_for("staff.automatic_mail", before=mails[-1].id) if len(mails) == queries.PAGE else ""
    return render_template(
        "staff/automatic_mail.html", mails=mails, older_url=older, first_page=before is None,
        automatic_words=lambda outcome: code_words(AUTOMATIC, outcome),
    )


def _filters() -> dict[str, str]:
    return {name: request.args.get(name, "") for name in ("kind", "law", "assignee")}


def _narrowed(view: View) -> View:
    asked = _filters()
    view = replace(view, due_on=_day(request.args.get("due")))
    view = replace(view, kind=asked["kind"] if asked["kind"] in KINDS else "",
                   regime=asked["law"] if asked["law"] in BY_ID else "")
    if asked["assignee"] == NOBODY:
        return replace(view, unassigned=True)
    staff_id = _number(asked["assignee"])
    return view if staff_id is None else replace(view, assignee_id=staff_id)


def _older(page: queries.Page, seen: int) -> str:
    if page.after is None:
        return ""
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name in {"view", "q", "due", *_filters()}}
    return url_for("staff.queue", **kept, after=page.after, seen=seen + len(page.tickets))


def _day(value: str | None) -> date | None:
    """A date as the board's links write it; None for anything else."""
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None


def _number(value: str | None) -> int | None:
    """A whole number that a row's id can be; None for anything else."""
    if value is None or not (value.isascii() and value.isdigit() and len(value) < 20):
        return None
    return min(int(value), LAST_ID)
