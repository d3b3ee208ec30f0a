"""The pile of automatic mail that belongs to no ticket: looked at one by one, and made a ticket where a person did write."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.intake.understanding import door_of
from compliance.tickets import queries
from compliance.tickets.door import Refused
from compliance.tickets.opening import open_set_aside
from compliance.web.guard import actor, needs
from compliance.web.staff.desk import blueprint, settings
from compliance.web.staff.files import ROW
from compliance.web.staff.words import AUTOMATIC, code_words


@blueprint.get(f"/automatic-mail/<{ROW}:message_id>")
@needs("ticket.read")
def set_aside_mail(message_id: int) -> ResponseReturnValue:
    """One mail of the pile."""
    mail = queries.set_aside(message_id) or abort(404)
    return render_template("staff/set_aside_mail.html", mail=mail, automatic=code_words(AUTOMATIC, mail.outcome))


@blueprint.post(f"/automatic-mail/<{ROW}:message_id>/ticket")
@needs("ticket.open")
def open_set_aside_mail(message_id: int) -> ResponseReturnValue:
    """Makes it a ticket, whose clock has run since it came in."""
    mail = queries.set_aside(message_id) or abort(404)
    offices = door_of(settings()).offices
    try:
        ticket = open_set_aside(mail, actor(), offices.get(mail.recipient) or next(iter(offices.values())))
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for("staff.automatic_mail"))
    flash(_("It is a ticket now. Its clock has run since it came in; nobody was answered."), "success")
    return redirect(url_for("staff.ticket", reference=ticket.reference))
