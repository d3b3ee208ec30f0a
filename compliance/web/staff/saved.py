"""Keeping what the queue shows as a view with a name of its own, for oneself or for the team, and letting it go."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.registers import saved_views
from compliance.web.guard import actor, needs
from compliance.web.staff.desk import blueprint
from compliance.web.staff.own_paths import own_path

FOR_THE_TEAM = "view.share"


@blueprint.post("/views")
@needs("ticket.read")
def save_view() -> ResponseReturnValue:
    """Keeps the list that `back` leads to."""
    back = own_path(request.form.get("back")) or url_for("staff.queue")
    name = " ".join(request.form.get("name", "").split())[:saved_views.NAME_LENGTH]
    team = bool(request.form.get("team")) and actor().can(FOR_THE_TEAM)
    try:
        if not name:
            raise ValueError
        saved_views.save(name, back.partition("?")[2], actor(), team=team)
    except saved_views.TooManyViews:
        flash(_("There are too many views already. Remove one first."), "error")
    except ValueError:
        flash(_("Give the view a name."), "error")
    else:
        flash(_("Saved as “%(name)s”. It stands in the list of views.", name=name), "success")
    return redirect(back)


@blueprint.post("/views/<int:view_id>/remove")
@needs("ticket.read")
def remove_view(view_id: int) -> ResponseReturnValue:
    """Removes one's own view, or one of the team's; nobody else's."""
    gone = saved_views.remove(view_id, actor(), team=False) or (
        actor().can(FOR_THE_TEAM) and saved_views.remove(view_id, actor(), team=True))
    flash(_("The view is gone.") if gone else _("There is no such view of yours."), "success" if gone else "error")
    return redirect(url_for("staff.queue"))
