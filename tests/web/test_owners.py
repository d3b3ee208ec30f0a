"""The pages of whoever looks after a system: by secret address without an account, and signed in as a respondent."""

import re

import pytest

from compliance import jobs
from compliance.db import db
from compliance.ledger import verify
from compliance.registers import systems
from compliance.registers.systems import Entry
from compliance.rules.abilities import SYSTEM
from compliance.tickets import amending, instructing, talking
from compliance.tickets.amending import Field
from compliance.tickets.models import Task, Ticket
from compliance.tickets.tokens import task_token
from tests.factories import a_member_of_staff, a_ticket
from tests.web.desk import Desk, text_of

OWNER = "crm@processor.example"


@pytest.fixture
def amendment(app):
    """A proven amendment in one system of a processor; returns the app, the ids of task and field, and the task's token."""
    with app.app_context():
        system = systems.add(SYSTEM, Entry("CRM", ["amendment"], relation="recipient", contact=OWNER,
                                           instructions="Ask the admin.", how={"amendment": "Open <contacts>, then edit."}))
        ticket = a_ticket(app, "amendment", text="My secret story", body="My secret story")
        officer = a_member_of_staff(email="olga@staff.example.org")
        amending.set_fields(ticket.requests[0], officer.actor, [Field("Street", "Old Lane 1", "New Road 2")])
        talking.accept_proof(ticket, officer.actor, "call_back")
        jobs.run_due()
        task = ticket.tasks[0]
        row = instructing.instruction_of(task)
        token = task_token(task.id, row.nonce, system.contact, app.config["SETTINGS"].secret_key)
        known = task.id, amending.fields_of(ticket.requests[0])[0].id
    return app, *known, token


def test_the_address_alone_shows_nobody_and_changes_nothing(amendment):
    app, task_id, _field, token = amendment
    page = app.test_client().get(f"/tasks/{token}")
    assert page.status_code == 200
    for secret in ("Maria", "maria@example.org", "Old Lane", "New Road", "secret story"):
        assert secret not in page.text
    with app.app_context():
        assert instructing.instruction_of(db.session.get(Task, task_id)).read_at is None


def test_opened_answered_and_over(amendment):
    app, task_id, field_id, token = amendment
    client = app.test_client()
    page = client.post(f"/tasks/{token}/open")
    assert "Maria Keller" in page.text
    assert "maria@example.org" in page.text
    assert "New Road 2" in page.text
    assert "Open &lt;contacts&gt;, then edit." in page.text
    assert "GDPR Art. 19" in page.text
    assert "secret story" not in page.text
    assert client.post(f"/tasks/{token}", data={}).status_code == 422
    assert client.post(f"/tasks/{token}", data={"outcome": "kept"}).status_code == 422
    done = client.post(f"/tasks/{token}", data={"outcome": "done", f"value-{field_id}": "New Rd 2", "text": "As we write it."})
    assert "Thank you" in done.text
    with app.app_context():
        task = db.session.get(Task, task_id)
        assert task.outcome == "done"
        assert amending.asked_in([task.request]).done == {(task.id, field_id): "New Rd 2"}
    over = client.post(f"/tasks/{token}/open")
    assert "Maria" not in over.text
    assert client.post(f"/tasks/{token}", data={"outcome": "nothing_found"}).status_code == 200
    with app.app_context():
        assert db.session.get(Task, task_id).outcome == "done"
        assert verify()[1] is None


def test_a_wrong_address_is_as_if_nothing_were_there(amendment):
    app, task_id, _field, token = amendment
    client = app.test_client()
    number, mac = token.split("-")
    swapped = ("b" if mac[0] == "a" else "a") + mac[1:]
    for wrong in (f"{number}-{swapped}", f"ff-{mac}", "nonsense", f"{'f' * 16}-{mac}"):
        assert client.get(f"/tasks/{wrong}").status_code == 404
        assert client.post(f"/tasks/{wrong}/open").status_code == 404
        assert client.post(f"/tasks/{wrong}", data={"outcome": "done"}).status_code == 404
    with app.app_context():
        assert db.session.get(Task, task_id).outcome is None


def test_another_contact_makes_the_old_address_worthless(amendment):
    app, task_id, _field, token = amendment
    with app.app_context():
        system = db.session.get(systems.System, db.session.get(Task, task_id).system_id)
        systems.change(system, SYSTEM, Entry("CRM", ["amendment"], contact="new@processor.example"))
    assert app.test_client().get(f"/tasks/{token}").status_code == 404


def test_staff_end_the_link_and_ask_anew(amendment):
    app, task_id, _field, token = amendment
    with app.app_context():
        reference = db.session.get(Task, task_id).ticket.reference
    desk = Desk(app)
    assert "not opened yet" in text_of(desk.get(f"/staff/tickets/{reference}"))
    assert desk.act(reference, f"tasks/{task_id}/end-link").status_code == 302
    assert app.test_client().get(f"/tasks/{token}").status_code == 404
    assert desk.act(reference, f"tasks/{task_id}/end-link").status_code == 409
    assert desk.act(reference, f"tasks/{task_id}/ask").status_code == 302
    assert app.test_client().get(f"/tasks/{token}").status_code == 404
    assert "was asked to do it" in text_of(desk.get(f"/staff/tickets/{reference}"))


@pytest.fixture
def respondent(app):
    """A respondent at the desk, and a task of theirs beside one that is not."""
    desk = Desk(app, "respondent", "rob")
    with app.app_context():
        systems.add(SYSTEM, Entry("Forum", ["objection"], respondent_id=desk.staff_id))
        other = a_member_of_staff(email="olga@staff.example.org")
        systems.add(SYSTEM, Entry("Shop", ["objection"], respondent_id=other.id))
        ticket = a_ticket(app, "objection", text="My secret story", body="My secret story")
        jobs.run_due()
        tasks = {db.session.get(systems.System, task.system_id).name: task.id for task in ticket.tasks}
        reference = ticket.reference
    return desk, tasks, reference


def test_a_respondent_sees_their_own_tasks_and_nothing_else(respondent):
    desk, tasks, reference = respondent
    page = text_of(desk.get("/staff/tasks"))
    assert "Forum" in page
    assert "Shop" not in page
    shown = desk.get(f"/staff/tasks/{tasks['Forum']}").text
    assert "Maria Keller" in shown
    assert "secret story" not in shown
    assert desk.get(f"/staff/tasks/{tasks['Shop']}").status_code == 404
    assert desk.post(f"/staff/tasks/{tasks['Shop']}", outcome="done").status_code == 404
    assert desk.get(f"/staff/tickets/{reference}").status_code == 403
    assert desk.act(reference, f"tasks/{tasks['Forum']}/finish", outcome="done").status_code == 403


def test_a_respondent_answers(respondent):
    desk, tasks, _reference = respondent
    assert desk.post(f"/staff/tasks/{tasks['Forum']}").status_code == 422
    assert desk.post(f"/staff/tasks/{tasks['Forum']}", outcome="nothing_found").headers["Location"].endswith("/staff/tasks")
    assert "Nothing is to be done" in text_of(desk.get("/staff/tasks"))
    assert "finished, or no longer asked" in text_of(desk.get(f"/staff/tasks/{tasks['Forum']}"))
    with desk.app.app_context():
        assert db.session.get(Task, tasks["Forum"]).outcome == "nothing_found"
        assert db.session.get(Task, tasks["Shop"]).outcome is None


def test_fields_are_written_down_from_the_persons_words(app):
    desk = Desk(app)
    with app.app_context():
        reference = a_ticket(app, "amendment").reference
        request_id = db.session.query(Ticket).filter_by(reference=reference).one().requests[0].id
    path = f"requests/{request_id}/fields"
    assert desk.act(reference, path).status_code == 409
    assert desk.act(reference, path, **{"field-0": "Street", "current-0": "Old"}).status_code == 409
    sent = {"field-0": "Street", "current-0": "Old", "asked-0": "New", "field-3": "Town", "asked-3": "Bonn\0"}
    assert desk.act(reference, path, **sent).status_code == 302
    page = desk.get(f"/staff/tickets/{reference}?act=every").text
    assert re.search(r"<th scope=\"row\" dir=\"auto\">Town</th>", page)
    assert "Bonn" in page


def test_the_register_keeps_who_is_asked(app):
    desk = Desk(app)
    entry = {"name": "CRM", "kinds": "removal", "relation": "processor", "contact": OWNER, "days": "7",
             "how-removal": "Press it."}
    assert desk.post("/staff/systems/new", **entry, respondent=str(desk.staff_id)).status_code == 422
    assert desk.post("/staff/systems/new", **entry | {"days": "900"}, respondent="0").status_code == 422
    assert desk.post("/staff/systems/new", **entry, respondent="0").status_code == 302
    with app.app_context():
        system = systems.all_systems()[0]
        assert (system.contact, system.days, system.how) == (OWNER, 7, {"removal": "Press it."})
    page = desk.get(f"/staff/systems/{system.id}").text
    assert "Press it." in page
    assert OWNER in desk.get("/staff/systems").text
