"""The queue: order, views, filters, search, pages, and that a long list costs no more queries than a short one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from compliance.db import clock_at, db, now, unit
from compliance.people.models import Staff
from compliance.rules.abilities import SYSTEM
from compliance.tickets import deciding, talking, timing
from compliance.tickets.arrivals import Arrival, Asked, write_message
from compliance.web.staff.views import SAVED
from tests.factories import a_member_of_staff, a_system, a_ticket
from tests.web.desk import Desk, text_of

QUERIES = 20


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile, transactions' own excepted."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def desk(sqlite_app: Flask) -> Desk:
    """An officer at the desk."""
    return Desk(sqlite_app)


def references(page: str) -> list[str]:
    """The tickets of a page in their order."""
    return [part.split('"')[0] for part in page.split('data-open href="/staff/tickets/')[1:]]


def test_what_is_due_first_stands_first(app: Flask) -> None:
    """By due date, on both databases; the shape and the words say how late it is."""
    desk = Desk(app)
    with app.app_context():
        late = a_ticket(app, received_at=now() - timedelta(days=60)).reference
        calm = a_ticket(app, received_at=now()).reference
        soon = a_ticket(app, received_at=now() - timedelta(days=27)).reference
    page = desk.get("/staff/")
    assert references(page.text) == [late, soon, calm]
    assert [tone in page.text for tone in ("due-over", "due-soon", "due-calm")] == [True] * 3
    assert "overdue" in text_of(page)


def test_each_saved_view_shows_its_own(desk: Desk) -> None:
    """A ticket for each view, found there."""
    with desk.app.app_context():
        me = db.session.get(Staff, desk.staff_id)
        fresh = a_ticket(desk.app)
        mine, proven, spam, closed, paused = (a_ticket(desk.app, "unsubscribe") for _ in range(5))
        unread = a_ticket(desk.app)
        reading = a_ticket(desk.app, asked=(), needs_reading=True)
        deciding.assign(mine, me.actor, me)
        timing.pause(paused.requests[0], me.actor, reason="identity")
        late = a_ticket(desk.app, received_at=now() - timedelta(days=90))
        talking.accept_proof(proven, me.actor, "call_back")
        deciding.mark_spam(spam, me.actor)
        deciding.close_request(closed.requests[0], me.actor, outcome="done")
        talking.write(unread, me.actor, "Which account?")
        letter = talking.write(mine, me.actor, "Hello")
        talking.letter_failed(letter, SYSTEM, "smtp_550")
        asked = a_ticket(desk.app)
        talking.note(asked, a_member_of_staff("agent", "ben@staff.example.org").actor, "@ana please look")
        found = {"asked": asked, "first": unread, "mine": mine, "new": fresh, "unread": unread, "proof": proven,
                 "trouble": mine, "reading": reading, "spam": spam, "closed": closed, "team": fresh, "overdue": late,
                 "paused": paused, "suspected": a_ticket(desk.app, suspected="filter")}
        found = {key: ticket.reference for key, ticket in found.items()}
    assert set(found) == {saved.key for saved in SAVED}
    for key, reference in found.items():
        assert reference in references(desk.get(f"/staff/?view={key}").text), key
    assert set(references(desk.get("/staff/?view=spam").text)) == {found["spam"], found["suspected"]}
    assert references(desk.get("/staff/?view=suspected").text) == [found["suspected"]]
    assert references(desk.get("/staff/?view=trouble").text) == [found["mine"]]


@pytest.mark.parametrize("saved", SAVED, ids=lambda saved: saved.key)
def test_an_empty_view_says_what_would_be_there(desk: Desk, saved) -> None:
    """And nothing else fails on an empty book."""
    page = desk.get(f"/staff/?view={saved.key}")
    assert (page.status_code, "Nothing here." in text_of(page), saved.empty in text_of(page)) == (200, True, True)


def test_filters_narrow(desk: Desk) -> None:
    """By kind, law and assignee; nonsense is taken as no filter."""
    with desk.app.app_context():
        me = db.session.get(Staff, desk.staff_id)
        removal, amendment = a_ticket(desk.app, "removal"), a_ticket(desk.app, "amendment")
        deciding.assign(amendment, me.actor, me)
        both, first, second = [removal.reference, amendment.reference], removal.reference, amendment.reference
    assert references(desk.get("/staff/?kind=amendment").text) == [second]
    assert references(desk.get("/staff/?law=uk-gdpr").text) == []
    assert references(desk.get("/staff/?assignee=nobody").text) == [first]
    assert references(desk.get(f"/staff/?assignee={desk.staff_id}").text) == [second]
    for nonsense in ("kind=x", "law=%00", "assignee=-1", f"assignee={'9' * 40}", "after=x", "after=2026-01-01_x", "seen=-4"):
        assert references(desk.get(f"/staff/?{nonsense}").text) in (both, []), nonsense


def test_search_finds_people_and_numbers_in_all_states(desk: Desk) -> None:
    """A whole reference opens its ticket at once."""
    with desk.app.app_context():
        ticket = a_ticket(desk.app, sender="zoe@example.org", sender_name="Zoë de Vries")
        a_ticket(desk.app)
        deciding.mark_spam(ticket, db.session.get(Staff, desk.staff_id).actor)
        reference, number = ticket.reference, ticket.number
    for words in ("zoe@", "Zoë", str(number)):
        assert references(desk.client.get("/staff/", query_string={"q": words}).text) == [reference], words
    assert desk.get(f"/staff/?q={reference.lower()}").headers["Location"] == f"/staff/tickets/{reference}"
    assert "Nothing found" in text_of(desk.client.get("/staff/", query_string={"q": "<script>alert(1)</script>"}))


def test_pages_follow_each_other_without_gap(desk: Desk) -> None:
    """Every ticket once, fifty to a page."""
    with desk.app.app_context():
        made = {a_ticket(desk.app, "unsubscribe", answerable=False).reference for _ in range(53)}
    first = desk.get("/staff/")
    assert "1–50 of 53" in text_of(first)
    older = first.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = desk.get(older)
    assert "51–53 of 53" in text_of(second)
    assert sorted(references(first.text) + references(second.text)) == sorted(made)


def test_fifty_rows_cost_as_many_queries_as_five(desk: Desk) -> None:
    """No query for a row."""
    costs = []
    for more in (5, 45):
        with desk.app.app_context():
            for _ in range(more):
                a_ticket(desk.app, "removal", "unsubscribe", answerable=False)
        with counted(desk.app) as sent:
            assert desk.get("/staff/").status_code == 200
        costs.append(len(sent))
    assert costs[0] == costs[1] <= QUERIES


def test_taking_what_nobody_has(desk: Desk) -> None:
    """One press in the list; a second taker is told."""
    with desk.app.app_context():
        reference = a_ticket(desk.app).reference
    other = Desk(desk.app, "agent", "ben")
    answer = desk.post(f"/staff/tickets/{reference}/take", back="/staff/?view=new")
    assert answer.headers["Location"] == "/staff/?view=new"
    assert "is yours" in text_of(desk.get("/staff/"))
    other.post(f"/staff/tickets/{reference}/take", back="https://evil.example.org/")
    assert "Somebody else has taken" in text_of(other.get("/staff/"))
    assert references(desk.get("/staff/?view=mine").text) == [reference]


def test_what_stops_the_desk_is_said(desk: Desk, sqlite_app: Flask) -> None:
    """No mail server, no systems; the second goes away with the first system."""
    assert "Letters wait in the outbox" in text_of(desk.get("/staff/"))
    assert "systems register is empty" in text_of(desk.get("/staff/"))
    with sqlite_app.app_context():
        a_system()
    assert "systems register is empty" not in text_of(desk.get("/staff/"))


def test_automatic_mail_stands_in_its_pile(desk: Desk) -> None:
    """Newest first, page by page, with hostile subjects as plain words."""
    with desk.app.app_context(), unit():
        for number in range(52):
            write_message(Arrival("mail", "privacy@example.test", "robot@example.org", subject=f"<b>Away {number}</b>",
                                  outcome="auto_reply"), None)
    first = desk.get("/staff/automatic-mail")
    assert "&lt;b&gt;Away 51&lt;/b&gt;" in first.text
    assert "an automatic reply" in text_of(first)
    older = first.text.split('rel="next" href="')[1].split('"')[0]
    assert "Away 0" in desk.get(older).text


def test_the_day_is_the_offices(sqlite_app: Flask) -> None:
    """Shortly before midnight in UTC it is tomorrow in Berlin."""
    desk = Desk(sqlite_app)
    with sqlite_app.app_context():
        ticket = a_ticket(sqlite_app, "removal", received_at=now().replace(hour=12))
        due = ticket.due_on
    evening = now().replace(year=due.year, month=due.month, day=due.day, hour=23, minute=30) - timedelta(days=1)
    with clock_at(evening):
        desk.sign_in_again()
        assert "due today" in text_of(desk.get("/staff/"))


def test_two_kinds_in_one_mail_stand_in_one_row(desk: Desk) -> None:
    """Each with whether somebody confirmed it."""
    with desk.app.app_context():
        a_ticket(desk.app, asked=(Asked("removal", confidence=970), Asked("unsubscribe", suggested=False)))
    words = text_of(desk.get("/staff/"))
    assert "Removal suggested" in words
    assert words.count("Maria Keller") == 1
