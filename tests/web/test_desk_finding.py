"""Finding what one looks for: every filter, orders, columns, views kept by name, tags, and searches by words and slips."""

from datetime import timedelta
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from flask import Flask

from compliance.db import db, now
from compliance.ledger import Event
from compliance.people.models import Staff
from compliance.tickets import deciding
from compliance.tickets.models import Ticket
from compliance.tickets.tagging import set_tags, tags_of
from tests.factories import a_system, a_ticket
from tests.web.desk import Desk, text_of
from tests.web.test_desk_queue import counted, references


@pytest.fixture
def desk(app: Flask) -> Desk:
    """An officer at the desk, on both databases."""
    return Desk(app)


def test_every_filter_narrows(desk: Desk) -> None:
    """One ticket fits each, another one does not."""
    with desk.app.app_context():
        me = db.session.get(Staff, desk.staff_id)
        system = a_system("Forum", ("removal",))
        late = a_ticket(desk.app, "removal", received_at=now() - timedelta(days=60), language="de")
        soon = a_ticket(desk.app, "amendment", received_at=now() - timedelta(days=26))
        set_tags(soon, me.actor, ["  Works  Council ", "vip"])
        closed = a_ticket(desk.app, "unsubscribe")
        deciding.close_request(closed.requests[0], me.actor, outcome="done")
        deciding.assign(late, me.actor, me)
        tag = db.session.scalar(sa.text("SELECT id FROM tags WHERE name = 'works council'"))
        late_one, soon_one, closed_one, system_id = late.reference, soon.reference, closed.reference, system.id
        due = soon.due_on.isoformat()
    expected = {
        "kind=removal": late_one, "kind=amendment": soon_one, "state=closed": closed_one, "due=overdue": late_one,
        "due=week": soon_one, f"due={due}": soon_one, f"assignee={desk.staff_id}": late_one, "assignee=nobody": soon_one,
        f"system={system_id}": late_one, "language=de": late_one, f"tag={tag}": soon_one,
        "kind=amendment&law=eu-gdpr&channel=mail": soon_one, "q=maria&state=closed": closed_one,
    }
    for query, reference in expected.items():
        assert references(desk.get(f"/staff/?{query}").text) == [reference], query
    assert set(references(desk.get("/staff/?state=any").text)) == {late_one, soon_one, closed_one}
    for nothing in ("due=none", "channel=form", "tag=1", "due=today"):
        assert references(desk.get(f"/staff/?{nothing}").text) == [], nothing


def test_orders_and_their_pages(desk: Desk) -> None:
    """Each order page by page without gap; the table says which it is."""
    with desk.app.app_context():
        made = [a_ticket(desk.app, "unsubscribe", received_at=now() - timedelta(hours=n), answerable=False).reference
                for n in range(53)]
    for sort, expected in (("newest", made), ("oldest", made[::-1])):
        first = desk.get(f"/staff/?sort={sort}")
        assert "aria-sort" in first.text
        older = first.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        assert references(first.text) + references(desk.get(older).text) == expected
    for wrong in ("sort=x", "sort=newest&after=2026-01-01_1", "sort=newest&after=x_1", "sort=due&after=2026-01-01T00:00:00_1"):
        assert desk.get(f"/staff/?{wrong}").status_code == 200


def test_columns_are_chosen(desk: Desk) -> None:
    """Each shows what it says, and the choice stays."""
    with desk.app.app_context():
        a_ticket(desk.app, language="de")
    assert "German" not in references_row(desk)
    desk.post("/staff/columns", column=["law", "language", "channel", "proof", "nonsense"], back="/staff/?view=new")
    row = references_row(desk)
    assert [words in row for words in ("GDPR", "German", "mail", "being done")] == [True, True, True, False]


def references_row(desk: Desk) -> str:
    """The table of the queue, as text."""
    page = desk.get("/staff/")
    return page.text.split("<tbody>")[1].split("</tbody>")[0]


def test_views_are_kept_by_name(desk: Desk) -> None:
    """One's own and the team's; nobody takes away another's; an agent keeps none for the team."""
    app = desk.app
    agent = Desk(app, "agent", "ben")
    desk.post("/staff/views", name="  Late   removals ", back="/staff/?kind=removal&due=overdue")
    desk.post("/staff/views", name="For all", team="1", back="/staff/?kind=access")
    agent.post("/staff/views", name="Mine alone", team="1", back="/staff/?kind=removal")
    assert 'href="/staff/?kind=removal&amp;due=overdue"' in desk.get("/staff/").text
    assert [name in text_of(agent.get("/staff/")) for name in ("For all", "Mine alone", "Late removals")] == [True, True, False]
    assert [name in text_of(desk.get("/staff/")) for name in ("For all", "Mine alone")] == [True, False]
    with app.app_context():
        ids = dict(db.session.execute(sa.text("SELECT name, id FROM saved_views")).all())
        told = db.session.scalars(sa.select(Event.kind).where(Event.kind == "house.view_saved")).all()
    assert len(told) == 3
    for name in ("For all", "Late removals"):
        agent.post(f"/staff/views/{ids[name]}/remove")
    assert "no such view of yours" in text_of(agent.get("/staff/"))
    assert "For all" in text_of(desk.get("/staff/"))
    desk.post(f"/staff/views/{ids['For all']}/remove")
    assert "The view is gone." in text_of(desk.get("/staff/"))
    assert "For all" not in text_of(agent.get("/staff/"))


def test_a_view_needs_a_name_and_there_are_not_too_many(desk: Desk) -> None:
    """Each refusal says what to do."""
    desk.post("/staff/views", name=" ", back="/staff/")
    assert "Give the view a name." in text_of(desk.get("/staff/"))
    for number in range(31):
        desk.post("/staff/views", name=f"v{number}", back="/staff/?kind=access")
    assert "too many views" in text_of(desk.get("/staff/"))
    desk.post("/staff/views", name="v1", back="/staff/?kind=removal")
    assert "Saved as" in text_of(desk.get("/staff/"))
    desk.post("/staff/views", name="v1", back="https://evil.example.org/?x=1")
    with desk.app.app_context():
        assert not db.session.scalar(sa.text("SELECT count(*) FROM saved_views WHERE query LIKE '%x=1%'"))


def test_tags_are_set_on_the_ticket(desk: Desk) -> None:
    """Given, taken away, tidied; the history counts them and names none."""
    with desk.app.app_context():
        ticket = a_ticket(desk.app)
        reference, ticket_id = ticket.reference, ticket.id
    desk.act(reference, "tags", tags="Works council, vip ,,vip")
    with desk.app.app_context():
        assert tags_of(db.session.get(Ticket, ticket_id)) == ["vip", "works council"]
    assert 'value="vip, works council"' in desk.get(f"/staff/tickets/{reference}").text
    desk.act(reference, "tags", tags="vip")
    assert "changed the tags (0 added, 1 taken away)" in text_of(desk.get(f"/staff/tickets/{reference}"))
    assert desk.act(reference, "tags", tags=", ".join(f"t{n}" for n in range(30))).status_code == 409
    reader = Desk(desk.app, "auditor", "eva")
    assert "Tags: vip" in text_of(reader.get(f"/staff/tickets/{reference}"))
    assert reader.act(reference, "tags", tags="x").status_code == 403


def test_words_and_slips_are_found_from_the_page(desk: Desk) -> None:
    """The search box finds words of the conversation, and says so where a name was spelt otherwise."""
    with desk.app.app_context():
        ticket = a_ticket(desk.app, sender_name="Jürgen Großmann", sender="jg@example.org", text="the lighthouse of Hven")
        reference = ticket.reference
        a_ticket(desk.app)
    for words in ("lighthouse", "jg@example.org", "grossm", "Jurgen hven", str(int(reference[-6:]))):
        assert references(desk.get(f"/staff/?q={quote(words)}").text) == [reference], words
    page = desk.get("/staff/?q=Grosmann")
    assert (references(page.text), "names that look like it" in text_of(page)) == ([reference], True)
    assert "Nothing found" in text_of(desk.get("/staff/?q=volcano"))
    assert desk.get(f"/staff/?q={quote('ü' * 5000)}").status_code == 200


def test_a_search_costs_as_many_queries_whatever_it_finds(sqlite_app: Flask) -> None:
    """No query for a row."""
    desk = Desk(sqlite_app)
    costs = []
    for more in (3, 30):
        with sqlite_app.app_context():
            for _ in range(more):
                a_ticket(sqlite_app, answerable=False)
        with counted(sqlite_app) as sent:
            desk.get("/staff/?q=maria")
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 12


LISTS = ("/staff/", "/staff/?view=mine", "/staff/?view=new", "/staff/?view=first", "/staff/?sort=newest", "/staff/?view=closed",
         "/staff/?kind=removal&due=week", "/staff/?q=maria")


@pytest.mark.parametrize("address", LISTS)
def test_no_list_reads_the_whole_book(sqlite_app: Flask, address: str) -> None:
    """Every list, and every count of the rail, is read from an index."""
    desk = Desk(sqlite_app)
    with sqlite_app.app_context():
        a_ticket(sqlite_app)
    plans: list[str] = []
    with sqlite_app.app_context():
        engine = db.engine

    def explain(connection, cursor, statement, parameters, *_rest) -> None:
        if statement.startswith("SELECT") and "tickets" in statement:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(row[3] for row in cursor.fetchall())

    sa.event.listen(engine, "before_cursor_execute", explain)
    try:
        assert desk.get(address).status_code == 200
    finally:
        sa.event.remove(engine, "before_cursor_execute", explain)
    assert any("tickets" in plan for plan in plans)
    assert [plan for plan in plans if plan.startswith("SCAN tickets") and "INDEX" not in plan] == []
