"""The form and the person's own pages: nothing typed is lost, nothing happens by looking, nobody learns who is known."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.db import clock_at, db, now
from compliance.intake.keeping import KeptMail
from compliance.ledger import Event, verify
from compliance.tickets import talking
from compliance.tickets.models import Link, Ticket
from compliance.tickets.opening import LINK_DAYS
from compliance.tickets.tokens import link_token
from tests.factories import a_member_of_staff, a_system, a_ticket
from tests.web.filling_in import ANSWERS, fill, token_of


@pytest.fixture
def visitor(app):
    return app.test_client()


def tickets(app) -> list[Ticket]:
    with app.app_context():
        return list(db.session.scalars(
            sa.select(Ticket).options(sa.orm.selectinload("*")).order_by(Ticket.id)))


def test_from_form_to_ticket(app, visitor):
    check = fill(visitor)
    assert check.status_code == 200
    for words in ("Remove my data", "maria@example.org", "Maria Keller", "User maria17.", "Germany"):
        assert words in check.text
    assert tickets(app) == []
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', check.text))
    sent = visitor.post("/requests", data=hidden | {"csrf_token": token_of(check.text)})
    assert (sent.status_code, sent.location) == (303, "/requests/received")
    with app.app_context():
        ticket, = db.session.scalars(sa.select(Ticket))
        request, = ticket.requests
        assert (request.kind, request.regime, request.suggested, ticket.channel) == ("removal", "eu-gdpr", False, "form")
        assert ticket.requester.email == "maria@example.org"
        assert ticket.messages[1].letter == "acknowledgement"
        assert db.session.scalar(sa.select(KeptMail.state)) == "understood"
        assert verify()[1] is None
        assert ticket.reference in visitor.get("/requests/received").text


def test_the_same_form_sent_twice_is_one_request(app, visitor):
    page = visitor.get("/requests/new").text
    data = {"submission": "a" * 32, "csrf_token": token_of(page), **ANSWERS}
    for _ in range(3):
        assert visitor.post("/requests", data=data).status_code == 303
    assert len(tickets(app)) == 1


def test_an_amendment_keeps_what_is_wrong_and_what_it_should_be(app, visitor):
    fill(visitor, "/requests", kinds=["amendment", "unsubscribe"], current="21 Mill Lane", asked="12 Mill Lane")
    with app.app_context():
        ticket, = db.session.scalars(sa.select(Ticket))
        assert [request.kind for request in ticket.requests] == ["amendment", "unsubscribe"]
        said = [(detail.name, detail.value) for detail in ticket.requests[0].details]
        assert said == [("current", "21 Mill Lane"), ("asked", "12 Mill Lane")]


def test_something_else_is_read_like_a_mail(app, visitor):
    fill(visitor, "/requests", kinds=["other"], words="Please send me a copy of all personal data you hold about me.")
    with app.app_context():
        ticket, = db.session.scalars(sa.select(Ticket))
        assert all(request.suggested for request in ticket.requests)
        assert ticket.due_on is not None


def test_words_that_ask_for_more_are_asked_about(visitor):
    page = fill(visitor, kinds=["unsubscribe"], words="Please delete my account and all my data.").text
    assert 'name="also"' in page
    assert 'value="removal"' in page
    assert 'name="also"' not in fill(visitor, kinds=["unsubscribe"], words="I get too much of it.").text


@pytest.mark.parametrize(("answers", "message"), [
    ({"kinds": []}, "Choose what you would like us to do"),
    ({"kinds": ["amendment"]}, "Say what is wrong"),
    ({"kinds": ["other"], "words": " "}, "Say in your own words"),
    ({"email": ""}, "Enter your e-mail address"),
    ({"email": "maria"}, "like name@example.org"),
    ({"words": "x" * 10_001}, "10000"),
    ({"place": "XX"}, "valid choice"),
    ({"csrf_token": "stale"}, "open for very long"),
])
@pytest.mark.parametrize("path", ["/requests/new", "/requests"])
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(app, visitor, path, answers, message):
    page = fill(visitor, path, **{"name": "Maria & Co", **answers})
    assert page.status_code == 422
    assert message in page.text
    assert "Maria &amp; Co" in page.text
    assert tickets(app) == []


def test_known_and_unknown_addresses_get_the_same_answer(app):
    with app.app_context():
        a_ticket(app)
    pages = []
    for email in ("maria@example.org", "nobody@example.org"):
        visitor = app.test_client()
        fill(visitor, "/requests", email=email)
        pages.append(re.sub(r"PR-\d{4}-\d+", "", visitor.get("/requests/received").text))
    assert pages[0] == pages[1]


def test_a_machine_in_the_trap_is_kept_and_not_answered(app, visitor):
    assert fill(visitor, "/requests", website="https://buy.example").status_code == 303
    with app.app_context():
        ticket, = db.session.scalars(sa.select(Ticket))
        assert [message.direction for message in ticket.messages] == ["in"]
        assert ticket.messages[0].warnings


@given(data=st.dictionaries(
    st.sampled_from(["kinds", "current", "asked", "email", "name", "place", "words", "also", "website", "submission"]),
    st.text(max_size=60),
))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_input_breaks_the_form(sqlite_app, data):
    visitor = sqlite_app.test_client()
    token = token_of(visitor.get("/requests/new").text)
    for path in ("/requests/new", "/requests/new/change", "/requests"):
        assert visitor.post(path, data={**data, "csrf_token": token}).status_code in {200, 303, 422, 429}


@pytest.fixture
def asked_for_proof(app):
    """A ticket whose person was asked for proof, and the token of the link."""
    with app.app_context():
        ticket = a_ticket(app)
        talking.ask_proof(ticket, a_member_of_staff().actor)
        link = db.session.scalar(sa.select(Link).where(Link.purpose == "proof"))
        return ticket.id, link_token(link, app.config["SETTINGS"].secret_key)


def proof_of(app, ticket_id: int) -> int:
    with app.app_context():
        return db.session.get(Ticket, ticket_id).proof


def test_looking_confirms_nothing_and_the_button_does(app, visitor, asked_for_proof):
    ticket_id, token = asked_for_proof
    for _ in range(3):
        page = visitor.get(f"/proof/{token}")
        visitor.head(f"/proof/{token}")
    assert page.status_code == 200
    assert "maria@example.org" not in page.text
    assert "m…@example.org" in page.text
    assert proof_of(app, ticket_id) == 0
    assert visitor.post(f"/proof/{token}").status_code == 200
    assert proof_of(app, ticket_id) == 1
    again = visitor.post(f"/proof/{token}")
    assert (again.status_code, "has been used" in again.text) == (410, True)
    assert "has been used" in visitor.get(f"/proof/{token}").text


def test_a_lapsed_link_offers_another_to_the_address_on_file_once_a_day(app, visitor, asked_for_proof):
    ticket_id, token = asked_for_proof
    with clock_at(now() + timedelta(days=8)):
        page = visitor.get(f"/proof/{token}")
        assert (page.status_code, "has lapsed" in page.text) == (410, True)
        assert visitor.post(f"/proof/{token}").status_code == 410
        assert visitor.post(f"/proof/{token}/again").status_code == 200
        assert visitor.post(f"/proof/{token}/again").status_code == 410
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Link.id)).where(Link.purpose == "proof")) == 2
    assert proof_of(app, ticket_id) == 0


@pytest.mark.parametrize("change", [
    lambda t: t[:-1] + ("a" if t[-1] != "a" else "b"), lambda t: "0" + t, lambda t: "x", lambda t: t.upper(),
    lambda t: "f" * 16 + "-" + t.split("-")[1],
])
def test_a_forged_link_is_as_if_it_were_not_there(app, visitor, asked_for_proof, change):
    ticket_id, token = asked_for_proof
    forged = change(token)
    if forged == token:
        pytest.skip("not changed")
    pages = [visitor.get(f"/{purpose}/{forged}") for purpose in ("proof", "requests")]
    pages.append(visitor.get(f"/requests/{token}"))
    assert visitor.post(f"/proof/{forged}").status_code == 404 or forged == "0" + token
    assert {page.status_code for page in pages[1:]} == {404}
    assert proof_of(app, ticket_id) == 0 or forged == "0" + token


@pytest.fixture
def own_page(app):
    """A ticket with a task, and the address of the person's own page."""
    with app.app_context():
        a_system("Forum")
        ticket = a_ticket(app, "removal", "unsubscribe")
        link = db.session.scalar(sa.select(Link).where(Link.purpose == "requests"))
        return ticket.id, "/requests/" + link_token(link, app.config["SETTINGS"].secret_key)


def test_the_own_page_says_where_it_stands(visitor, own_page):
    page = visitor.get(own_page[1])
    assert page.status_code == 200
    for words in ("Forum", "emoval of your data", "o more mailings", "Why this date?"):
        assert words in page.text
    assert "maria@example.org" not in page.text


def test_writing_and_withdrawing(app, visitor, own_page):
    ticket_id, address = own_page
    assert visitor.post(f"{address}/messages", data={"words": " "}).status_code == 422
    assert visitor.post(f"{address}/messages", data={"words": "Any news?"}).status_code == 303
    with app.app_context():
        ticket = db.session.get(Ticket, ticket_id)
        assert (ticket.messages[-1].text, ticket.unread) == ("Any news?", True)
        ids = [request.id for request in ticket.requests]
    assert visitor.get(f"{address}/withdraw/{ids[0]}").status_code == 200
    with app.app_context():
        assert db.session.get(Ticket, ticket_id).requests[0].outcome is None
    for request_id in ids:
        assert visitor.post(f"{address}/withdraw/{request_id}").status_code == 303
    assert visitor.post(f"{address}/withdraw/1").status_code == 404
    with app.app_context():
        ticket = db.session.get(Ticket, ticket_id)
        assert (ticket.state, {request.outcome for request in ticket.requests}) == ("closed", {"withdrawn"})
        assert verify()[1] is None


def test_the_own_page_lapses(app, visitor, own_page):
    with clock_at(now() + timedelta(days=LINK_DAYS + 1)):
        assert visitor.get(own_page[1]).status_code == 410
        assert visitor.post(f"{own_page[1]}/messages", data={"words": "x"}).status_code == 410


def test_looking_changes_nothing(app, visitor, own_page):
    def events() -> int:
        with app.app_context():
            return db.session.scalar(sa.select(sa.func.count(Event.id)))

    before = events()
    for path in ("/", "/requests/new", "/requests/received", own_page[1], "/receipt"):
        assert visitor.get(path).status_code == 200
    assert events() == before


def test_a_page_says_its_own_language_and_the_letter_speaks_the_persons(app, visitor):
    visitor.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de-AT,de;q=0.9"
    assert 'lang="en"' in visitor.get("/").text
    fill(visitor, "/requests")
    with app.app_context():
        ticket, = db.session.scalars(sa.select(Ticket))
        assert (ticket.language, ticket.messages[1].language) == ("de", "de")
