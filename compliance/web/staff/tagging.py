"""Tags on the ticket's page: one field, with commas between."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.tickets import tagging
from compliance.web.guard import actor, needs
from compliance.web.staff.acts import perform
from compliance.web.staff.desk import blueprint
from compliance.web.staff.tag_form import TagsForm


@blueprint.post("/tickets/<reference>/tags")
@needs("ticket.tag")
def set_tags(reference: str) -> ResponseReturnValue:
    """Gives the ticket just these tags."""
    form = TagsForm("tags")
    names = (form.tags.data or "").split(",")
    return perform(reference, form, lambda ticket: tagging.set_tags(ticket, actor(), names), _("The tags are set."))
