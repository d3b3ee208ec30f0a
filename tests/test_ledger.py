"""The trail: what it refuses to hold, and what the verifier finds."""

import contextlib
import json
import sqlite3

import orjson
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from compliance.db import db, unit
from compliance.ledger import Event, canonical, digest, record, verify
from compliance.rules import events
from compliance.rules.abilities import SYSTEM
from compliance.tickets.models import PrivacyRequest, Ticket
from migrations import guards
from tests.factories import a_ticket


@pytest.fixture
def book(app):
    """Two tickets, and the triggers lifted, as somebody who owns the database could."""
    with app.app_context():
        a_ticket(app, "removal", "unsubscribe")
        a_ticket(app, "access", sender="tom@example.org")
        assert verify()[1] is None
        db.session.rollback()
        with db.engine.connect().execution_options(writes=True) as connection:
            guards.lift(connection)
            connection.commit()
        yield app


def tamper(*statements: str) -> None:
    """Runs statements behind the trail's back, on a connection that knows nothing of the program."""
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        with contextlib.closing(sqlite3.connect(db.engine.url.database)) as connection:
            connection.executescript(";".join(statements))
        return
    with db.engine.connect() as connection:
        connection.execute(sa.text("ALTER TABLE tickets DROP CONSTRAINT fk_tickets_last_event_id_events"))
        for statement in statements:
            connection.execute(sa.text(statement))
        connection.commit()


def an_event(kind: str) -> Event:
    return db.session.scalars(sa.select(Event).where(Event.kind == kind).order_by(Event.id)).first()


@pytest.mark.parametrize(("column", "value"), [
    ("actor", "staff"), ("kind", "ticket.moved"), ("at", "2020-01-01 00:00:00"), ("state", "0" * 64),
    ("digest", "0" * 64), ("previous", "f" * 64), ("ticket_id", 1),
])
def test_a_changed_event_is_named(book, column, value):
    event_id = an_event("ticket.opened").id
    tamper(f"UPDATE events SET {column} = '{value}' WHERE id = {event_id}")
    _, fault = verify()
    assert fault is not None
    assert fault.event_id == event_id


def test_an_event_taken_out_is_named(book):
    ticket_id = an_event("letter.written").entity_id
    tamper(f"DELETE FROM events WHERE kind = 'ticket.opened' AND entity_id = {ticket_id}")
    _, fault = verify()
    assert fault is not None
    assert fault.entity_id == ticket_id


def test_the_gap_mended_is_named_too(book):
    """Whoever takes an event out and links the next one past the gap still has the wrong digests."""
    ticket_id = an_event("letter.written").entity_id
    tamper(f"DELETE FROM events WHERE kind = 'ticket.opened' AND entity_id = {ticket_id}",
           f"UPDATE events SET follows = NULL WHERE kind = 'letter.written' AND entity_id = {ticket_id}")
    _, fault = verify()
    assert fault is not None
    assert fault.entity_id == ticket_id


def test_the_latest_event_taken_out_is_named(book):
    ticket_id = an_event("letter.written").entity_id
    tamper(f"DELETE FROM events WHERE kind = 'letter.written' AND entity_id = {ticket_id}")
    _, fault = verify()
    assert fault is not None
    assert fault.entity_id == ticket_id


def test_a_row_changed_behind_the_trail_is_named(book):
    request_id = db.session.scalar(sa.select(PrivacyRequest.id).limit(1))
    tamper(f"UPDATE requests SET outcome = 'refused' WHERE id = {request_id}")
    _, fault = verify()
    assert fault is not None
    assert (fault.entity, fault.entity_id) == ("request", request_id)


def test_an_event_of_nothing_is_named(book):
    event = an_event("ticket.opened")
    tamper("INSERT INTO events (id, at, kind, entity, entity_id, ticket_id, actor, data, follows, previous, state, digest) "
           "SELECT id + 1, at, kind, entity, entity_id + 1, ticket_id, actor, data, follows, previous, state, digest "
           f"FROM events WHERE id = {event.id}")
    _, fault = verify()
    assert fault is not None
    assert fault.event_id == event.id + 1


def test_personal_text_is_refused(app):
    """No event kind has a field that could carry a name, an address or prose."""
    for kind in events.EVENTS.values():
        for shape in kind.fields.values():
            assert shape.rstrip("?") in {*events.SHAPES, *events.WHOLE, "codes"}
    with app.app_context():
        ticket = a_ticket(app)
        with pytest.raises(ValueError, match="reason"), unit(), record(ticket, "ticket.reopened", SYSTEM,
                                                                       reason="Maria Keller wrote again"):
            pass


@given(st.text(min_size=1))
def test_a_code_is_never_prose(text):
    if " " in text or "@" in text or any(c.isupper() for c in text):
        with pytest.raises(ValueError, match="reason"):
            events.check("ticket.reopened", {"reason": text})


def test_undeclared_and_missing_fields_are_refused():
    with pytest.raises(ValueError, match="needs exactly"):
        events.check("ticket.moved", {"was": "new"})
    with pytest.raises(ValueError, match="needs exactly"):
        events.check("ticket.moved", {"was": "new", "now": "open", "why": "x"})


def test_a_refused_change_leaves_nothing(app):
    with app.app_context():
        ticket = a_ticket(app)
        before = db.session.scalar(sa.select(sa.func.count(Event.id)))

        def act() -> None:
            with unit():
                with record(ticket, "ticket.moved", SYSTEM, was="new", now="open"):
                    ticket.state = "open"
                raise RuntimeError("stop")

        with pytest.raises(RuntimeError, match="stop"):
            act()
        assert db.session.scalar(sa.select(sa.func.count(Event.id))) == before
        assert db.session.get(Ticket, ticket.id).state == "new"


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_one_spelling_for_one_value(value):
    assert json.loads(canonical(value)) == value
    assert digest(value) == digest(json.loads(json.dumps(value)))


SHAPED = st.one_of(st.none(), st.integers(0, 2**63 - 1), st.text(), st.lists(st.text()))


@given(st.dictionaries(st.text(), SHAPED))
def test_the_faster_spelling_is_the_canonical_one(value):
    """The verifier spells events with another library than the recorder."""
    assert orjson.dumps(value, option=orjson.OPT_SORT_KEYS) == canonical(value)
