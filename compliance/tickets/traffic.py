"""What went to and came from one address in the last 24 hours; bounded, however much it was."""

from collections.abc import Collection
from datetime import timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from compliance.asking import Question
from compliance.db import db, now
from compliance.registers.limits import limits
from compliance.tickets.models import Message, Requester, Ticket

DAY = timedelta(days=1)
HELD = "held"  # the delivery of a letter that was written and not sent
NEWEST = 200  # tickets of one address that are looked at



def opened_by(address_key: str) -> int:
    """How many tickets an address (casefolded) has opened in a day, counted up to what the house takes."""
    return OPENED(address_key) or 0 if address_key else 0


def written_to(address_key: str) -> int:
    """How many letters went to an address in a day that nobody on staff asked for."""
    return WRITTEN(address_key) or 0


def _opened(addresses: Collection[str]) -> dict[str, int]:
    if not (most := limits().mails):
        return {}
    return _counted(_opened_statement(db.engine.dialect.name), addresses, most)


def _written(addresses: Collection[str]) -> dict[str, int]:
    return _counted(_written_statement(db.engine.dialect.name), addresses, NEWEST)


def _counted(count: sa.Select[Any], addresses: Collection[str], most: int) -> dict[str, int]:
    """Address -> the count about it, for those that are known at all."""
    counted = db.session.execute(count, {"addresses": list(addresses), "most": most, "since": now() - DAY})
    return {row.value: row.number for row in counted}


# Each is put together once for a dialect, since all mails ask it.
@cache
def _opened_statement(dialect: str) -> sa.Select[Any]:
    asked = _asked(dialect)
    return _about(asked, sa.select(sa.func.count(Ticket.id)).where(
        Ticket.requester_id.in_(_newest(asked)), Ticket.opened_at > sa.bindparam("since")))


@cache
def _written_statement(dialect: str) -> sa.Select[Any]:
    asked = _asked(dialect)
    theirs = sa.select(Ticket.id).where(Ticket.requester_id.in_(_newest(asked))).correlate(asked)
    return _about(asked, sa.select(sa.func.count(Message.id)).where(
        Message.ticket_id.in_(theirs), Message.direction == "out", Message.author_id.is_(None), Message.letter.is_not(None),
        Message.delivery != HELD, Message.at > sa.bindparam("since")))


def _asked(dialect: str) -> sa.TableValuedAlias:
    """The addresses as a table of one column, `value`."""
    unfolded = sa.func.json_each if dialect == "sqlite" else sa.func.json_array_elements_text
    return unfolded(sa.bindparam("addresses", type_=sa.JSON)).table_valued(sa.column("value", sa.String), name="asked")


def _newest(asked: sa.TableValuedAlias) -> sa.Select[int]:
    """The newest requesters of an address, so that one which writes without end is not counted without end."""
    newest = sa.select(Requester.id).where(Requester.email_key == asked.c.value).correlate(asked)
    return newest.order_by(Requester.id.desc()).limit(sa.bindparam("most"))


def _about(asked: sa.TableValuedAlias, count: sa.Select[int]) -> sa.Select[Any]:
    known = sa.select(Requester.id).where(Requester.email_key == asked.c.value).exists()
    return sa.select(asked.c.value, count.correlate(asked).scalar_subquery().label("number")).where(known)


OPENED = Question(_opened)
WRITTEN = Question(_written)
