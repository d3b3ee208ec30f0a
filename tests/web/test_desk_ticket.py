"""The ticket page: what it shows, that nothing of a stranger's runs on it, and what may be downloaded from it."""

import hashlib
import re

import pytest
from flask import Flask

from compliance.db import db, unit
from compliance.intake.keeping import keep
from compliance.people.models import Staff
from compliance.registers import systems
from compliance.rules.abilities import REQUESTER, SYSTEM
from compliance.tickets import deciding, talking, working
from compliance.tickets.arrivals import Arrival, Asked, File, Hint, Mark
from compliance.tickets.models import Attachment, Message
from compliance.tickets.opening import open_ticket
from tests.factories import a_system, a_ticket, office
from tests.web.desk import Desk, text_of
from tests.web.test_desk_queue import counted

QUERIES = 32
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{ 7 * 7 }}'
MAIL = b"From: Maria <maria@example.org>\r\nTo: privacy@example.test\r\nSubject: Delete\r\n\r\nPlease delete my account.\r\n"


@pytest.fixture
def desk(sqlite_app: Flask) -> Desk:
    """An officer at the desk."""
    return Desk(sqlite_app)


def me(desk: Desk):
    return db.session.get(Staff, desk.staff_id)


def shown(desk: Desk, reference: str) -> str:
    answer = desk.get(f"/staff/tickets/{reference}?act=every")
    assert answer.status_code == 200
    return answer.text


def test_what_is_asked_with_the_words_that_led_to_it(app: Flask) -> None:
    """The suggestion with its percentage, the marked words, the due date with its reasons; on both databases."""
    desk = Desk(app)
    with app.app_context():
        asked = (Asked("removal", confidence=970, marks=(Mark("text", 7, 24), Mark("subject", 0, 6))),)
        reference = a_ticket(app, asked=asked, subject="Delete <now>", text="Please delete my account & all.",
                             body="Please delete my account & all.\n> quoted").reference
    page = shown(desk, reference)
    assert '<mark title="Removal">delete my account</mark> &amp; all.' in page
    assert '<mark title="Removal">Delete</mark> &lt;now&gt;' in page
    words = text_of(desk.get(f"/staff/tickets/{reference}"))
    assert "suggested 97%" in words
    assert "Yes, removal" in words
    assert "Why this date?" in words
    assert "Show the whole mail" in words
    assert "> quoted" in page.replace("&gt;", ">")


def test_marks_out_of_place_do_no_harm(desk: Desk) -> None:
    """Spans beyond the text, empty or overlapping ones."""
    with desk.app.app_context():
        marks = (Mark("text", 5, 500), Mark("text", 0, 8), Mark("text", 900, 950), Mark("text", 3, 3))
        reference = a_ticket(desk.app, asked=(Asked("removal", marks=marks),), text="Please help", body="Please help").reference
    words = shown(desk, reference).split('<div class="message-text"')[1].split(">", 1)[1].split("</div>")[0]
    assert re.sub("<[^>]*>", "", words).strip() == "Please help"


def test_nothing_of_a_strangers_runs(desk: Desk) -> None:
    """Hostile words in every field stand there as words; HTML of a mail is not shown at all."""
    with desk.app.app_context():
        ticket = a_ticket(
            desk.app, sender=f"{HOSTILE}@example.org", sender_name=HOSTILE, subject=HOSTILE, text=HOSTILE, body=HOSTILE * 2,
            html="<p>only in html</p>", warnings=(HOSTILE,), language=HOSTILE[:10], country=HOSTILE[:10],
            files=(File(HOSTILE, HOSTILE, b"x", "0" * 64),),
            asked=(Asked("amendment", details=(("current", HOSTILE), ("asked", HOSTILE))),),
        )
        talking.note(ticket, me(desk).actor, HOSTILE)
        talking.write(ticket, me(desk).actor, HOSTILE)
        reference = ticket.reference
    for path in (f"/staff/tickets/{reference}", "/staff/", "/staff/?q=%22%3E%3Cimg"):
        page = desk.get(path).text
        assert "<img" not in page
        assert "<script>alert" not in page
        assert "only in html" not in page
        assert "49" not in page.split("onerror=alert(1)")[-1][:60]


def test_answers_to_the_questions_have_their_titles(desk: Desk) -> None:
    """What is wrong, what it should be."""
    with desk.app.app_context():
        details = (("current", "21 Mill Lane"), ("asked", "12 Mill Lane"))
        reference = a_ticket(desk.app, asked=(Asked("amendment", suggested=False, details=details),)).reference
    words = text_of(desk.get(f"/staff/tickets/{reference}"))
    assert "What is wrong? 21 Mill Lane" in words
    assert "What should it be? 12 Mill Lane" in words


def test_a_law_whose_text_was_not_read_says_so(desk: Desk) -> None:
    """Beside the law's name."""
    with desk.app.app_context():
        ticket = a_ticket(desk.app, "withdraw_consent")
        assert not ticket.requests[0].verified
        reference = ticket.reference
    assert "text not checked" in text_of(desk.get(f"/staff/tickets/{reference}"))


def test_letters_show_how_they_fare(desk: Desk) -> None:
    """Waiting, then failed with the reason and a button, and no secret link in the words."""
    with desk.app.app_context():
        ticket = a_ticket(desk.app)
        letter_id = talking.ask_proof(ticket, me(desk).actor).id
        reference = ticket.reference
    assert "waiting to be sent" in text_of(desk.get(f"/staff/tickets/{reference}"))
    with desk.app.app_context():
        letter = db.session.get(Message, letter_id)
        with unit():
            letter.body = "Press [[link:5]] now"
        talking.letter_failed(letter, SYSTEM, "smtp_550")
    words = text_of(desk.get(f"/staff/tickets/{reference}"))
    assert "refused it for good (550)" in words
    assert "Send it again" in words
    assert "[[link" not in words


def test_neighbours_are_named_and_never_joined(desk: Desk) -> None:
    """The same address, and the ticket that a mail may belong to."""
    with desk.app.app_context():
        first, same = a_ticket(desk.app), a_ticket(desk.app)
        came = Arrival("mail", "privacy@example.test", "other@example.org", text="As I said", body="As I said")
        perhaps = open_ticket(came, REQUESTER, office(desk.app), Hint(first, "answers_letter"))
        first, same, perhaps = first.reference, same.reference, perhaps.reference
    words = text_of(desk.get(f"/staff/tickets/{same}"))
    assert f"From the same address {first}" in words
    assert "Perhaps belongs to" not in words
    assert f"Perhaps belongs to {first}" in text_of(desk.get(f"/staff/tickets/{perhaps}"))
    assert "As I said" not in shown(desk, first)


def test_an_auditor_reads_and_has_no_buttons(desk: Desk) -> None:
    """No form of the page but signing out and searching."""
    with desk.app.app_context():
        a_system()
        reference = a_ticket(desk.app, suggested=True).reference
    page = shown(Desk(desk.app, "auditor", "ines"), reference)
    assert page.count('method="post"') == 1
    assert 'action="/staff/sign-out"' in page


def test_a_long_ticket_costs_as_many_queries_as_a_short_one(desk: Desk) -> None:
    """No query for a message, a task, an attachment or an entry of the history."""
    costs = []
    for size in (1, 12):
        with desk.app.app_context():
            for number in range(size):
                a_system(f"System {size} {number}")
            files = tuple(File(f"{n}.txt", "text/plain", b"x", "0" * 64) for n in range(size))
            ticket = a_ticket(desk.app, *["removal", "amendment"] * size, files=files)
            talking.accept_proof(ticket, me(desk).actor, "call_back")
            for number in range(size):
                talking.note(ticket, me(desk).actor, f"note {number}")
                talking.write(ticket, me(desk).actor, f"letter {number}")
                working.finish_task(ticket.tasks[number], me(desk).actor, "done", text="gone")
            reference = ticket.reference
        with counted(desk.app) as sent:
            shown(desk, reference)
        costs.append(len(sent))
    assert costs[0] == costs[1] <= QUERIES


def test_an_attachment_is_a_download_and_nothing_else(desk: Desk) -> None:
    """Never a page: type, disposition, sandbox; the bytes as they came."""
    content = b"<script>alert(1)</script>"
    with desk.app.app_context():
        name = "a/../b\r\nSet-Cookie: x=1 \u202e.html"
        ticket = a_ticket(desk.app, files=(File(name, "text/html", content, hashlib.sha256(content).hexdigest()),))
        other = a_ticket(desk.app).reference
        reference, attached = ticket.reference, db.session.query(Attachment).one().id
    answer = desk.get(f"/staff/tickets/{reference}/attachments/{attached}")
    assert answer.data == content
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Cache-Control"]) == ("nosniff", "no-store")
    assert not any(cookie.startswith("x=") for cookie in answer.headers.getlist("Set-Cookie"))
    for path in (f"/staff/tickets/{other}/attachments/{attached}", f"/staff/automatic-mail/attachments/{attached}",
                 f"/staff/tickets/{reference}/attachments/{2**63}", f"/staff/tickets/{reference}/attachments/1"):
        assert desk.get(path).status_code == 404


def test_the_original_mail_can_be_saved(desk: Desk) -> None:
    """Byte for byte; a message that was no mail has none."""
    with desk.app.app_context():
        kept = keep(MAIL, ["privacy@example.test"], "maria@example.org", "mail")
        ticket = a_ticket(desk.app, kept_id=kept.id)
        note = talking.note(ticket, me(desk).actor, "hm")
        reference, mail, note_id = ticket.reference, ticket.messages[0].id, note.id
    answer = desk.get(f"/staff/tickets/{reference}/messages/{mail}/mail.eml")
    assert (answer.data, answer.mimetype) == (MAIL, "application/octet-stream")
    assert desk.get(f"/staff/tickets/{reference}/messages/{note_id}/mail.eml").status_code == 404
    assert desk.get(f"/staff/automatic-mail/{mail}/mail.eml").status_code == 404


def test_a_closed_ticket_can_only_be_reopened(desk: Desk) -> None:
    """Its page offers nothing that would be refused."""
    with desk.app.app_context():
        ticket = a_ticket(desk.app, "unsubscribe")
        deciding.close_request(ticket.requests[0], me(desk).actor, outcome="done")
        reference = ticket.reference
    page = shown(desk, reference)
    assert "Reopen the ticket" in page
    for act in ("/close", "/set", "/spam", "/ask-proof", "/assign"):
        assert f'{act}"' not in page


def test_tasks_say_how_it_is_done_there(desk: Desk) -> None:
    """The register's instructions stand beside the task."""
    with desk.app.app_context():
        systems.add(SYSTEM, systems.Entry(name="Forum", kinds=["removal"], instructions="Use the <admin> page"))
        reference = a_ticket(desk.app).reference
    assert "Use the &lt;admin&gt; page" in shown(desk, reference)


def test_unknown_tickets_are_not_found(desk: Desk) -> None:
    """Whatever stands in their place."""
    for reference in ("PR-2026-999999", "x", "%00", "é" * 500):
        assert desk.get(f"/staff/tickets/{reference}?act=every").status_code == 404


def test_the_composer_names_the_language_of_the_person(sqlite_app: Flask) -> None:
    """The letter's, not the page's."""
    desk = Desk(sqlite_app, "agent")
    with sqlite_app.app_context():
        reference = a_ticket(sqlite_app, language="de").reference
    assert "around your words, in German." in desk.get(f"/staff/tickets/{reference}").text
