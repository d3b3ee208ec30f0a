"""The person's own page: what was said, files both ways, objecting, other meanings, new links, receipts."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import clock_at, db, now
from compliance.ledger import Event, verify
from compliance.reports import receipts
from compliance.rules.abilities import staff_actor
from compliance.tickets import amending, deciding, talking, working
from compliance.tickets.arrivals import File
from compliance.tickets.door import Refused
from compliance.tickets.handing_over import DAYS, hand_over
from compliance.tickets.models import Attachment, Link, Ticket
from compliance.tickets.opening import LINK_DAYS
from compliance.tickets.own_links import end_links
from compliance.tickets.tokens import link_token
from tests.factories import a_member_of_staff, a_system, a_ticket
from tests.web.desk import Desk

PAPER = File("data.json", "application/json", b'{"orders": 3}', "0" * 64)


class Case:
    """A ticket, its person's page and somebody of the staff."""

    def __init__(self, app, *kinds: str) -> None:
        self.app, self.visitor = app, app.test_client()
        with app.app_context():
            ticket = a_ticket(app, *kinds)
            self.ticket_id, self.request_id = ticket.id, ticket.requests[0].id
            self.actor = staff_actor(a_member_of_staff("officer", "kim@staff.example.org").id, "officer")
        self.address = self.link()

    def link(self) -> str:
        with self.app.app_context():
            wanted = sa.select(Link).where(Link.ticket_id == self.ticket_id, Link.purpose == "requests")
            link = db.session.scalars(wanted.order_by(Link.id.desc())).first()
            return f"/requests/{link_token(link, self.app.config['SETTINGS'].secret_key)}"

    @property
    def ticket(self) -> Ticket:
        return db.session.get(Ticket, self.ticket_id)

    @property
    def request(self):
        return next(request for request in self.ticket.requests if request.id == self.request_id)

    def refuse(self) -> None:
        with self.app.app_context():
            deciding.close_request(self.request, self.actor, outcome="refused", ground="legal_duty")

    def page(self) -> str:
        return self.visitor.get(self.address).text

    def events(self, kind: str) -> int:
        with self.app.app_context():
            return db.session.scalar(sa.select(sa.func.count(Event.id)).where(Event.kind == kind))


@pytest.fixture
def case(app) -> Case:
    return Case(app)


def test_the_conversation_without_notes_and_secrets(case):
    with case.app.app_context():
        talking.note(case.ticket, case.actor, "Smells of fraud.")
        talking.write(case.ticket, case.actor, "Which of the two accounts?")
        jobs.run_due()
        for message in case.ticket.messages:
            if message.direction == "out":
                message.sent_at, message.body = now(), message.text or "See [[link:1]]"
        db.session.commit()
    page = case.page()
    assert "Which of the two accounts?" in page
    assert "Please help me." in page
    assert "fraud" not in page
    assert "[[link" not in page


def test_a_message_with_a_file_and_one_that_is_not_taken(case):
    files = {"submission": "a" * 32, "files": [(io.BytesIO(b"Account 17"), "proof.txt"), (io.BytesIO(b"MZ\0"), "run.exe")]}
    wrong = case.visitor.post(f"{case.address}/messages", data={"words": "Here it is", **files})
    assert wrong.status_code == 422
    assert "run.exe is not" in wrong.text
    assert "Here it is" in wrong.text
    again = {"words": "Here it is", "submission": "a" * 32}
    assert case.visitor.post(f"{case.address}/messages", data=again).status_code == 303
    with case.app.app_context():
        assert db.session.scalars(sa.select(Attachment.name)).all() == ["proof.txt"]
        assert case.ticket.unread


def test_objecting_opens_it_again_with_a_clock_of_its_own(case):
    assert "I disagree" not in case.page()
    case.refuse()
    assert "I disagree" in case.page()
    path = f"{case.address}/object/{case.request_id}"
    assert case.visitor.get(path).status_code == 200
    assert case.visitor.post(path, data={"words": " "}).status_code == 422
    later = now() + timedelta(days=60)
    with clock_at(later):
        assert case.visitor.post(path, data={"words": "You are wrong."}).status_code == 303
        again = case.visitor.post(path, data={"words": "You are wrong."})
        assert "objected to this already" in again.text
    with case.app.app_context():
        first, second = case.ticket.requests
        assert (first.outcome, second.outcome, case.ticket.state) == ("refused", None, "open")
        assert second.due_on > later.date() + timedelta(days=27)
        assert case.ticket.due_on == second.due_on
        assert verify()[1] is None
    assert "You objected to our first answer." in case.page()


def test_nothing_to_object_to_before_the_answer(case):
    answer = case.visitor.post(f"{case.address}/object/{case.request_id}", data={"words": "No."})
    assert answer.status_code == 422
    assert "no answer yet" in answer.text


def test_something_else_was_meant(case):
    path = f"{case.address}/meant/{case.request_id}"
    assert "a copy" in case.visitor.get(path).text.lower() or "access" in case.visitor.get(path).text.lower()
    assert case.visitor.post(path, data={"kind": "nonsense"}).status_code == 422
    assert case.visitor.post(path, data={"kind": "access"}).status_code == 303
    with case.app.app_context():
        assert case.ticket.needs_reading
        assert case.request.kind == "removal"


def test_a_new_link_goes_to_the_address_on_file_once_a_day(case):
    with clock_at(now() + timedelta(days=LINK_DAYS + 1)):
        lapsed = case.visitor.get(case.address)
        assert (lapsed.status_code, "Send me a new link" in lapsed.text) == (410, True)
        sent = case.visitor.post(f"{case.address}/again")
        assert "m…@example.org" in sent.text
        assert "was sent to your address today" in case.visitor.post(f"{case.address}/again").text
        assert case.visitor.get(case.link()).status_code == 200


def test_staff_end_the_links(case):
    with case.app.app_context():
        end_links(case.ticket, case.actor)
        with pytest.raises(Refused, match="No link"):
            end_links(case.ticket, case.actor)
    assert case.visitor.get(case.address).status_code == 410


def test_a_copy_of_the_data_waits_for_its_days(app):
    case = Case(app, "access")
    with app.app_context():
        with pytest.raises(Refused, match="not yet shown"):
            hand_over(case.request, case.actor, (PAPER,))
        talking.accept_proof(case.ticket, case.actor, "call_back")
        hand_over(case.request, case.actor, (PAPER,), "All of it.")
        file_id = db.session.scalars(sa.select(Attachment.id)).one()
    assert "data.json" in case.page()
    with case.visitor.post(f"{case.address}/files/{file_id}") as got:
        assert got.data == PAPER.content
        assert "attachment" in got.headers["Content-Disposition"]
    assert case.events("request.fetched") == 1
    assert case.visitor.post(f"{case.address}/files/{file_id + 1}").status_code == 422
    with clock_at(now() + timedelta(days=DAYS + 1)):
        assert "data.json" not in case.page()
        assert "no longer here" in case.visitor.post(f"{case.address}/files/{file_id}").text


def test_only_of_one_s_own_ticket(app):
    case, other = Case(app, "access"), None
    with app.app_context():
        talking.accept_proof(case.ticket, case.actor, "call_back")
        hand_over(case.request, case.actor, (PAPER,))
        file_id = db.session.scalars(sa.select(Attachment.id)).one()
        other = a_ticket(app, sender="eve@example.org")
        link = db.session.scalars(sa.select(Link).where(Link.ticket_id == other.id)).first()
        address = f"/requests/{link_token(link, app.config['SETTINGS'].secret_key)}"
    assert app.test_client().post(f"{address}/files/{file_id}").status_code == 422
    assert app.test_client().post(f"{address}/object/{case.request_id}", data={"words": "x"}).status_code == 404


def test_a_receipt_is_signed_and_checked(case):
    with case.visitor.get(f"{case.address}/receipt.txt") as file:
        text = file.text
    assert "Receipt from" in text
    for personal in ("maria", "Keller"):
        assert personal not in text
    assert "This receipt is ours." in case.visitor.post("/receipt", data={"text": text.replace("\n", " \r\n")}).text
    for forged in (text.replace("2026", "2025", 1), text[:-60], "", "x" * 100, text.replace("-----BEGIN", "-----BEGIN ")):
        assert "not a receipt of ours" in case.visitor.post("/receipt", data={"text": forged}).text


def test_any_changed_letter_shows(case):
    with case.visitor.get(f"{case.address}/receipt.txt") as file:
        text = file.text
    instance = case.app.config["SETTINGS"].instance_path
    body = text.index(receipts.BEGIN)
    with case.app.app_context():
        for place in range(0, body - 1, 7):
            if not text[place].isspace():
                assert not receipts.is_ours(text[:place] + "#" + text[place + 1:], instance)


def test_the_paper(case):
    with case.visitor.get(f"{case.address}/receipt.pdf") as file:
        assert file.data.startswith(b"%PDF-")


def test_no_receipt_behind_a_lapsed_or_forged_link(case):
    assert case.visitor.get("/requests/1-aaaaaaaaaaaaaaaaaaaaaaaaaa/receipt.txt").status_code == 404
    with clock_at(now() + timedelta(days=LINK_DAYS + 1)):
        assert case.visitor.get(f"{case.address}/receipt.txt").status_code == 404


def test_handed_over_at_the_desk(app):
    case, desk = Case(app, "access"), Desk(app, "agent")
    with app.app_context():
        reference = case.ticket.reference
        talking.accept_proof(case.ticket, case.actor, "call_back")
    path = f"requests/{case.request_id}/hand-over"
    assert "Choose the files" in desk.act(reference, path).text
    assert desk.act(reference, path, files=(io.BytesIO(b"{}"), "../data.json")).status_code == 302
    assert "data.json" in case.page()
    assert "Hand over a copy" in desk.get(f"/staff/tickets/{reference}").text
    assert desk.act(reference, "end-links").status_code == 302
    assert case.visitor.get(case.address).status_code == 410


def test_an_objection_at_the_desk(case):
    case.refuse()
    case.visitor.post(f"{case.address}/object/{case.request_id}", data={"words": "You are wrong."})
    with case.app.app_context():
        reference = case.ticket.reference
    page = Desk(case.app, "agent").get(f"/staff/tickets/{reference}").text
    assert f'<a href="#request-{case.request_id}">our answer above</a>' in page


def test_what_was_corrected_stands_there(app):
    """The person sees what each system holds since, and nothing of what was only asked."""
    with app.app_context():
        a_system("Shop", ("amendment",))
    case = Case(app, "amendment")
    with app.app_context():
        amending.set_fields(case.request, case.actor, [amending.Field("Street", "Old Lane 1", "New Road 2")])
        talking.accept_proof(case.ticket, case.actor, "call_back")
    assert "New Road 2" not in case.page()
    with app.app_context():
        field = amending.fields_of(case.request)[0].id
        working.finish_task(case.ticket.tasks[0], case.actor, "done", values={field: "New <Rd> 2"})
    assert "<bdi>Street</bdi>: <bdi>New &lt;Rd&gt; 2</bdi>" in case.page()
