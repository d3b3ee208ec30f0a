"""The search index: one entry for each ticket, with the tokens of its people and of what they and staff wrote.

SQLite keeps it in a full-text table (FTS5), PostgreSQL as `tsvector` with a GIN index; the words themselves are cut, stemmed
and sealed alike for both (`rules.search_words`), so that the same search finds the same. An entry is written in the unit that
writes its message, and goes with its words (`tickets.erasing`). `rebuild_all` makes it anew where the key has changed.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, BigId, db, unit
from compliance.gathering import insert
from compliance.rules import search_words
from compliance.rules.personal import WORDS
from compliance.tickets.models import Message, Requester, Ticket

PAGE = 200
HEARD = frozenset({"new", "reply"})  # what machines wrote is not searched

_keys: list[bytes] = []


class Tokens(sa.types.TypeDecorator[frozenset[str]]):
    """A set of tokens, written as words with spaces between."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        return TSVECTOR() if dialect.name == "postgresql" else sa.Text()

    def bind_expression(self, bindvalue: sa.BindParameter[Any]) -> sa.ColumnElement[Any] | None:
        return sa.type_coerce(sa.cast(bindvalue, _Vector), self)

    def process_bind_param(self, value: frozenset[str] | None, dialect: sa.Dialect) -> Any:
        return " ".join(sorted(value or ()))

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> frozenset[str]:
        return frozenset((value or "").replace("'", "").split())


_Vector = sa.Text().with_variant(TSVECTOR(), "postgresql")


class SearchEntry(Base):
    """What one ticket is found by; its id is the ticket's."""

    __tablename__ = "search_entries"

    id: Mapped[int] = mapped_column("rowid", BigId, primary_key=True, autoincrement=False)
    tokens: Mapped[frozenset[str]] = mapped_column(Tokens)


def load(secret: str) -> None:
    """Says with which key tokens are made."""
    _keys[:] = [hashlib.blake2b(secret.encode(), person=b"search words").digest()]


def enter(ticket: Ticket, message: Message) -> None:
    """The entry of a new ticket, in the open unit."""
    insert(SearchEntry(id=ticket.id, tokens=_sealed(_people(ticket.requester) | _of_message(message, ticket))))


def extend(ticket: Ticket, message: Message) -> None:
    """Adds what was written on a ticket, in the open unit."""
    entry = db.session.get(SearchEntry, ticket.id)
    if entry is None:
        rebuild(ticket)
    else:
        entry.tokens = entry.tokens | _sealed(_of_message(message, ticket))


def rebuild(ticket: Ticket) -> None:
    """Makes the entry of a ticket anew from what stands on it, in the open unit."""
    db.session.flush()
    terms = _people(ticket.requester)
    for message in db.session.scalars(sa.select(Message).where(Message.ticket_id == ticket.id)):
        terms |= _of_message(message, ticket)
    entry = db.session.get(SearchEntry, ticket.id)
    if entry is None:
        db.session.add(SearchEntry(id=ticket.id, tokens=_sealed(terms)))
    else:
        entry.tokens = _sealed(terms)


def rebuild_all() -> int:
    """Makes every entry anew, a page in each unit. Returns how many."""
    last = count = 0
    while True:
        page = sa.select(Ticket).where(Ticket.id > last).order_by(Ticket.id).limit(PAGE)
        with unit():
            tickets = list(db.session.scalars(page))
            for ticket in tickets:
                rebuild(ticket)
                last, count = ticket.id, count + 1
        db.session.expunge_all()
        if not tickets:
            return count


def forget(ids: Sequence[int], part: str) -> None:
    """Takes the words out of the entries of these tickets once they are erased, in the open unit; the people stay for now."""
    if part == WORDS:
        db.session.execute(sa.delete(SearchEntry).where(SearchEntry.id.in_(ids)))
        people = sa.select(Ticket.id, Requester).join(Ticket.requester).where(Ticket.id.in_(ids))
        rows = [{"id": ticket_id, "tokens": _sealed(_people(person))} for ticket_id, person in db.session.execute(people)]
        db.session.execute(sa.insert(SearchEntry), rows)


def found_by(groups: Iterable[frozenset[str]]) -> sa.ColumnElement[bool]:
    """Whether an entry has a term of each group; no group, no entry."""
    wanted = [sorted(search_words.tokens(group, _keys[0])) for group in groups]
    if not wanted:
        return sa.false()
    if db.engine.dialect.name == "postgresql":
        query = " & ".join(f"({' | '.join(group)})" for group in wanted)
        return SearchEntry.tokens.op("@@", is_comparison=True)(sa.cast(sa.literal(query, sa.Text()), TSQUERY))
    query = " AND ".join(f"({' OR '.join(group)})" for group in wanted)
    table: sa.ColumnElement[str] = sa.literal_column(SearchEntry.__tablename__, sa.Text())
    return table.op("MATCH", is_comparison=True)(sa.literal(query, sa.Text()))


def _of_message(message: Message, ticket: Ticket) -> set[str]:
    """The words of a mail or note, of a letter those that staff wrote, and of a mail its sender."""
    if message.direction == "in" and message.outcome not in HEARD:
        return set()
    terms = search_words.of_text(f"{message.subject} {message.text}", message.language or ticket.language)
    return terms | search_words.of_person(message.sender_name, message.sender) if message.direction == "in" else terms


def _people(person: Requester) -> set[str]:
    return search_words.of_person(person.name, person.email) | search_words.of_person(person.for_name, person.for_email)


def _sealed(terms: Iterable[str]) -> frozenset[str]:
    return frozenset(search_words.tokens(terms, _keys[0]))
