"""Corrections of what was read from prose: what each leaves behind, and what the report makes of them."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from compliance.db import db, now
from compliance.ledger import verify
from compliance.reports.suggestions import report
from compliance.tickets import correcting, deciding, talking
from compliance.tickets.door import Refused
from compliance.tickets.models import LearningExample, Link
from compliance.tickets.tokens import new_link
from tests.factories import a_member_of_staff, a_system, a_ticket


@pytest.fixture
def desk(book):
    """An officer, in a house with one system."""
    a_system("Forum")
    return book, a_member_of_staff("officer").actor


def test_what_was_not_asked_is_taken_off(desk):
    app, actor = desk
    ticket = a_ticket(app, "removal", "unsubscribe", suggested=True)
    removal, _unsubscribe = ticket.requests
    deciding.set_request(removal, actor, kind="removal", regime="eu-gdpr")
    correcting.dismiss(removal, actor, reason="not_asked")
    assert (removal.outcome, [task.dropped for task in removal.tasks]) == ("dismissed", [True])
    assert ticket.state == "open"
    assert verify()[1] is None


def test_the_last_one_taken_off_leaves_the_ticket_under_the_default_law(desk):
    app, actor = desk
    ticket = a_ticket(app, "unsubscribe", suggested=True)
    due = ticket.due_on
    correcting.dismiss(ticket.requests[0], actor, reason="not_asked")
    assert (ticket.state, ticket.due_on) == ("new", due)
    with pytest.raises(Refused, match="Say why"):
        correcting.close_unasked(ticket, actor, reason="because")
    correcting.close_unasked(ticket, actor, reason="ordinary")
    assert (ticket.state, [m.letter for m in ticket.messages if m.letter]) == ("closed", ["acknowledgement"])
    deciding.reopen(ticket, actor, "mistake")
    assert (ticket.state, ticket.requests[0].outcome, ticket.due_on) == ("open", "dismissed", due)
    assert verify()[1] is None


def test_a_ticket_whose_others_have_ended_closes_with_it(desk):
    app, actor = desk
    ticket = a_ticket(app, "unsubscribe", "objection")
    deciding.close_request(ticket.requests[0], actor, outcome="done")
    correcting.dismiss(ticket.requests[1], actor, reason="not_asked")
    assert ticket.state == "closed"


def test_what_is_asked_cannot_be_closed_as_unasked(desk):
    app, actor = desk
    ticket = a_ticket(app, "removal")
    with pytest.raises(Refused, match="Something is asked"):
        correcting.close_unasked(ticket, actor, reason="ordinary")
    with pytest.raises(Refused, match="no other request"):
        correcting.dismiss(ticket.requests[0], actor, reason="doubled")


def test_another_address_takes_back_proof_and_links(desk):
    app, actor = desk
    ticket = a_ticket(app, "removal")
    talking.accept_proof(ticket, actor, "call_back")
    new_link(ticket, "requests", now() + timedelta(days=3))
    db.session.commit()
    correcting.set_person(ticket, actor, name="M. Keller", email="maria@example.org")
    assert (ticket.requester.name, ticket.proof) == ("M. Keller", 2)
    correcting.set_person(ticket, actor, name="M. Keller", email="mk@example.net")
    assert (ticket.requester.email_key, ticket.proof, ticket.proof_way) == ("mk@example.net", 0, None)
    assert db.session.scalar(sa.select(sa.func.count(Link.id)).where(Link.expires_at > now())) == 0
    with pytest.raises(Refused, match="already"):
        correcting.set_person(ticket, actor, name="M. Keller", email="mk@example.net")
    assert "mk@example.net" not in str(db.session.execute(sa.text("SELECT * FROM events")).all())
    assert verify()[1] is None


def test_the_report_counts_what_staff_decided(desk):
    app, actor = desk
    for kind, became in (("removal", "removal"), ("removal", "access"), ("access", None), ("unsubscribe", "unsubscribe")):
        request = a_ticket(app, kind, suggested=True, language="de", sender=f"{kind}.{became}@example.org").requests[0]
        if became:
            deciding.set_request(request, actor, kind=became, regime="eu-gdpr")
            deciding.set_request(request, actor, kind=became, regime="uk-gdpr")
        else:
            correcting.dismiss(request, actor, reason="not_asked")
    a_ticket(app, "removal", suggested=True, sender="waiting@example.org")
    deciding.add_request(a_ticket(app, "removal", language="fr"), actor, kind="objection", regime="eu-gdpr")
    told = report()
    assert told["kind"]["removal"] == {
        "right": 1, "wrong_kind": 1, "not_asked": 0, "missed": 0, "precision": 0.5, "recall": 0.5}
    assert (told["kind"]["access"]["not_asked"], told["kind"]["objection"]["missed"]) == (1, 1)
    assert told["language"]["de"]["right"] == 2
    assert (told["all"]["all"]["right"], told["all"]["all"]["missed"]) == (2, 1)


def test_examples_are_kept_only_where_that_is_allowed(desk):
    app, actor = desk
    for learn in (False, True):
        ticket = a_ticket(app, "removal", suggested=True, text="Take me off", sender=f"{learn}@example.org".lower())
        request = ticket.requests[0]
        deciding.set_request(request, actor, kind="unsubscribe", regime="eu-gdpr", learn=learn)
    right = a_ticket(app, "removal", suggested=True, sender="right@example.org").requests[0]
    deciding.set_request(right, actor, kind="removal", regime="eu-gdpr", learn=True)
    example = db.session.scalars(sa.select(LearningExample)).one()
    assert (example.kind, example.suggested, example.text) == ("unsubscribe", "removal", "Take me off")
    said = app.test_cli_runner().invoke(args=["triage", "examples"])
    assert json.loads(said.output)["kind"] == "unsubscribe"


def test_the_report_as_a_command(desk):
    app, actor = desk
    deciding.set_request(a_ticket(app, suggested=True).requests[0], actor, kind="removal", regime="eu-gdpr")
    runner = app.test_cli_runner()
    assert json.loads(runner.invoke(args=["triage", "report", "--json"]).output)["all"]["all"]["right"] == 1
    assert "100%" in runner.invoke(args=["triage", "report"]).output
