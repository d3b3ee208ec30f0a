"""The systems register: where personal data is kept, by whom, and how a request is carried out there.

Each kind of request makes one task for each system in use that handles that kind. A system is our own, that of a processor who
keeps data for us (GDPR Art. 28), or that of a recipient whom we gave data and who must be told of what is corrected, erased or
restricted (Art. 19). Where its entry names a contact outside of the house, or a respondent within it, these are asked to do the
task there and answer for it (`tickets.instructing`). Guarded: changes are told by events.
"""

import re
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, BigId, Json, db, unit
from compliance.ledger import Guarded, hold, record
from compliance.rules.abilities import Actor
from compliance.rules.kinds import BY_KEY

OWN, PROCESSOR, RECIPIENT = "own", "processor", "recipient"
RELATIONS = {
    OWN: "ours", PROCESSOR: "a processor's (they keep it for us)", RECIPIENT: "a recipient's (we gave them data)",
}
MOST_DAYS = 365
MAIL = re.compile(r"[^@\s]+@[^@\s]+")


class System(Guarded, Base):
    """A place that holds personal data. `kinds` lists the kinds of request that concern it, `how` what is done there for one
    of them. `contact` is the mail address of who is asked outside of the house, `respondent_id` who is asked within it;
    `days`: calendar days that they have."""

    __tablename__ = "systems"
    __entity__ = "system"

    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    owner: Mapped[str] = mapped_column(sa.String(200), default="")
    holds: Mapped[str] = mapped_column(sa.Text, default="")
    instructions: Mapped[str] = mapped_column(sa.Text, default="")
    kinds: Mapped[list[str]] = mapped_column(Json)
    active: Mapped[bool] = mapped_column(default=True)
    relation: Mapped[str] = mapped_column(sa.String(10), default=OWN)
    contact: Mapped[str] = mapped_column(sa.String(254), default="")
    respondent_id: Mapped[int | None] = mapped_column(BigId, index=True)
    days: Mapped[int | None]
    how: Mapped[dict[str, str]] = mapped_column(Json, default=dict)

    @property
    def asks(self) -> bool:
        """Whether somebody is asked to do its tasks."""
        return bool(self.contact or self.respondent_id)

    def how_to(self, kind: str) -> str:
        """How a request of this kind is carried out there; what holds for all kinds where nothing is said of this one."""
        return self.how.get(kind) or self.instructions


@dataclass(frozen=True)
class Entry:
    """What stands in the register of one system."""

    name: str
    kinds: list[str]
    owner: str = ""
    holds: str = ""
    instructions: str = ""
    active: bool = True
    relation: str = OWN
    contact: str = ""
    respondent_id: int | None = None
    days: int | None = None
    how: dict[str, str] = field(default_factory=dict)


class NotAllowed(Exception):
    """The actor may not keep the register."""


def add(actor: Actor, entry: Entry) -> System:
    """Enters a system. Raises ValueError for an empty or taken name or anything else that cannot be, NotAllowed."""
    _check(actor, entry)
    with unit():
        if db.session.scalar(sa.select(System.id).where(System.name == entry.name)):
            raise ValueError(f"There is already a system called {entry.name}.")
        system = System(name=entry.name)
        _write(system, entry)
        with record(system, "system.added", actor, kinds=entry.kinds):
            pass
        return system


def change(system: System, actor: Actor, entry: Entry) -> None:
    """Writes the entry anew. Raises ValueError, NotAllowed."""
    _check(actor, entry)
    with unit():
        hold(system)
        taken = sa.select(System.id).where(System.name == entry.name, System.id != system.id)
        if db.session.scalar(taken):
            raise ValueError(f"There is already a system called {entry.name}.")
        with record(system, "system.changed", actor, kinds=entry.kinds):
            _write(system, entry)


def _write(system: System, entry: Entry) -> None:
    system.name, system.owner, system.holds = entry.name, entry.owner, entry.holds
    system.instructions, system.kinds, system.active = entry.instructions, entry.kinds, entry.active
    system.relation, system.contact, system.respondent_id = entry.relation, entry.contact, entry.respondent_id
    system.days = entry.days
    system.how = {kind: words for kind, words in entry.how.items() if words and kind in entry.kinds}


def _check(actor: Actor, entry: Entry) -> None:
    if not actor.can("system.manage"):
        raise NotAllowed("system.manage")
    if not entry.name.strip():
        raise ValueError("A system needs a name.")
    if unknown := [kind for kind in entry.kinds if kind not in BY_KEY]:
        raise ValueError(f"Unknown kind: {', '.join(unknown)}.")
    if entry.relation not in RELATIONS:
        raise ValueError("Say whose system it is.")
    if entry.contact and not MAIL.fullmatch(entry.contact):
        raise ValueError("The contact is not a mail address.")
    if entry.contact and entry.respondent_id:
        raise ValueError("Name a contact outside of the house or a colleague, not both.")
    if entry.days is not None and not 0 < entry.days <= MOST_DAYS:
        raise ValueError(f"The days are from 1 to {MOST_DAYS}.")


def all_systems() -> list[System]:
    """Every entry, by name."""
    return list(db.session.scalars(sa.select(System).order_by(System.name)))


def systems_for(kind: str) -> list[System]:
    """The systems in use that a request of this kind concerns, by name."""
    return [system for system in all_systems() if system.active and kind in system.kinds]
