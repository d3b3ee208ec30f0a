"""The ways round the door, each refused by the database itself; and the race of two writers."""

import threading
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from compliance.db import db, new_id, unit
from compliance.ledger import Conflict, Event, guarded_models, record, verify
from compliance.registers import contacts, dead_addresses, letter_texts, policies, promises, retention
from compliance.registers.approvals import set_rule
from compliance.registers.suppression import Why, suppress
from compliance.rules.abilities import SYSTEM
from compliance.tickets import deciding, talking, warrants
from compliance.tickets.models import Ticket
from migrations import guards
from tests.factories import a_member_of_staff, a_system, a_ticket


@pytest.fixture
def ticket(app):
    """An open ticket on either database."""
    with app.app_context():
        yield a_ticket(app)


def refused(act) -> None:
    """The act raises an error of the database, and the book is as before."""
    before = verify()
    with pytest.raises(DBAPIError, match="guard:"):
        act()
    db.session.rollback()
    assert verify() == before


def test_attribute_and_commit(ticket):
    def act():
        ticket.state = "closed"
        db.session.commit()

    refused(act)


def test_query_update(ticket):
    refused(lambda: db.session.query(Ticket).filter_by(id=ticket.id).update({"state": "closed"}))


def test_execute_update(ticket):
    refused(lambda: db.session.execute(sa.update(Ticket).where(Ticket.id == ticket.id).values(state="closed")))


def test_raw_sql(ticket):
    refused(lambda: db.session.execute(sa.text("UPDATE tickets SET state = 'closed' WHERE id = :id"), {"id": ticket.id}))


def test_core(ticket):
    table = Ticket.__table__
    refused(lambda: db.session.connection().execute(table.update().where(table.c.id == ticket.id).values(state="closed")))


def test_bulk_mappings(ticket):
    refused(lambda: db.session.bulk_update_mappings(Ticket, [{"id": ticket.id, "state": "closed"}]))


def test_an_old_event_used_again(ticket):
    first = db.session.scalar(sa.select(sa.func.min(Event.id)).where(Event.entity == "ticket", Event.entity_id == ticket.id))
    update = sa.update(Ticket).where(Ticket.id == ticket.id).values(state="closed", last_event_id=first)
    refused(lambda: db.session.execute(update))


def test_the_same_event_again(ticket):
    update = sa.update(Ticket).where(Ticket.id == ticket.id).values(state="closed", last_event_id=ticket.last_event_id)
    refused(lambda: db.session.execute(update))


def test_another_rows_event(app, ticket):
    other = a_ticket(app, sender="tom@example.org")
    update = sa.update(Ticket).where(Ticket.id == ticket.id).values(state="closed", last_event_id=other.last_event_id)
    refused(lambda: db.session.execute(update))


def test_deleting_a_ticket(ticket):
    refused(lambda: db.session.execute(sa.delete(Ticket).where(Ticket.id == ticket.id)))


def test_a_ticket_without_an_event(ticket):
    columns = {c.name: getattr(ticket, c.name) for c in Ticket.__table__.columns}
    fresh = columns | {"id": new_id(), "number": 999_999, "reference": "PR-2026-999999"}
    refused(lambda: db.session.execute(sa.insert(Ticket).values(**fresh)))


def test_replacing_a_ticket(app, ticket):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("REPLACE is SQLite's")
    columns = ", ".join(c.name for c in Ticket.__table__.columns)
    statement = f"INSERT OR REPLACE INTO tickets ({columns}) SELECT {columns} FROM tickets"
    refused(lambda: db.session.execute(sa.text(statement)))


def test_editing_an_event(ticket):
    refused(lambda: db.session.execute(sa.update(Event).values(actor="staff")))


def test_deleting_an_event(ticket):
    refused(lambda: db.session.execute(sa.delete(Event)))


def test_truncating_the_trail(ticket):
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    refused(lambda: db.session.execute(sa.text("TRUNCATE events CASCADE")))


def test_every_guarded_table_is_guarded(app, ticket):
    """Each model that says it is guarded stands in the migration's list, and its rows cannot be changed or deleted."""
    a_system()
    a_member_of_staff()
    deciding.set_request(
        ticket.requests[0], a_member_of_staff("agent", "ben@staff.example.org").actor, kind="removal", regime="eu-gdpr",
    )
    suppress("tom@example.org", "weekly", SYSTEM, Why("left", None, ticket.id))
    dead_addresses.mark("tom@example.org", "bounced", "a key", SYSTEM)
    policies.publish(SYSTEM, date(2026, 1, 1), "en", "Words.")
    eva = a_member_of_staff("admin", "eva@staff.example.org").actor
    letter_texts.write_anew(eva, "done", "en", "Words.")
    retention.set_rule(eva, sorted(retention.ADJUSTABLE)[0], 30, automatic=False)
    promises.add(eva, name="Newsletter", review_on=date(2027, 1, 1))
    contacts.keep(SYSTEM, "privacy@example.test", contacts.Entry(), ["privacy@example.test"])
    set_rule(SYSTEM, "removal", 72)
    talking.accept_proof(ticket, eva, "call_back")
    warrants.propose(ticket.requests[0], eva)
    assert {model.__tablename__: entity for entity, model in guarded_models().items()} == guards.GUARDED
    for table in set(guards.GUARDED) - {"house"}:
        refused(lambda table=table: db.session.execute(sa.text(f"UPDATE {table} SET id = id")))
        refused(lambda table=table: db.session.execute(sa.text(f"DELETE FROM {table}")))


def test_one_of_two_writers_wins(app):
    """Two writers that read the same state: exactly one changes it, the other is told, the chain is linear."""
    with app.app_context():
        ticket_id = a_ticket(app).id
    both_have_read = threading.Barrier(2)
    outcomes: list[str] = []

    def writer(state: str) -> None:
        with app.app_context():
            seen = db.session.get(Ticket, ticket_id)
            assert seen.state == "new"
            stale = seen.last_event_id
            both_have_read.wait(10)
            try:
                with unit():
                    fresh = db.session.get(Ticket, ticket_id)
                    if fresh.last_event_id != stale:
                        raise Conflict("changed meanwhile")
                    with record(fresh, "ticket.moved", SYSTEM, was=fresh.state, now=state):
                        fresh.state = state
                outcomes.append("won")
            except Conflict:
                outcomes.append("lost")

    threads = [threading.Thread(target=writer, args=(state,)) for state in ("open", "waiting")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["lost", "won"]
    with app.app_context():
        assert verify()[1] is None


def test_a_racing_event_is_a_conflict(app):
    """On PostgreSQL both writers get as far as their event: the second is refused by the chain itself."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            pytest.skip("SQLite's writers wait for each other")
        ticket_id = a_ticket(app).id
    first_has_written, second_may_end = threading.Event(), threading.Event()
    outcomes: list[str] = []

    def slow_writer() -> None:
        with app.app_context(), unit():
            row = db.session.get(Ticket, ticket_id)
            with record(row, "ticket.moved", SYSTEM, was="new", now="open"):
                row.state = "open"
            first_has_written.set()
            second_may_end.wait(10)

    def fast_writer() -> None:
        with app.app_context():
            first_has_written.wait(10)
            try:
                with unit():
                    row = db.session.get(Ticket, ticket_id)
                    threading.Timer(0.2, second_may_end.set).start()
                    with record(row, "ticket.moved", SYSTEM, was="new", now="waiting"):
                        row.state = "waiting"
                outcomes.append("won")
            except Conflict:
                outcomes.append("lost")

    threads = [threading.Thread(target=slow_writer), threading.Thread(target=fast_writer)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert outcomes == ["lost"]
    with app.app_context():
        assert verify()[1] is None
