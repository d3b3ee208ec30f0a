"""Asking a colleague to look: `@` and their name, or the part of their address before the @, in an internal note.

Whoever is asked finds the ticket in a view of their own and gets a mail without a word of the note; it leaves the view once
they write on the ticket themselves or say that they have looked. Only who may read tickets can be asked.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance import jobs
from compliance.db import Base, BigId, db, now
from compliance.ledger import record
from compliance.people.accounts import everyone
from compliance.people.models import Staff
from compliance.rules.abilities import Actor
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Ticket, partial

AT = re.compile(r"(?<![\w.@])@(?=\w)")
MOST = 10  # in one note


class Mention(Base):
    """That somebody was asked to look at a ticket. `done_at`: when they had."""

    __tablename__ = "mentions"
    __table_args__ = (partial("ix_mentions_open", "done_at IS NULL", "staff_id", "ticket_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"))
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    by_id: Mapped[int | None] = mapped_column(BigId)
    at: Mapped[datetime]
    done_at: Mapped[datetime | None]


def named_in(text: str, team: Iterable[Staff]) -> list[Staff]:
    """Who is named behind an @: by the whole name, the first name where only one has it, or the address's local part."""
    by_name = _names(team)
    longest = sorted(by_name, key=len, reverse=True)
    found: dict[int, Staff] = {}
    for match in AT.finditer(text):
        rest = text[match.end():].casefold()
        name = next((one for one in longest if rest.startswith(one) and not rest[len(one):len(one) + 1].isalnum()), None)
        if name:
            found.setdefault(by_name[name].id, by_name[name])
    return list(found.values())[:MOST]


def _names(team: Iterable[Staff]) -> dict[str, Staff]:
    readers = [staff for staff in team if staff.active and staff.email and staff.actor.can("ticket.read")]
    names: dict[str, Staff] = {}
    for name_of in (_local_part, _whole_name, _first_name):  # what stands first counts before what only resembles it
        several = Counter(map(name_of, readers))
        for staff in readers:
            if (name := name_of(staff)) and several[name] == 1:
                names.setdefault(name, staff)
    return names


def _local_part(staff: Staff) -> str:
    return staff.email.split("@")[0].casefold()


def _whole_name(staff: Staff) -> str:
    return " ".join(staff.name.casefold().split())


def _first_name(staff: Staff) -> str:
    return next(iter(staff.name.casefold().split()), "")


def mention(ticket: Ticket, actor: Actor, text: str) -> None:
    """Asks everybody whom a note names, in the open unit; for verbs only. Whoever writes has looked themselves."""
    looked(ticket, actor)
    for staff in named_in(text, everyone()) if AT.search(text) else []:
        if staff.id == actor.id:
            continue
        row = Mention(ticket_id=ticket.id, staff_id=staff.id, by_id=actor.id, at=now())
        db.session.add(row)
        with record(ticket, "ticket.mentioned", actor, to_staff=staff.id):
            jobs.enqueue("staff.mention", ticket=ticket.id, staff=staff.id)


def looked(ticket: Ticket, actor: Actor) -> int:
    """What was asked of this member of staff here is done, in the open unit. Returns how often they were asked."""
    if actor.kind != "staff":
        return 0
    asked = sa.update(Mention).where(Mention.ticket_id == ticket.id, Mention.staff_id == actor.id, Mention.done_at.is_(None))
    return db.session.execute(asked.values(done_at=now())).rowcount  # type: ignore[attr-defined, no-any-return]


def asked_by(ticket: Ticket, staff_id: int) -> list[Mention]:
    """Who asks this member of staff to look here, the latest first."""
    wanted = sa.select(Mention).where(Mention.ticket_id == ticket.id, Mention.staff_id == staff_id, Mention.done_at.is_(None))
    return list(db.session.scalars(wanted.order_by(Mention.id.desc())))


@verb("ticket.read")
def have_looked(ticket: Ticket, actor: Actor) -> None:
    """Somebody says that they have looked."""
    if not looked(ticket, actor):
        raise Refused("not_asked", "Nobody asks you to look here.")
    with record(ticket, "ticket.looked_at", actor):
        pass
