"""The queue: what is due first, first; what a search finds; and the pile of automatic mail that belongs to no ticket."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.db import now
from compliance.ledger import Conflict
from compliance.rules.identity import LEVELS
from compliance.rules.kinds import BY_KEY as KINDS
from compliance.rules.regimes import BY_ID
from compliance.tickets import deciding, queries
from compliance.tickets import queue as tickets_queue
from compliance.tickets.door import Refused
from compliance.tickets.queue import Page, View
from compliance.web.guard import actor, me, needs
from compliance.web.staff import columns, filters
from compliance.web.staff.bulk_forms import titles
from compliance.web.staff.case import ticket_or_404
from compliance.web.staff.desk import blueprint, today
from compliance.web.staff.filters import Filters, number
from compliance.web.staff.names import read_names
from compliance.web.staff.own_paths import own_path
from compliance.web.staff.saved import FOR_THE_TEAM
from compliance.web.staff.words import AUTOMATIC, CHANNELS, LANGUAGES, code_words


@blueprint.get("/")
@needs("ticket.read")
def queue() -> ResponseReturnValue:
    """Tickets of a view, narrowed by filters, or of a search."""
    asked = filters.read()
    if asked.words and (ticket := queries.by_reference(asked.words)):
        return redirect(url_for("staff.ticket", reference=ticket.reference))
    view = tickets_queue.weighed(asked.of(me().id, today()))
    page = _page(asked, view)
    names = read_names()
    seen = number(request.args.get("seen")) or 0
    return render_template(
        "staff/queue.html", asked=asked, saved=asked.saved, words=asked.words, page=page, seen=seen, today=today(), now=now(),
        total=None if asked.words else tickets_queue.count(view), most=tickets_queue.MOST, urgent=asked.saved.urgent,
        names=names, kinds=KINDS, laws=BY_ID, levels=LEVELS, channels=CHANNELS, languages=LANGUAGES, address=asked.url(),
        older_url=asked.url(after=page.after, seen=seen + len(page.tickets)) if page.after else "",
        choices=filters.choices(names), orders=filters.ORDERS, columns=columns.COLUMNS, chosen=columns.chosen(),
        bulk_acts=titles(), for_the_team=actor().can(FOR_THE_TEAM),
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
    before = number(request.args.get("before"))
    mails = queries.set_aside_mail(before)
    older = url_for("staff.automatic_mail", before=mails[-1].id) if len(mails) == tickets_queue.PAGE else ""
    return render_template(
        "staff/automatic_mail.html", mails=mails, older_url=older, first_page=before is None,
        automatic_words=lambda outcome: code_words(AUTOMATIC, outcome),
    )


def _page(asked: Filters, view: View) -> Page:
    after = request.args.get("after")
    if asked.words:
        return tickets_queue.search(asked.words, view, after)
    return tickets_queue.queue(view, after, sort=asked.sort)
