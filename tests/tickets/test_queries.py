"""Reads: the queue in order, by keyset, filtered; nothing leaks between tickets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.tickets import deciding, queries
from compliance.tickets.models import Ticket
from compliance.tickets.queue import View, _position, count, queue, search
from tests.factories import a_member_of_staff, a_ticket


@pytest.fixture
def book(app):
    with app.app_context():
        yield app


def test_pages_follow_on_without_gap_or_double(book):
    tickets = [a_ticket(book, "removal" if n % 2 else "unsubscribe", sender=f"p{n}@example.org") for n in range(7)]
    seen, after = [], None
    while True:
        page = queue(View(), after, limit=3)
        seen += page.tickets
        after = page.after
        if after is None:
            break
    assert [t.id for t in seen] == [t.id for t in sorted(tickets, key=lambda t: (t.sort_due, t.id))]
    assert count(View()) == 7
    assert count(View(), most=3) == 3


@given(st.text())
def test_a_malformed_position_is_the_first_page(text):
    assert _position(text, Ticket.sort_due) is None or "_" in text


def test_views(book):
    ana = a_member_of_staff()
    mine = a_ticket(book, "access")
    other = a_ticket(book, "unsubscribe", sender="tom@example.org")
    deciding.assign(mine, ana.actor, ana)
    deciding.close_request(other.requests[0], ana.actor, outcome="done")

    def found(view: View) -> list[int]:
        return [ticket.id for ticket in queue(view).tickets]

    assert found(View()) == [mine.id]
    assert found(View(states=frozenset({"closed"}))) == [other.id]
    assert found(View(assignee_id=ana.id)) == [mine.id]
    assert found(View(unassigned=True)) == []
    assert found(View(kind="access")) == [mine.id]
    assert found(View(kind="removal")) == []
    assert found(View(regime="eu-gdpr")) == [mine.id]
    assert found(View(flags=frozenset({"unread"}))) == [mine.id]


@pytest.mark.parametrize("words", ["maria@", "MARIA@EXAMPLE.ORG", "Maria K", "PR-2026-{n:06d}", "{n}"])
def test_search(book, words):
    ticket = a_ticket(book)
    a_ticket(book, sender="tom@example.org", sender_name="Tom")
    found = search(words.format(n=ticket.number), View()).tickets
    assert [t.id for t in found] == [ticket.id]


def test_search_takes_wildcards_literally(book):
    a_ticket(book)
    percent = a_ticket(book, sender="100%_tom@example.org", sender_name="Tom")
    assert [t.id for t in search("100%", View()).tickets] == [percent.id]
    assert search("%", View()).tickets == []


def test_related_is_the_same_address_only(book):
    ticket = a_ticket(book)
    again = a_ticket(book, sender="Maria@Example.org")
    a_ticket(book, sender="tom@example.org")
    a_ticket(book, sender="")
    assert [t.id for t in queries.related(ticket)] == [again.id]
