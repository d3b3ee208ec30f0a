"""What stands before a grave act when nothing was proven for some minutes: the page that asks for the password or a code.

It carries along what was sent, so that nothing must be typed twice: its form is the act's own form with one field more.
"""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.people import freshness, second_step
from compliance.people.models import StaffSession

FIELD = "prove_it_is_you"


def ask_first(session: StaffSession) -> ResponseReturnValue | None:
    """None where the act may go on; else the page that asks."""
    if freshness.is_fresh(session):
        return None
    wrong = ""
    if typed := request.form.get(FIELD, ""):
        try:
            freshness.prove(session, typed)
        except second_step.StepError as error:
            wrong = _(str(error))
        else:
            return None
    carried = [(name, value) for name, value in request.form.items(multi=True) if name != FIELD]
    reference = (request.view_args or {}).get("reference")
    back = url_for("staff.ticket", reference=reference) if reference else url_for("staff.queue")
    by_provider = url_for("staff.to_provider", again=1, next=back) if session.staff.subject else ""
    page = render_template(
        "staff/confirm.html", carried=carried, field=FIELD, wrong=wrong, back=back, by_provider=by_provider)
    return page, 401
