"""The search index follows everything that is written on a ticket, and holds nobody's words."""

import pytest
import sqlalchemy as sa

from compliance.db import db, unit
from compliance.rules.abilities import REQUESTER
from compliance.tickets import correcting, deciding, placing, showing, talking
from compliance.tickets.arrivals import Arrival
from compliance.tickets.erasing import erase, erase_part
from compliance.tickets.queue import View, search
from compliance.tickets.searching import SearchEntry, rebuild_all
from tests.factories import a_member_of_staff, a_ticket

ALL = View(states=frozenset())


@pytest.fixture
def book(app):
    with app.app_context():
        yield app


def found(words: str) -> list[int]:
    db.session.rollback()
    return [ticket.id for ticket in search(words, ALL).tickets]


def test_everything_that_people_write_is_found(book):
    officer = a_member_of_staff().actor
    ticket = a_ticket(book, text="My parcel from Bergen", subject="Fjord")
    other = a_ticket(book, sender="tom@example.org", sender_name="Tom Lund")
    came = Arrival("mail", "privacy@example.test", "maria@example.org", text="It was a lighthouse", outcome="reply")
    talking.receive_message(ticket, REQUESTER, came)
    talking.note(ticket, officer, "See the harbour office")
    talking.write(ticket, officer, "Which ferry do you mean?")
    for words in ("bergen", "fjord", "lighthouse", "harbour", "ferries", "Keller lighthouse parcels"):
        assert found(words) == [ticket.id], words
    assert found("Keller Lund") == []
    assert found("lund") == [other.id]
    assert set(found("help")) == {other.id}


def test_what_machines_write_is_not(book):
    ticket = a_ticket(book)
    away = Arrival("mail", "privacy@example.test", "maria@example.org", text="I am on a glacier", outcome="auto_reply")
    talking.receive_message(ticket, REQUESTER, away)
    assert found("glacier") == []


def test_a_name_with_a_slip_is_found_and_said_to_be(book):
    ticket = a_ticket(book, sender_name="Katarzyna Kowalczyk", sender="kk@example.org")
    assert search("Kowalczik", ALL).alike
    assert found("Kowalczik") == [ticket.id]
    assert not search("Kowalczyk", ALL).alike
    assert search("Nowak", ALL).tickets == []


def test_who_somebody_is_follows_the_correction(book):
    officer = a_member_of_staff().actor
    ticket = a_ticket(book)
    correcting.set_person(ticket, officer, name="Ida Berg", email="ida@example.org")
    assert found("ida") == [ticket.id]
    showing.say_for_another(ticket, officer, behalf="child", name="Liv Sund", email="")
    assert found("ida sund") == [ticket.id]


def test_mail_that_is_put_elsewhere_is_found_there(book):
    officer = a_member_of_staff().actor
    ticket = a_ticket(book, text="about the waterfall", sender="x@example.org", sender_name="X")
    onto = a_ticket(book)
    placing.place(ticket, officer, onto=onto)
    assert found("waterfall") == [onto.id]
    placing.take_back(ticket, officer)
    assert found("waterfall") == [ticket.id]


def test_newest_first_page_by_page(book):
    made = [a_ticket(book, "unsubscribe", sender=f"p{n}@example.org", text="about geysers").id for n in range(7)]
    seen, after = [], None
    while True:
        page = search("geyser", ALL, after, limit=3)
        seen += [ticket.id for ticket in page.tickets]
        after = page.after
        if after is None:
            break
    assert seen == made[::-1]
    assert [ticket.id for ticket in search("geyser", ALL, "nonsense", limit=3).tickets] == seen[:3]


def test_filters_narrow_a_search(book):
    closed, _open = a_ticket(book, "unsubscribe"), a_ticket(book, "unsubscribe")
    deciding.close_request(closed.requests[0], a_member_of_staff().actor, outcome="done")
    assert [ticket.id for ticket in search("maria", View(states=frozenset({"closed"}))).tickets] == [closed.id]


def test_the_words_go_first_and_then_the_person(book):
    officer = a_member_of_staff().actor
    ticket = a_ticket(book, "unsubscribe", text="about a volcano")
    deciding.close_request(ticket.requests[0], officer, outcome="done")
    ids = [ticket.id]
    with unit():
        erase_part(ids, "words", officer, "test")
    assert (found("volcano"), found("keller")) == ([], ids)
    erase(ticket, officer)
    assert found("keller") == []
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SearchEntry)) == 0


def test_the_index_tells_no_word(book):
    a_ticket(book, text="about a volcano")
    db.session.rollback()
    tokens = db.session.scalars(sa.select(SearchEntry.tokens)).one()
    assert len(tokens) > 10
    assert not {"volcano", "maria", "keller"} & set(tokens)


def test_rebuilding_makes_the_same(book):
    for number in range(3):
        ticket = a_ticket(book, sender=f"p{number}@example.org")
        talking.note(ticket, a_member_of_staff(email=f"s{number}@staff.example.org").actor, f"note {number}")
    before = dict(db.session.execute(sa.select(SearchEntry.id, SearchEntry.tokens)).all())
    db.session.rollback()
    assert rebuild_all() == 3
    assert dict(db.session.execute(sa.select(SearchEntry.id, SearchEntry.tokens)).all()) == before


def test_an_entry_that_is_missing_is_made(book):
    ticket = a_ticket(book)
    with unit():
        db.session.execute(sa.delete(SearchEntry))
    talking.note(ticket, a_member_of_staff().actor, "About moss")
    assert found("maria moss") == [ticket.id]


@pytest.mark.parametrize("words", ['"', "a OR b", "NOT x*", "(", "'; DROP TABLE tickets; --", "& | !", "\0", "%", "_"])
def test_hostile_searches_are_only_words(book, words):
    a_ticket(book)
    assert search(words, ALL).tickets in ([], search("maria", ALL).tickets)
