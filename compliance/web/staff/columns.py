"""Which columns the queue shows: each reader's own choice, kept in their session."""

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from compliance.web.guard import needs
from compliance.web.staff.desk import blueprint
from compliance.web.staff.own_paths import own_path

# Column -> its words, in their order. When it is due and who asks always stand there.
COLUMNS = {
    "ref": "reference", "asks": "what is asked", "law": "law", "state": "state", "proof": "proof", "channel": "came by",
    "language": "language", "with": "who has it", "last": "came in",
}
FIRST_CHOICE = ("ref", "asks", "state", "with", "last")
CHOSEN = "queue_columns"


def chosen() -> frozenset[str]:
    """The columns that this reader sees."""
    return frozenset(session.get(CHOSEN, FIRST_CHOICE)) & frozenset(COLUMNS)


@blueprint.post("/columns")
@needs("ticket.read")
def choose_columns() -> ResponseReturnValue:
    """Keeps the choice, and comes back to the list."""
    session[CHOSEN] = [name for name in COLUMNS if name in request.form.getlist("column")]
    return redirect(own_path(request.form.get("back")) or url_for("staff.queue"))
