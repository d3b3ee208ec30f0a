"""What officers have set up at the desk of the demo: tags, a view of the team's, and two people for removals."""

import sqlalchemy as sa

from compliance.db import db, unit
from compliance.people.models import Staff
from compliance.registers import approvals, saved_views
from compliance.rules.lifecycle import LIVE
from compliance.tickets import amending, showing, tagging, warrants
from compliance.tickets.models import PrivacyRequest, Ticket

KIND = "restriction"


def set_up_the_desk(officer: Staff) -> None:
    """Done by one officer, so that another may approve."""
    approvals.set_rule(officer.actor, KIND, approvals.USUAL_HOURS)
    saved_views.save("Removals without anybody", "kind=removal&assignee=nobody", officer.actor, team=True)
    live = sa.select(Ticket).where(Ticket.state.in_(sorted(LIVE))).order_by(Ticket.id)
    for place, ticket in enumerate(db.session.scalars(live.limit(12)).all()):
        tagging.set_tags(ticket, officer.actor, ("spring campaign",) if place % 3 else ("works council", "written by hand"))
    _propose(officer)
    _write_fields(officer)


def _write_fields(officer: Staff) -> None:
    """What is to be corrected, for the amendments that are being worked on."""
    asked = sa.select(PrivacyRequest).where(PrivacyRequest.kind == amending.KIND, PrivacyRequest.outcome.is_(None))
    for request in db.session.scalars(asked).all():
        if request.ticket.state in LIVE and not amending.asked_in([request]).done:
            amending.set_fields(request, officer.actor, [amending.Field("Address", "21 Mill Lane", "12 Mill Lane, Leeds")])


def _propose(officer: Staff) -> None:
    """Proposes what may be proposed of the kind, if anything."""
    asked = sa.select(PrivacyRequest).where(PrivacyRequest.kind == KIND, PrivacyRequest.outcome.is_(None),
                                            PrivacyRequest.suggested == sa.false())
    for request in db.session.scalars(asked).all():
        if request.ticket.state in LIVE and not showing.lacks(request, request.ticket):
            with unit():
                warrants.propose(request, officer.actor)
