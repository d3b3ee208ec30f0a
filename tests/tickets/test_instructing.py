"""Asking whoever looks after a system: when, whom, what stands in the mail, what the clock does, and who may answer."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import clock_at, db
from compliance.ledger import Event, verify
from compliance.registers import systems
from compliance.registers.approvals import set_rule
from compliance.registers.systems import Entry
from compliance.rules.abilities import SYSTEM, owner_actor
from compliance.tickets import deciding, instructing, talking, warrants
from compliance.tickets.chasing import chase
from compliance.tickets.door import Forbidden, Refused
from compliance.tickets.instructing import Instruction
from tests.factories import a_member_of_staff, a_ticket

RECEIVED = datetime(2026, 3, 2, 9, tzinfo=UTC)  # due on Thursday 2 April
OWNER = "crm@processor.example"


@pytest.fixture
def post(make_app, smtp_sink):
    """The app with a mail server that shows what it took, and a processor in the register."""
    app = make_app(MAIL_SERVER="127.0.0.1", MAIL_PORT=str(smtp_sink.port))
    with app.app_context(), clock_at(RECEIVED):
        systems.add(SYSTEM, Entry("CRM", ["removal", "objection"], relation="processor", contact=OWNER))
        yield app, smtp_sink


def work(days: int = 0) -> None:
    """What the clock and the worker do by then."""
    with clock_at(RECEIVED + timedelta(days=days, hours=1)):
        chase()
        jobs.run_due(limit=50)
    db.session.rollback()


def to_owner(sink) -> list[str]:
    return [letter.message["Subject"] for letter in sink.letters if letter.recipients[0] == OWNER]


def a_request(app, kind: str = "objection", **more):
    return a_ticket(app, kind, received_at=RECEIVED, answerable=False, **more).requests[0]


def told(kind: str) -> int:
    return db.session.scalar(sa.select(sa.func.count(Event.id)).where(Event.kind == kind))


def refused(reason, act, *args):
    with pytest.raises(Refused) as refusal:
        act(*args)
    assert refusal.value.reason == reason


def test_what_needs_no_proof_is_asked_for_at_once(post):
    app, sink = post
    request = a_request(app)
    work()
    assert to_owner(sink) == [f"{request.ticket.reference}: objection in CRM by Monday, March 16, 2026"]
    raw = sink.letters[0].raw.decode().lower()
    assert "maria" not in raw
    assert "keller" not in raw
    work()
    assert len(to_owner(sink)) == 1


def test_nobody_is_asked_to_touch_data_on_an_unproven_claim(post):
    app, sink = post
    request = a_request(app, "removal")
    work()
    assert to_owner(sink) == []
    refused("proof_missing", instructing.instruct, request.tasks[0], SYSTEM)
    talking.accept_proof(request.ticket, a_member_of_staff().actor, "call_back")
    work()
    assert len(to_owner(sink)) == 1


def test_a_suggestion_waits_for_a_person(post):
    app, sink = post
    request = a_request(app, suggested=True)
    work()
    assert to_owner(sink) == []
    deciding.set_request(request, a_member_of_staff().actor, kind="objection", regime="eu-gdpr")
    work()
    assert len(to_owner(sink)) == 1


def test_two_people_and_a_wait_come_first(post):
    app, sink = post
    set_rule(SYSTEM, "objection", 48)
    request, ana, ben = a_request(app), a_member_of_staff(), a_member_of_staff(email="ben@staff.example.org")
    work()
    warrants.propose(request, ana.actor)
    work()
    warrants.approve(request, ben.actor)
    work()
    assert to_owner(sink) == []
    work(2)
    assert len(to_owner(sink)) == 1


def test_reminded_on_its_days_once_each_and_the_team_when_it_is_late(post):
    app, sink = post
    a_member_of_staff()
    request = a_request(app)
    for day in range(22):
        work(day)
        work(day)
    reference = request.ticket.reference
    due = "Monday, March 16, 2026"
    assert to_owner(sink) == [
        f"{reference}: objection in CRM by {due}", *[f"Reminder: {reference}: objection in CRM by {due}"] * 2,
        f"Late: {reference}: objection in CRM by {due}",
    ]
    team = [letter for letter in sink.letters if letter.recipients[0] == "ana@staff.example.org"]
    assert [letter.message["Subject"] for letter in team] == [f"{reference}: no answer from CRM"]
    assert told("task.chased") == 3
    assert told("task.overdue") == 1
    assert verify()[1] is None


def test_after_a_downtime_one_reminder_stands_for_all(post):
    app, sink = post
    a_request(app)
    work()
    work(21)
    assert len(to_owner(sink)) == 2


def test_nothing_more_is_sent_once_it_is_answered(post):
    app, sink = post
    request = a_request(app)
    work()
    task = request.tasks[0]
    instructing.answer(task, owner_actor(task.system_id), "done", None, "Objection noted in the CRM.", {})
    work(14)
    assert len(to_owner(sink)) == 1
    assert db.session.get(Instruction, task.id).chase_at is None
    note = next(message for message in request.ticket.messages if message.direction == "note")
    assert (note.author_id, note.text) == (None, "Objection noted in the CRM.")
    assert verify()[1] is None


def test_the_answer_is_the_owners_alone(post):
    app, _sink = post
    systems.add(SYSTEM, Entry("Shop", ["objection"], contact="shop@processor.example"))
    request = a_request(app)
    crm, shop = request.tasks
    refused("not_asked", instructing.answer, crm, owner_actor(crm.system_id), "done", None, "", {})
    work()
    refused("not_asked", instructing.answer, crm, owner_actor(shop.system_id), "done", None, "", {})
    with pytest.raises(Forbidden):
        instructing.instruct(crm, owner_actor(crm.system_id))
    respondent = a_member_of_staff("respondent", "rob@staff.example.org")
    refused("not_asked", instructing.answer, crm, respondent.actor, "done", None, "", {})
    instructing.end_link(crm, a_member_of_staff().actor)
    refused("not_asked", instructing.answer, crm, owner_actor(crm.system_id), "done", None, "", {})
    work(8)
    assert [task.outcome for task in request.tasks] == [None, None]


def test_a_house_without_contacts_asks_nobody(app):
    with app.app_context():
        systems.add(SYSTEM, Entry("Forum", ["objection"]))
        request = a_ticket(app, "objection").requests[0]
        refused("nobody_to_ask", instructing.instruct, request.tasks[0], SYSTEM)
        assert db.session.scalar(sa.select(sa.func.count(jobs.Job.id)).where(jobs.Job.kind == "task.ask")) == 0


@pytest.mark.parametrize(("fault", "words"), [
    ({"relation": "friend"}, "whose"), ({"contact": "no address"}, "mail address"), ({"days": 0}, "1 to 365"),
    ({"contact": OWNER, "respondent_id": 1}, "not both"), ({"kinds": ["nonsense"]}, "Unknown kind"), ({"name": " "}, "a name"),
])
def test_an_entry_that_cannot_be_is_refused(app, fault, words):
    with app.app_context(), pytest.raises(ValueError, match=words):
        systems.add(SYSTEM, Entry(**{"name": "CRM", "kinds": ["removal"]} | fault))
