"""More of the form: for whom somebody asks, files, the browser's work and its wish not to be sold, the languages."""

import io
import re

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from compliance.db import clock_at, db, now
from compliance.intake import uploads
from compliance.intake.uploads import KEPT, MOST_BYTES, MOST_FILES, Upload, type_of
from compliance.tickets.models import Attachment, Ticket
from compliance.web.languages import SPOKEN
from compliance.web.public import proof_of_work
from tests.web.filling_in import ANSWERS, fill, submission_of, token_of, work_of

PDF = b"%PDF-1.7 a letter"


@pytest.fixture
def visitor(sqlite_app):
    return sqlite_app.test_client()


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite does."""
    return sqlite_url


def the_ticket() -> Ticket:
    return db.session.scalars(sa.select(Ticket)).one()


def test_every_right_has_its_box(sqlite_app, visitor):
    kinds = ["access", "portability", "objection", "restriction"]
    fill(visitor, "/requests", kinds=kinds)
    with sqlite_app.app_context():
        assert [request.kind for request in the_ticket().requests] == kinds


def test_for_somebody_else(sqlite_app, visitor):
    wrong = fill(visitor, behalf="client", person="", person_email="")
    assert "Enter the name of the person" in wrong.text
    assert "address of the person who has asked you" in wrong.text
    check = fill(visitor, behalf="child", person="Lena Keller")
    assert (check.status_code, "For a child of mine" in check.text) == (200, True)
    fill(visitor, "/requests", behalf="client", person="Ana Ruiz", person_email="ana@example.org")
    with sqlite_app.app_context():
        assert "Ana Ruiz ana@example.org" in the_ticket().messages[0].body


def test_a_wish_not_to_be_sold_is_ticked_and_said(visitor):
    ticked = re.compile(r'<input checked[^>]*value="opt_out_of_sale"')
    plain, asked = visitor.get("/requests/new").text, visitor.get("/requests/new", headers={"Sec-GPC": "1"}).text
    assert not ticked.search(plain)
    assert ticked.search(asked)
    assert "We have ticked that for you" in asked


def files(*named: tuple[str, bytes]) -> list[tuple[io.BytesIO, str]]:
    return [(io.BytesIO(content), name) for name, content in named]


def test_files_survive_a_mistake_and_go_with_the_request(sqlite_app, visitor):
    page = visitor.get("/requests/new").text
    form = {"submission": submission_of(page), "csrf_token": token_of(page), "work": work_of(page), **ANSWERS}
    given_files = files(("letter.pdf", PDF), ("../../proof.txt", b"Account 17"), ("run.exe", b"MZ\0\0"))
    wrong = visitor.post("/requests/new", data=form | {"email": "", "files": given_files})
    assert wrong.status_code == 422
    assert "run.exe is not a PDF" in wrong.text
    assert "letter.pdf" in wrong.text
    removed = re.search(r'name="remove" value="(\d+)"[^>]*>Remove<span class="visually-hidden"> proof.txt', wrong.text)[1]
    assert "proof.txt" not in visitor.post("/requests/new/change", data=form | {"remove": removed}).text
    assert "letter.pdf" in visitor.post("/requests/new", data=form).text
    assert visitor.post("/requests", data=form).status_code == 303
    with sqlite_app.app_context():
        found = [(a.name, a.type, a.content) for a in db.session.scalars(sa.select(Attachment))]
        assert found == [("letter.pdf", "application/pdf", PDF)]
        assert db.session.scalar(sa.select(sa.func.count(Upload.id))) == 0


def test_only_so_many_and_so_large(sqlite_app):
    with sqlite_app.app_context():
        for number in range(MOST_FILES):
            uploads.add("a" * 32, f"{number}.txt", b"%d" % number)
        uploads.add("a" * 32, "0.txt", b"0")
        for content, reason in ((b"new", "number"), (b"", "empty"), (b"a" * (MOST_BYTES + 1), "size")):
            with pytest.raises(uploads.Wrong) as wrong:
                uploads.add("a" * 32, "another.txt", content)
            assert wrong.value.reason == reason
        assert uploads.of_form("b" * 32) == []


def test_what_is_not_sent_within_a_day_goes(sqlite_app):
    with sqlite_app.app_context():
        uploads.add("a" * 32, "old.txt", b"old")
        with clock_at(now() + KEPT * 1.01):
            uploads.add("b" * 32, "new.txt", b"new")
        assert uploads.of_form("a" * 32) == []


@pytest.mark.parametrize("content", [
    b"MZ\x90\0", b"<svg xmlns='http://www.w3.org/2000/svg'>", b"<html>", b" <script>", b"PK\x03\x04", b"GIF89a;alert(1)\0",
    b"\x7fELF", b"#!/bin/sh\0", b"RIFF\0\0\0\0AVI ", b"\0\0\0\x18ftypisom", b"\xd0\xcf\x11\xe0",
])
def test_what_may_run_is_not_taken(content):
    assert type_of(content) is None


@given(st.binary(max_size=60))
def test_any_bytes_have_a_harmless_type_or_none(content):
    assert type_of(content) in {None, "application/pdf", "image/png", "image/jpeg", "image/webp", "image/heic", "text/plain"}


def test_without_work_the_request_is_taken_and_confirmed_by_mail(sqlite_app, visitor):
    fill(visitor, "/requests", work="")
    with sqlite_app.app_context():
        ticket = the_ticket()
        assert ticket.state == "waiting"
        assert [message.letter for message in ticket.messages[1:]] == ["acknowledgement", "proof"]


def test_many_without_work_lie_on_the_spam_pile_and_none_is_lost(sqlite_app, visitor):
    for number in range(8):
        fill(visitor, "/requests", kinds=["unsubscribe"], work="", email=f"p{number}@example.org")
    fill(visitor, "/requests", email="real@example.org")
    with sqlite_app.app_context():
        states = db.session.scalars(sa.select(Ticket.state).order_by(Ticket.id)).all()
        assert states == ["new"] * 5 + ["spam"] * 3 + ["new"]
        assert all(ticket.due_on for ticket in db.session.scalars(sa.select(Ticket)))


@pytest.mark.parametrize("work", ["", "x", "e30=", "bnVsbA==", "W10=", "eyJzYWx0IjogMX0=", "A" * 5000])
def test_forged_work_counts_for_nothing(sqlite_app, work):
    with sqlite_app.test_request_context():
        assert not proof_of_work.is_done(work, "a" * 32)


def test_work_is_worth_one_form(sqlite_app, visitor):
    page = visitor.get("/requests/new").text
    with sqlite_app.test_request_context():
        assert proof_of_work.is_done(work_of(page), submission_of(page))
        assert not proof_of_work.is_done(work_of(page), "a" * 32)


def test_a_language_that_is_asked_for_is_carried_on(visitor):
    page = visitor.get("/?lang=en").text
    assert 'href="/requests/new?lang=en"' in page
    assert page.count("hreflang=") == len(SPOKEN)
    assert "lang=xx" not in visitor.get("/?lang=xx").text
