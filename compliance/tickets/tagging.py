"""Tags: words by which staff sort tickets. They are made by being used, and the trail names them by their ids alone."""

from collections.abc import Iterable

import sqlalchemy as sa

from compliance.db import db
from compliance.ledger import record
from compliance.rules.abilities import Actor
from compliance.tickets.arrivals import storable
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Tag, Ticket, TicketTag

NAME_LENGTH = 40
MOST = 20  # of one ticket
MOST_TAGS = 500  # in the house


@verb("ticket.tag")
def set_tags(ticket: Ticket, actor: Actor, names: Iterable[str]) -> None:
    """Gives a ticket just these tags. Nothing happens where it has them already."""
    wanted = {tag.id for tag in _tags({_tidy(name) for name in names} - {""})}
    had = {row.tag_id for row in _of(ticket)}
    if wanted == had:
        return
    with record(ticket, "ticket.tagged", actor, added=len(wanted - had), removed=len(had - wanted)):
        for row in _of(ticket):
            if row.tag_id not in wanted:
                db.session.delete(row)
        db.session.add_all(TicketTag(ticket_id=ticket.id, tag_id=tag_id) for tag_id in sorted(wanted - had))


def tags_of(ticket: Ticket) -> list[str]:
    """The names of a ticket's tags."""
    named = sa.select(Tag.name).join(TicketTag, TicketTag.tag_id == Tag.id).where(TicketTag.ticket_id == ticket.id)
    return sorted(db.session.scalars(named))


def all_tags() -> list[Tag]:
    """Every tag that there is, by name."""
    return list(db.session.scalars(sa.select(Tag).order_by(Tag.name).limit(MOST_TAGS)))


def _of(ticket: Ticket) -> list[TicketTag]:
    return list(db.session.scalars(sa.select(TicketTag).where(TicketTag.ticket_id == ticket.id)))


def _tidy(name: str) -> str:
    return " ".join(storable(name).split()).casefold()[:NAME_LENGTH].strip()


def _tags(names: set[str]) -> list[Tag]:
    """The tags of these names, made where they are not there. Raises Refused where there are too many."""
    there = {tag.name: tag for tag in db.session.scalars(sa.select(Tag).where(Tag.name.in_(names)))}
    new = [Tag(name=name) for name in sorted(names - set(there))]
    many = db.session.scalar(sa.select(sa.func.count(Tag.id))) or 0
    if len(names) > MOST or many + len(new) > MOST_TAGS:
        raise Refused("too_many_tags", f"A ticket has at most {MOST} tags, and there are at most {MOST_TAGS} in all.")
    db.session.add_all(new)
    db.session.flush()
    return [*there.values(), *new]
