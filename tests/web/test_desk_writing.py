"""Writing at the desk: text blocks, language, a look first, files on the person's page; who is here; asked to look."""

import io
from datetime import timedelta

import pytest
from flask import Flask

from compliance import jobs
from compliance.db import clock_at, db, now
from compliance.registers import text_blocks
from compliance.rules.abilities import staff_actor
from compliance.tickets.handing_over import waiting_for
from compliance.tickets.models import Message, Ticket
from compliance.tickets.presence import HERE
from compliance.web.guard import sessions
from tests.factories import a_ticket
from tests.web.desk import Desk, text_of


@pytest.fixture
def desk(app: Flask) -> Desk:
    """An officer at the desk."""
    return Desk(app)


@pytest.fixture
def reference(desk: Desk) -> str:
    """A ticket in German."""
    with desk.app.app_context():
        return a_ticket(desk.app, language="de").reference


def ticket(desk: Desk, reference: str) -> Ticket:
    return db.session.query(Ticket).filter_by(reference=reference).one()


def letters(desk: Desk, reference: str) -> list[Message]:
    with desk.app.app_context():
        return [one for one in ticket(desk, reference).messages if one.letter in {"reply", "files"}]


def test_a_block_is_kept_put_in_and_filled(desk: Desk, reference: str) -> None:
    sent = {"title": "Greeting", "language": "de", "text": "Guten Tag {{ name }}, zu {{reference}}: {{ due }}."}
    assert desk.post("/staff/blocks", **sent | {"text": "{{ password }}"}).status_code == 422
    assert desk.post("/staff/blocks", **sent).status_code == 302
    with desk.app.app_context():
        block = text_blocks.blocks("de")[0]
        assert text_blocks.blocks("fr") == []
        due = ticket(desk, reference).due_on
    put_in = desk.act(reference, "letters", step="put_in", block=str(block.id), text="Hallo.", language="de")
    assert f"Hallo.\n\nGuten Tag Maria Keller, zu {reference}: {due.day}. " in put_in.text
    assert letters(desk, reference) == []
    assert desk.post(f"/staff/blocks/{block.id}/remove").status_code == 302
    assert "Greeting" not in desk.get("/staff/blocks").text


def test_looking_first_sends_nothing_and_keeps_the_words(desk: Desk, reference: str) -> None:
    looked = desk.act(reference, "letters", step="look", block="0", text="Bonjour <b>", language="fr")
    assert "Votre demande" in looked.text
    assert "Bonjour &lt;b&gt;" in looked.text
    assert letters(desk, reference) == []
    back = desk.act(reference, "letters", step="back", block="0", text="Bonjour", language="fr")
    assert ">\r\nBonjour</textarea>" in back.text or ">\nBonjour</textarea>" in back.text
    assert desk.act(reference, "letters", step="send", block="0", text="Bonjour", language="fr").status_code == 302
    assert [(one.letter, one.language) for one in letters(desk, reference)] == [("reply", "fr")]


@pytest.mark.parametrize("wrong", [{"text": ""}, {"language": "xx"}, {"block": "x"}])
def test_what_cannot_be_sent_is_told(desk: Desk, reference: str, wrong: dict) -> None:
    sent = {"step": "send", "block": "0", "text": "Words", "language": "de"} | wrong
    assert desk.act(reference, "letters", **sent).status_code == 422
    assert letters(desk, reference) == []


def test_files_wait_on_the_persons_page_and_never_go_by_mail(make_app, smtp_sink) -> None:
    desk = Desk(make_app(MAIL_SERVER="127.0.0.1", MAIL_PORT=str(smtp_sink.port)))
    with desk.app.app_context():
        reference = a_ticket(desk.app, language="de").reference
    sent = {"step": "send", "block": "0", "text": "Hier.", "language": "de",
            "files": (io.BytesIO(b"%PDF secret"), "a/../b.pdf")}
    assert desk.act(reference, "letters", **sent).status_code == 302
    with desk.app.app_context():
        jobs.run_due()
        found = waiting_for(ticket(desk, reference))
        assert [(file.name, file.content) for file, _ in found] == [("b.pdf", b"%PDF secret")]
        letter = next(one for one in smtp_sink.letters if "Hier." in one.message.get_body(("plain",)).get_content())
        assert "/requests/" in letter.message.get_body(("plain",)).get_content()
        assert list(letter.message.iter_attachments()) == []
        with clock_at(now() + timedelta(days=31)):
            assert waiting_for(ticket(desk, reference)) == []


def test_who_else_is_here(app: Flask, desk: Desk, reference: str) -> None:
    other = Desk(app, "agent", "ben")
    assert "open, too" not in text_of(desk.act(reference, "here"))
    assert "Ana Torres has this ticket open, too." in text_of(other.act(reference, "here"))
    with clock_at(now() + HERE + timedelta(seconds=1)):
        assert "open, too" not in text_of(other.act(reference, "here"))


def test_an_open_page_alone_keeps_nobody_signed_in(desk: Desk, reference: str) -> None:
    with desk.app.app_context():
        before = [one.seen_at for one in db.session.query(sessions.StaffSession)]
    with clock_at(now() + timedelta(minutes=20)):
        assert desk.act(reference, "here").status_code == 200
        with desk.app.app_context():
            assert [one.seen_at for one in db.session.query(sessions.StaffSession)] == before
        desk.get("/staff/")
        with desk.app.app_context():
            assert [one.seen_at for one in db.session.query(sessions.StaffSession)] > before


def test_asked_of_me(app: Flask, desk: Desk, reference: str) -> None:
    other = Desk(app, "agent", "ben")
    assert other.act(reference, "notes", text="@ana please look").status_code == 302
    assert reference in desk.get("/staff/?view=asked").text
    assert reference not in other.get("/staff/?view=asked").text
    assert "asks you to look" in text_of(desk.get(f"/staff/tickets/{reference}"))
    assert desk.act(reference, "looked").status_code == 302
    assert reference not in desk.get("/staff/?view=asked").text
    assert desk.act(reference, "looked").status_code == 409


def test_split_leads_to_the_new_ticket(desk: Desk, reference: str) -> None:
    with desk.app.app_context():
        first = ticket(desk, reference).messages[0].id
    assert desk.act(reference, f"messages/{first}/split").status_code == 409
    with desk.app.app_context():
        block = text_blocks.write(staff_actor(desk.staff_id, "officer"), "A", "", "x")
        assert block.language == ""
