"""A book with as many tickets as one wishes for, in minutes: some hundred come by the real road, then all of it is doubled.

A copy has ids of its own, older than all there are, and follows its own first event, so the guards hold; numbers, keys of
redelivery, addresses and Message-IDs are its own too. Digests are copied as they are: such a book is for measuring, it would
not verify. Letters count as sent.
"""

from datetime import timedelta

import sqlalchemy as sa

from bench.mails import mails
from bench.program import CONTACT, opened
from compliance import jobs
from compliance.db import BigId, db, now, unit
from compliance.intake.keeping import KeptMail, keep
from compliance.ledger import Event
from compliance.people.models import Staff
from compliance.sealing import SealKey
from compliance.tickets.models import NO_DUE_DATE, Link, Message, Plan, PrivacyRequest, Requester, Ticket
from compliance.tickets.retaining import RetentionDue
from compliance.tickets.searching import SearchEntry
from migrations import guards

BY_HAND = 1000
COPIED = (Event, Requester, Ticket, PrivacyRequest, SealKey, KeptMail, Message, Link, Plan, RetentionDue, SearchEntry, jobs.Job)
DAYS, LATE = 60, 5  # over which due dates are spread, and how many of these days have passed
STATES = ("new", "open", "waiting")
STAYS = frozenset({"actor_id", "author_id", "assignee_id"})
RANDOM = {"sqlite": "lower(hex(randomblob(32)))", "postgresql": "md5(random()::text) || md5(random()::text)"}


def fill(environment: dict[str, str], tickets: int) -> None:
    """Brings an empty, migrated book to at least so many tickets."""
    doublings = 0
    while tickets >> doublings > BY_HAND:
        doublings += 1
    if tickets:
        with opened(environment):
            _by_the_road(-(-tickets // 2**doublings))
            for _ in range(doublings):
                double()
            _count_on()


def _by_the_road(count: int) -> None:
    for raw in mails(count, "fill"):
        keep(raw, [CONTACT], "somebody@host.example", "mail")
    while db.session.scalar(sa.select(sa.func.count()).where(KeptMail.state == "kept")):
        jobs.run_due(limit=100)
    with unit():
        db.session.execute(sa.update(jobs.Job).values(state="done", ended_at=jobs.Job.made_at, token=None))


def double() -> None:
    """Copies every row to an id that lies as far before the first as the last lies behind it."""
    with unit():
        first = db.session.scalar(sa.select(sa.func.min(Event.id)))
        last = db.session.scalar(sa.select(sa.func.max(jobs.Job.id)))
        numbers = db.session.scalar(sa.select(sa.func.max(Ticket.number)))
        for model in COPIED:
            table = model.__table__
            copied = [_copied(column, last - first + 2**32, numbers) for column in table.columns]
            rows = sa.select(*copied).where(Event.follows.is_(None)) if model is Event else sa.select(*copied)
            db.session.execute(sa.insert(table).from_select([c.name for c in table.columns], rows))


def _first_event(table: sa.FromClause) -> sa.ColumnElement:
    """The first event of a row: a copy has no later ones, whatever happened to what it is copied from."""
    entity = {"tickets": "ticket", "requests": "request"}[table.name]
    born = sa.select(Event.id).where(Event.entity == entity, Event.entity_id == table.c.id, Event.follows.is_(None))
    return born.scalar_subquery()


def _copied(column: sa.Column, shift: int, numbers: int) -> sa.ColumnElement:
    own = {
        "tickets.number": column + numbers,
        "tickets.reference": "PR-2020-" + sa.cast(Ticket.number + numbers, sa.String),
        "kept_mails.redelivery": sa.literal_column(RANDOM[db.engine.dialect.name]),
        "requesters.email_key": "x" + column,
        "requesters.likeness": "x" + column,
        "messages.message_id": column + "x",
    }
    name = f"{column.table.name}.{column.name}"
    if name in own:
        return own[name]
    if column.name == "last_event_id":
        return _first_event(column.table) - shift
    return column - shift if column.type is BigId and column.name not in STAYS else column


def work_off(open_tickets: int) -> None:
    """Leaves so many tickets open, spread over all of the book, its assignees, states and the coming weeks; all others are
    closed. Done without the trail, behind its guards."""
    held = db.session.scalar(sa.select(sa.func.count(Ticket.id))) or 0
    staff = list(db.session.scalars(sa.select(Staff.id).order_by(Staff.id)))
    closed = Ticket.number % max(held // open_tickets, 1) != 0
    turn = Ticket.number / max(held // open_tickets, 1)
    with unit():
        guards.lift(db.session.connection())
        db.session.execute(sa.delete(Plan).where(Plan.ticket_id.in_(sa.select(Ticket.id).where(closed))))
        db.session.execute(sa.update(Ticket).where(closed).values(
            state="closed", closed_at=Ticket.received_at, sort_due=NO_DUE_DATE, unread=False, needs_reading=False))
        done = sa.select(Ticket.id).where(closed)
        db.session.execute(sa.update(PrivacyRequest).where(PrivacyRequest.ticket_id.in_(done)).values(outcome="done"))
        for place in range(DAYS):
            values = {"sort_due": now().date() + timedelta(days=place - LATE), "assignee_id": staff[place % len(staff)],
                      "state": STATES[place % len(STATES)], "unread": place % 5 == 0, "proof": int(place % 4 == 0)}
            db.session.execute(sa.update(Ticket).where(~closed, turn % DAYS == place).values(values))
        guards.lay(db.session.connection())
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")  # as its autovacuum does by and by


def _count_on() -> None:
    """The next ticket gets the number after the last."""
    last = db.session.scalar(sa.select(sa.func.max(Ticket.number)))
    counted = {"sqlite": "UPDATE counters SET value = :last", "postgresql": "SELECT setval('ticket_number', :last)"}
    with unit():
        db.session.execute(sa.text(counted[db.engine.dialect.name]), {"last": last})
