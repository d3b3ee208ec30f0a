"""Rows that are written together stand in the database as if each had been written by itself."""

import pytest
import sqlalchemy as sa

from compliance.db import Base, db, unit
from compliance.gathering import flush, gathering, insert
from compliance.ledger import Event, gathered, hold, record, verify
from compliance.rules.abilities import SYSTEM
from compliance.tickets.models import Message, Requester, Ticket
from tests.factories import a_ticket

OWN = {"id", "number", "reference", "last_event_id", "requester_id", "ticket_id", "nonce", "entity_id", "follows"}
MOMENTS = {"received_at", "opened_at", "at", "next_at", "facts", "evidence"}
OF = {"tickets": ("id", ":id"), "requesters": ("id", "(SELECT requester_id FROM tickets WHERE id = :id)")}
SHOWN = {"tickets", "requesters", "requests", "messages", "plans"}


def rows(ticket_id: int) -> list[tuple[str, list[str]]]:
    """What stands in the database about a ticket, without ids and moments, as raw as it lies there."""
    found = []
    for table in Base.metadata.sorted_tables:
        if table.name in SHOWN:
            names = [column.name for column in table.columns if column.name not in OWN | MOMENTS]
            of, whose = OF.get(table.name, ("ticket_id", ":id"))
            shown = sa.text(f"SELECT {', '.join(names)} FROM {table.name} WHERE {of} = {whose}")
            found.append((table.name, sorted(map(str, db.session.execute(shown, {"id": ticket_id})))))
    return found


def test_together_or_alone_the_rows_are_the_same(book):
    alone = a_ticket(book, "removal", suggested=True).id
    with unit(), gathered():
        together = a_ticket(book, "removal", suggested=True).id
    assert rows(alone) == rows(together)
    assert verify()[1] is None


def test_a_row_may_be_told_of_again_after_it_was_written(book):
    with unit(), gathered():
        ticket = a_ticket(book)
        flush()
        hold(ticket)
        with record(ticket, "ticket.read_by_person", SYSTEM):
            ticket.unread = False
    db.session.expire_all()
    assert db.session.get_one(Ticket, ticket.id).unread is False
    assert len(ticket.messages) == db.session.scalar(sa.select(sa.func.count(Message.id)))
    assert verify()[1] is None


def broken(book) -> None:
    """Writes a ticket, and fails then."""
    a_ticket(book)
    flush()
    raise TypeError


def test_nothing_is_kept_of_what_failed(book):
    with pytest.raises(TypeError), unit(), gathered():
        broken(book)
    assert db.session.scalar(sa.select(sa.func.count(Event.id))) == 0
    assert gathering() is None


def test_without_a_gathering_a_row_is_the_session_s(book):
    with unit():
        insert(person := Requester(name="Maria"))
        assert person in db.session
