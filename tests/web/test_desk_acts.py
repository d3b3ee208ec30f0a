"""What staff do on a ticket: each act does what it says, and what cannot be done loses nothing that was typed."""

from html import unescape

import pytest
import sqlalchemy as sa
from flask import Flask

from compliance import ledger
from compliance.db import db
from compliance.letters.writing import write_to_requester
from compliance.people.models import Staff
from compliance.rules.abilities import REQUESTER, SYSTEM
from compliance.tickets import queries, talking
from compliance.tickets.arrivals import Arrival
from compliance.tickets.door import Refused
from compliance.tickets.models import Message, PrivacyRequest, Task, Ticket
from tests.factories import a_member_of_staff, a_system, a_ticket
from tests.web.desk import Desk, latest_event, text_of

WORDS = "Dear Maria, all of this took me ten minutes to write."


@pytest.fixture
def desk(sqlite_app: Flask) -> Desk:
    """An officer at the desk."""
    return Desk(sqlite_app)


@pytest.fixture
def reference(sqlite_app: Flask) -> str:
    """A ticket that asks for removal, read from prose, in a house with one system."""
    with sqlite_app.app_context():
        a_system("Forum")
        return a_ticket(sqlite_app, "removal", suggested=True).reference


def ticket_of(reference: str) -> Ticket:
    return queries.by_reference(reference)


def ids(desk: Desk, reference: str) -> tuple[int, list[int]]:
    """The first request's id and its tasks'."""
    with desk.app.app_context():
        request = ticket_of(reference).requests[0]
        return request.id, [task.id for task in request.tasks]


def stands(desk: Desk, reference: str, name: str):
    """A column of the ticket, as it stands now."""
    with desk.app.app_context():
        return getattr(ticket_of(reference), name)


def test_the_whole_road(app: Flask) -> None:
    """From a suggestion to the closing letter, by the forms alone, on both databases."""
    desk = Desk(app)
    with app.app_context():
        a_system("Forum")
        reference = a_ticket(app, "removal", suggested=True).reference
    request, _ = ids(desk, reference)
    assert desk.act(reference, f"requests/{request}/set", kind="removal", law="eu-gdpr").status_code == 302
    _, (task,) = ids(desk, reference)
    assert "ask for proof first" in text_of(desk.act(reference, f"tasks/{task}/finish", outcome="done"))
    assert desk.act(reference, "accept-proof", way="call_back").status_code == 302
    assert desk.act(reference, f"tasks/{task}/finish", outcome="done", text="Account 17 is gone").status_code == 302
    looked = desk.act(reference, f"requests/{request}/close", outcome="done", letter="y", text=WORDS)
    assert (looked.status_code, WORDS in looked.text, "maria@example.org" in looked.text) == (200, True, True)
    assert stands(desk, reference, "state") == "open"
    closed = desk.act(reference, f"requests/{request}/close", outcome="done", letter="y", text=WORDS, step="yes")
    assert (closed.status_code, stands(desk, reference, "state")) == (302, "closed")
    with app.app_context():
        letter = db.session.scalars(sa.select(Message).where(Message.direction == "out").order_by(Message.id.desc())).first()
        assert (letter.letter, letter.text, letter.delivery) == ("done", WORDS, "queued")
        assert ledger.verify()[1] is None
    assert "closed Removal as done" in text_of(desk.get(f"/staff/tickets/{reference}"))
    assert desk.act(reference, "reopen", reason="mistake").status_code == 302
    assert stands(desk, reference, "state") == "open"


def test_the_preview_is_the_letter(desk: Desk, reference: str) -> None:
    """What was looked at is what goes out, word for word."""
    request, _ = ids(desk, reference)
    fields = {"outcome": "refused", "ground": "excessive", "letter": "y", "text": "Again?"}
    looked = desk.act(reference, f"requests/{request}/close", **fields)
    shown = looked.text.split('<div class="message-text" dir="auto">')[1].split("</div>")[0]
    desk.act(reference, f"requests/{request}/close", **fields, step="yes")
    with desk.app.app_context():
        letter = db.session.scalars(sa.select(Message).where(Message.letter == "refused")).one()
        assert write_to_requester(letter, letter.ticket).text.split() == unescape(shown).split()


def test_assigning(desk: Desk, reference: str) -> None:
    """To a colleague, and back to the team; not to somebody who may not work tickets."""
    with desk.app.app_context():
        ben = a_member_of_staff("agent", "ben@staff.example.org").id
        ines = a_member_of_staff("auditor", "ines@staff.example.org").id
    assert desk.act(reference, "assign", to=str(ben)).status_code == 302
    assert stands(desk, reference, "assignee_id") == ben
    assert desk.act(reference, "assign", to=str(ines)).status_code == 422
    assert desk.act(reference, "assign", to="team").status_code == 302
    assert stands(desk, reference, "assignee_id") is None


def test_talking(desk: Desk, reference: str) -> None:
    """A note, a letter, the question for proof, and marking as read."""
    assert desk.act(reference, "notes", text="<b>hm</b>").status_code == 302
    assert desk.act(reference, "letters", text=WORDS).status_code == 302
    assert desk.act(reference, "read").status_code == 302
    assert desk.act(reference, "ask-proof", text="").status_code == 302
    page = desk.get(f"/staff/tickets/{reference}")
    assert "&lt;b&gt;hm&lt;/b&gt;" in page.text
    assert WORDS in page.text
    assert (stands(desk, reference, "unread"), stands(desk, reference, "state")) == (False, "waiting")


def test_a_failed_letter_is_sent_again(desk: Desk, reference: str) -> None:
    """By its button; another ticket's letter is not found."""
    with desk.app.app_context():
        ticket = ticket_of(reference)
        letter = talking.write(ticket, db.session.get(Staff, desk.staff_id).actor, WORDS)
        letter_id = letter.id
        talking.letter_failed(letter, SYSTEM, "smtp_550")
        other = a_ticket(desk.app).reference
    assert desk.act(other, f"letters/{letter_id}/retry").status_code == 404
    assert desk.act(reference, f"letters/{letter_id}/retry").status_code == 302
    assert desk.act(reference, f"letters/{letter_id}/retry").status_code == 409


def test_a_further_request_and_another_kind(desk: Desk, reference: str) -> None:
    """Added and changed; a law that does not give the right says so."""
    assert desk.act(reference, "requests", kind="unsubscribe", law="us-canspam").status_code == 302
    request, _ = ids(desk, reference)
    answer = desk.act(reference, f"requests/{request}/set", kind="access", law="us-canspam")
    assert (answer.status_code, "flash-error" in answer.text) == (409, True)
    assert desk.act(reference, f"requests/{request}/set", kind="nonsense", law="eu-gdpr").status_code == 422
    with desk.app.app_context():
        assert [r.kind for r in ticket_of(reference).requests] == ["removal", "unsubscribe"]


def test_tasks_are_finished_kept_and_taken_up_again(desk: Desk, reference: str) -> None:
    """A ground is asked for what is kept."""
    request, _ = ids(desk, reference)
    desk.act(reference, f"requests/{request}/set", kind="removal", law="eu-gdpr")
    _, (task,) = ids(desk, reference)
    answer = desk.act(reference, f"tasks/{task}/finish", outcome="kept", text=WORDS)
    assert (answer.status_code, "Say why the data is kept" in text_of(answer), WORDS in answer.text) == (422, True, True)
    assert desk.act(reference, f"tasks/{task}/finish", outcome="kept", ground="legal_duty").status_code == 302
    assert "a law obliges us" in text_of(desk.get(f"/staff/tickets/{reference}"))
    assert desk.act(reference, f"tasks/{task}/reopen").status_code == 302
    with desk.app.app_context():
        assert db.session.get(Task, task).outcome is None


@pytest.mark.parametrize("fields", [
    {"outcome": "refused", "text": WORDS},
    {"text": WORDS},
    {"outcome": "done", "text": WORDS, "letter": "y", "step": "yes"},
])
def test_what_was_typed_into_a_closing_that_fails_is_kept(desk: Desk, reference: str, fields: dict[str, str]) -> None:
    """No ground, no outcome, or a refusal of the verb: the words stand in the form, the form is open, nothing is closed."""
    request, _ = ids(desk, reference)
    answer = desk.act(reference, f"requests/{request}/close", **fields)
    assert answer.status_code in {409, 422}
    assert WORDS in answer.text.split("<textarea", 1)[1]
    assert f'<details class="act" id="act-close-{request}" open>' in answer.text
    assert stands(desk, reference, "state") != "closed"


def test_changing_ones_mind_before_closing_keeps_the_words(desk: Desk, reference: str) -> None:
    """Back to the form with everything in it."""
    request, _ = ids(desk, reference)
    answer = desk.act(reference, f"requests/{request}/close", outcome="refused", ground="excessive", text=WORDS, step="back")
    assert (answer.status_code, WORDS in answer.text, "value=\"refused\"" in answer.text) == (200, True, True)
    assert stands(desk, reference, "state") == "new"


def test_closing_without_a_letter(desk: Desk, reference: str) -> None:
    """Said so before and done so after."""
    request, _ = ids(desk, reference)
    looked = desk.act(reference, f"requests/{request}/close", outcome="refused", ground="excessive")
    assert "No letter goes out" in text_of(looked)
    desk.act(reference, f"requests/{request}/close", outcome="refused", ground="excessive", step="yes")
    with desk.app.app_context():
        assert db.session.scalar(sa.select(Message).where(Message.letter == "refused")) is None
        assert db.session.get(PrivacyRequest, request).outcome == "refused"


def test_an_act_on_an_old_page_is_refused_with_what_happened_since(desk: Desk, reference: str) -> None:
    """The person wrote meanwhile: the closing that was begun before is not done, its words are kept."""
    request, _ = ids(desk, reference)
    seen = latest_event(desk.app, reference)
    with desk.app.app_context():
        came = Arrival("mail", "privacy@example.test", "maria@example.org", text="No, wait!", body="No, wait!", outcome="reply")
        talking.receive_message(ticket_of(reference), REQUESTER, came)
    fields = {"outcome": "refused", "ground": "excessive", "text": WORDS, "step": "yes", "seen": seen}
    answer = desk.post(f"/staff/tickets/{reference}/requests/{request}/close", **fields)
    words = text_of(answer)
    assert answer.status_code == 409
    assert "Somebody else changed this ticket meanwhile. Nothing was overwritten" in words
    assert "What happened meanwhile A message came in by mail." in words
    assert WORDS in answer.text
    assert stands(desk, reference, "state") == "new"
    again = answer.text.split(f'id="close-{request}-seen"')[1].split('value="')[1].split('"')[0]
    assert desk.post(f"/staff/tickets/{reference}/requests/{request}/close", **fields | {"seen": again}).status_code == 302


def test_what_the_program_does_meanwhile_is_in_nobodys_way(desk: Desk, reference: str) -> None:
    """A letter that was sent, a reminder, a refusal: no reason to start again."""
    with desk.app.app_context():
        ticket, actor = ticket_of(reference), db.session.get(Staff, desk.staff_id).actor
        letter = talking.write(ticket, actor, "Hello")
        letter_id = letter.id
    seen = latest_event(desk.app, reference)
    with desk.app.app_context():
        talking.letter_failed(db.session.get(Message, letter_id), SYSTEM, "smtp_550")
    assert desk.post(f"/staff/tickets/{reference}/notes", seen=seen, text="hm").status_code == 409
    seen = latest_event(desk.app, reference)
    with desk.app.app_context(), pytest.raises(Refused):
        talking.note(ticket_of(reference), db.session.get(Staff, desk.staff_id).actor, " ")
    assert desk.post(f"/staff/tickets/{reference}/notes", seen=seen, text="hm").status_code == 302


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 60])
def test_a_page_that_does_not_say_what_was_seen_is_not_held_up(desk: Desk, reference: str, seen: str) -> None:
    """Nonsense in the hidden field is no way to a failure."""
    assert desk.post(f"/staff/tickets/{reference}/notes", seen=seen, text="hm").status_code in {302, 409}


def test_of_two_who_act_at_once_one_is_told(desk: Desk, reference: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A conflict in the database is a sentence, and the words are kept."""

    def too_late(*_args: object) -> None:
        raise ledger.Conflict

    monkeypatch.setattr(talking, "note", too_late)
    answer = desk.act(reference, "notes", text=WORDS)
    assert (answer.status_code, "Nothing was overwritten" in text_of(answer), WORDS in answer.text) == (409, True, True)


def test_rows_of_another_ticket_are_not_there(desk: Desk, reference: str) -> None:
    """Requests and tasks are looked up on the ticket of the address alone."""
    with desk.app.app_context():
        other = a_ticket(desk.app, "removal")
        request, task = other.requests[0].id, other.tasks[0].id
    for path, fields in ((f"requests/{request}/set", {"kind": "access", "law": "eu-gdpr"}),
                         (f"requests/{request}/close", {"outcome": "withdrawn", "step": "yes"}),
                         (f"tasks/{task}/finish", {"outcome": "nothing_found"}), (f"tasks/{task}/reopen", {}),
                         (f"requests/{2**70}/set", {"kind": "access", "law": "eu-gdpr"})):
        assert desk.act(reference, path, **fields).status_code == 404, path


def test_spam_and_back(desk: Desk, reference: str) -> None:
    """It leaves the queue, and a reason brings it back."""
    assert desk.act(reference, "spam").status_code == 302
    assert stands(desk, reference, "state") == "spam"
    assert desk.act(reference, "reopen").status_code == 422
    assert desk.act(reference, "reopen", reason="mistake").status_code == 302
    assert desk.act(reference, "reopen", reason="mistake").status_code == 409


def test_no_letter_to_nobody(desk: Desk) -> None:
    """A ticket without an address offers no letter, and refuses one in words."""
    with desk.app.app_context():
        reference = a_ticket(desk.app, sender="").reference
    assert "There is no address to write to" in text_of(desk.get(f"/staff/tickets/{reference}"))
    assert desk.act(reference, "letters", text=WORDS).status_code == 409
