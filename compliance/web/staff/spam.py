"""Clearing the spam pile: one ticket from its page, or many from the list. Many are a loop over the verb for one."""

from collections.abc import Callable, Iterable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from compliance.db import db
from compliance.ledger import Conflict
from compliance.rules.abilities import Actor
from compliance.tickets import spam
from compliance.tickets.door import Refused
from compliance.tickets.models import Ticket
from compliance.web.guard import actor, needs
from compliance.web.staff import forms
from compliance.web.staff.acts import perform
from compliance.web.staff.desk import blueprint
from compliance.web.staff.own_paths import own_path

MOST = 100
RESCUE, CONFIRM, CONFIRM_ALL = "rescue", "confirm", "confirm_all"


@blueprint.post("/spam")
@needs("ticket.spam")
def clear_spam() -> ResponseReturnValue:
    """Rescues or confirms the tickets that were ticked, each in a unit of its own, and says how many; or all on the page."""
    act = request.form.get("act")
    ids = request.form.getlist("shown" if act == CONFIRM_ALL else "ids")[:MOST]
    done, refused = _each(ids, spam.rescue if act == RESCUE else spam.confirm)
    if done and act == RESCUE:
        flash(ngettext("%(num)s ticket is rescued.", "%(num)s tickets are rescued.", done), "success")
    elif done:
        flash(ngettext("%(num)s ticket is spam.", "%(num)s tickets are spam.", done), "success")
    if refused:
        flash(_("Not done, since others were faster: %(references)s.", references=", ".join(refused)), "error")
    if not done and not refused:
        flash(_("Tick what it is about first."), "error")
    return redirect(own_path(request.form.get("back")) or url_for("staff.queue", view="suspected"))


def _each(ids: Iterable[str], verb: Callable[[Ticket, Actor], object]) -> tuple[int, list[str]]:
    done, refused = 0, []
    for row_id in dict.fromkeys(ids):
        ticket = db.session.get(Ticket, int(row_id)) if row_id.isascii() and row_id.isdigit() and len(row_id) < 19 else None
        if ticket is None:
            continue
        try:
            verb(ticket, actor())
            done += 1
        except (Refused, Conflict):
            refused.append(ticket.reference)
    return done, refused


@blueprint.post("/tickets/<reference>/rescue")
@needs("ticket.spam")
def rescue(reference: str) -> ResponseReturnValue:
    """Takes one from the spam pile."""
    said = _("Rescued: its clock has run since it came in.")
    return perform(reference, forms.TicketForm("rescue"), lambda ticket: spam.rescue(ticket, actor()), said)


@blueprint.post("/tickets/<reference>/confirm-spam")
@needs("ticket.spam")
def confirm_spam(reference: str) -> ResponseReturnValue:
    """Says that a suspected one is spam."""
    said = _("It is spam, and stays on the pile.")
    return perform(reference, forms.TicketForm("confirm-spam"), lambda ticket: spam.confirm(ticket, actor()), said)
