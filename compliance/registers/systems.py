"""The systems register: where the house keeps personal data, and how a request is carried out there.

Each kind of request makes one task for each system in use that handles that kind. Guarded: changes are told by events.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, Json, db, unit
from compliance.ledger import Guarded, hold, record
from compliance.rules.abilities import Actor
from compliance.rules.kinds import BY_KEY


class System(Guarded, Base):
    """A place that holds personal data. `kinds` lists the kinds of request that concern it."""

    __tablename__ = "systems"
    __entity__ = "system"

    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    owner: Mapped[str] = mapped_column(sa.String(200), default="")
    holds: Mapped[str] = mapped_column(sa.Text, default="")
    instructions: Mapped[str] = mapped_column(sa.Text, default="")
    kinds: Mapped[list[str]] = mapped_column(Json)
    active: Mapped[bool] = mapped_column(default=True)


class NotAllowed(Exception):
    """The actor may not keep the register."""


def add(actor: Actor, *, name: str, kinds: list[str], owner: str = "", holds: str = "", instructions: str = "") -> System:
    """Enters a system. Raises ValueError for an empty or taken name or an unknown kind, NotAllowed."""
    _check(actor, name, kinds)
    with unit():
        if db.session.scalar(sa.select(System.id).where(System.name == name)):
            raise ValueError(f"There is already a system called {name}.")
        system = System(name=name, owner=owner, holds=holds, instructions=instructions, kinds=kinds)
        with record(system, "system.added", actor, kinds=kinds):
            pass
        return system


def change(
    system: System, actor: Actor, *, name: str, kinds: list[str], owner: str, holds: str, instructions: str, active: bool
) -> None:
    """Writes the entry anew. Raises ValueError, NotAllowed."""
    _check(actor, name, kinds)
    with unit():
        hold(system)
        taken = sa.select(System.id).where(System.name == name, System.id != system.id)
        if db.session.scalar(taken):
            raise ValueError(f"There is already a system called {name}.")
        with record(system, "system.changed", actor, kinds=kinds):
            system.name, system.owner, system.holds = name, owner, holds
            system.instructions, system.kinds, system.active = instructions, kinds, active


def _check(actor: Actor, name: str, kinds: list[str]) -> None:
    if not actor.can("system.manage"):
        raise NotAllowed("system.manage")
    if not name.strip():
        raise ValueError("A system needs a name.")
    if unknown := [kind for kind in kinds if kind not in BY_KEY]:
        raise ValueError(f"Unknown kind: {', '.join(unknown)}.")


def all_systems() -> list[System]:
    """Every entry, by name."""
    return list(db.session.scalars(sa.select(System).order_by(System.name)))


def systems_for(kind: str) -> list[System]:
    """The systems in use that a request of this kind concerns, by name."""
    return [system for system in all_systems() if system.active and kind in system.kinds]
