"""Erasing personal data of tickets: the keys of what is sealed are destroyed first, then the columns are blanked.

`rules.personal` says which columns of which tables go with which part; here stands only how a table's rows are found from
their tickets. All of it happens in one unit with an event for each ticket, which tells how many rows and keys, and the digest
of which rows these were: enough to prove what was done, and nothing about the person. A ticket's rows, its requests, tasks
and trail remain, and so do the keyed digests of the registers (suppression, dead addresses).

Nothing of a ticket is erased that is not closed or on which a legal hold stands. The bytes themselves go with the commit:
SQLite overwrites freed pages (`secure_delete`), and the job `retention.settle` empties its write-ahead log; PostgreSQL frees
them by its autovacuum.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from compliance import jobs
from compliance.db import Base, db, empty_log, now
from compliance.ledger import digest, tell_many, tips_of
from compliance.rules.abilities import Actor
from compliance.rules.personal import BLANKED, PARTS, columns_of, deleted_with
from compliance.sealing import SealKey, destroy
from compliance.tickets import searching
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Message, Ticket
from compliance.tickets.retaining import DONE, ENDED, RetentionDue, hold_of
from compliance.tickets.talking import FAILED, QUEUED

# What else knows the words of tickets: each is called with the ids of tickets and the part that goes, in the same unit.
INDEXES: tuple[Callable[[Sequence[int], str], None], ...] = (searching.forget,)
# Table -> its sealed column, beside which stands `key_id`.
SEALED = {"kept_mails": "raw", "attachments": "content", "identity_documents": "content"}
PAGE = 5_000  # ids in one statement
AGAIN = timedelta(minutes=1)

Found = dict[str, list[tuple[int, int]]]  # table -> ticket and row


@verb("ticket.erase")
def erase(ticket: Ticket, actor: Actor, reason: str = "asked") -> None:
    """Erases all personal data of a ticket, and of those whose mail was put onto it, now. `reason` is a code."""
    if ticket.state not in ENDED:
        raise Refused("not_closed", "Close the ticket first: only what is closed may be erased.")
    if hold_of(ticket):
        raise Refused("held", "A legal hold stands on this ticket: nothing of it may be erased.")
    joined = sa.select(Ticket.id).where(Ticket.placed_on_id == ticket.id)
    ids = [ticket.id, *db.session.scalars(joined)]
    for part in PARTS:
        erase_part(ids, part, actor, reason)
    db.session.expire_all()
    jobs.enqueue("retention.settle")


def erase_part(ids: Sequence[int], part: str, actor: Actor, reason: str) -> list[int]:
    """Erases one part of some tickets in the open unit; returns of which. Those that others hold are left out.

    That they may be erased is for the caller to see to.
    """
    db.session.flush()
    tips = tips_of(Ticket, list(ids))
    taken = [tip.row_id for tip in tips]
    found = _find(taken, part)
    keys = _destroy_keys(found, part)
    for table, rows in found.items():
        wipe(table, [row_id for _, row_id in rows], columns_of(part, table))
    _stop_letters(taken)
    for forget in INDEXES:
        forget(taken, part)
    told = _told(taken, found, keys)
    tell_many(Ticket, [(tip, "ticket.erased", {"part": part, "reason": reason, **told[tip.row_id]}) for tip in tips], actor)
    standing = sa.select(RetentionDue).where(RetentionDue.ticket_id.in_(taken), RetentionDue.part == part)
    for due in db.session.scalars(standing):
        due.state, due.done_at = DONE, now()
        due.rows, due.digest = told[due.ticket_id]["rows"], told[due.ticket_id]["digest"]
    return taken


@jobs.handler("retention.settle")
def settle(_claim: jobs.Claim) -> None:
    """Empties the write-ahead log of SQLite, in which what was erased still stands; puts itself off while somebody reads."""
    db.session.rollback()
    if not empty_log():
        raise jobs.Postpone(AGAIN)


def _find(ids: Sequence[int], part: str) -> Found:
    """The rows of the tickets in the tables that have something of this part."""
    return {
        name: [(ticket_id, row_id) for ticket_id, row_id in db.session.execute(rows)]
        for name, rows in rows_of(ids) if part in BLANKED.get(name, {}).values() or name in deleted_with(part)
    }


def rows_of(ids: Sequence[int]) -> Iterator[tuple[str, sa.Select[int, int]]]:
    """For each table the ids of tickets and of their rows."""
    tickets, requests, messages, requesters = (_table(n) for n in ("tickets", "requests", "messages", "requesters"))
    details, attachments, list_links = (_table(n) for n in ("details", "attachments", "list_links"))
    amendments, amended = _table("amendments"), _table("amended")
    of_messages = messages.c.ticket_id.in_(ids)
    yield "kept_mails", sa.select(messages.c.ticket_id, messages.c.kept_id).where(of_messages, messages.c.kept_id.is_not(None))
    yield "attachments", sa.select(messages.c.ticket_id, attachments.c.id).join_from(messages, attachments).where(of_messages)
    yield "messages", sa.select(messages.c.ticket_id, messages.c.id).where(of_messages)
    yield "details", sa.select(requests.c.ticket_id, details.c.id).join_from(requests, details).where(
        requests.c.ticket_id.in_(ids))
    of_requests = requests.c.ticket_id.in_(ids)
    yield "amendments", sa.select(requests.c.ticket_id, amendments.c.id).join_from(requests, amendments).where(of_requests)
    yield "amended", sa.select(requests.c.ticket_id, amended.c.id).join_from(requests, amendments).join(amended).where(
        of_requests)
    yield "requesters", sa.select(tickets.c.id, tickets.c.requester_id).where(tickets.c.id.in_(ids))
    yield "list_links", sa.select(tickets.c.id, list_links.c.id).join_from(tickets, requesters).join(
        list_links, list_links.c.address.in_([requesters.c.email, requesters.c.email_key])).where(tickets.c.id.in_(ids))
    for name in ("learning_examples", "known_addresses", "identity_documents"):
        own = _table(name)
        yield name, sa.select(own.c.ticket_id, own.c.id).where(own.c.ticket_id.in_(ids))
    entries = _table("search_entries")
    yield "search_entries", sa.select(entries.c.rowid, entries.c.rowid.label("row")).where(entries.c.rowid.in_(ids))
    holds = _table("legal_holds")
    yield "legal_holds", sa.select(holds.c.ticket_id, holds.c.ticket_id.label("row")).where(holds.c.ticket_id.in_(ids))


def _destroy_keys(found: Found, part: str) -> Counter[int]:
    """Destroys the keys of what is sealed in these rows. Returns for each ticket how many."""
    destroyed: Counter[int] = Counter()
    for name, column in SEALED.items():
        if column in columns_of(part, name):
            owners = {row_id: ticket_id for ticket_id, row_id in found[name]}
            destroyed.update(owners[row_id] for row_id in destroy_keys(name, list(owners)))
    return destroyed


def destroy_keys(name: str, ids: Sequence[int]) -> list[int]:
    """Destroys the keys of these rows of a table in the open unit; a row of each key comes back."""
    table = _table(name)
    rows: dict[int, int] = {}
    for page in _pages(ids):
        keyed = sa.select(table.c.key_id, table.c.id).join(SealKey, SealKey.id == table.c.key_id).where(table.c.id.in_(page))
        keys = {row.key_id: row.id for row in db.session.execute(keyed)}
        destroy(list(keys))
        rows |= keys
    return list(rows.values())


def wipe(name: str, ids: Sequence[int], columns: Sequence[str] = ()) -> None:
    """Blanks these columns of rows in the open unit; without columns deletes the rows."""
    table = _table(name)
    own = next(iter(table.primary_key))
    values = {table.c[column]: _nothing(table.c[column]) for column in columns}
    if SEALED.get(name, "") in columns and table.c.key_id.nullable:
        values[table.c.key_id] = None
    for page in _pages(ids):
        statement: Any = sa.update(table).values(values) if values else sa.delete(table)
        db.session.execute(statement.where(own.in_(page)))


def _stop_letters(ids: Sequence[int]) -> None:
    """A letter that has not gone out must not go out with nothing in it, or to nobody."""
    waiting = sa.update(Message).where(Message.ticket_id.in_(ids), Message.delivery == QUEUED)
    db.session.execute(waiting.values(delivery=FAILED, error="erased").execution_options(synchronize_session=False))


def _told(ids: Sequence[int], found: Found, keys: Counter[int]) -> dict[int, dict[str, Any]]:
    """What the event says of each ticket; the digest is over which rows they were."""
    rows: dict[int, dict[str, list[str]]] = {ticket_id: {} for ticket_id in ids}
    for name, pairs in found.items():
        for ticket_id, row_id in pairs:
            rows[ticket_id].setdefault(name, []).append(str(row_id))
    return {
        ticket_id: {"rows": sum(map(len, mine.values())), "keys": keys[ticket_id],
                    "digest": digest({name: sorted(row_ids) for name, row_ids in mine.items()})}
        for ticket_id, mine in rows.items()
    }


def _table(name: str) -> sa.Table:
    return Base.metadata.tables[name]


def _nothing(column: sa.Column[Any]) -> Any:
    """What a blanked column holds."""
    if isinstance(column.type, sa.LargeBinary):
        return b""
    if column.nullable:
        return sa.null()
    return "" if isinstance(column.type, sa.String) else []


def _pages(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(ids), PAGE):
        yield ids[first:first + PAGE]
