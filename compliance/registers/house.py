"""The house itself as a guarded row: events that concern no ticket, account or system have their chain here."""

from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, db, unit
from compliance.ledger import Event, Guarded, hold, record
from compliance.rules.abilities import SYSTEM, Actor

HOUSE_ID = 1


class House(Guarded, Base):
    """One row, made with the first event. `is_mute`: restored from a backup, it writes to nobody until a person releases it."""

    __tablename__ = "house"
    __entity__ = "house"

    name: Mapped[str] = mapped_column(sa.String(20), default="house")
    is_mute: Mapped[bool] = mapped_column(default=False)
    about = cast("int | None", None)  # no column: the ticket that the event in the making is about

    @property
    def trail_ticket_id(self) -> int | None:
        """What only looked at a ticket stands on its timeline, but does not change it."""
        return self.about


def tell(happened: str, actor: Actor, /, about: int | None = None, **data: Any) -> None:
    """Records an event of the house, `about` the ticket with this id. Raises ValueError for undeclared fields."""
    with unit():
        house = _house()
        house.about = about
        with record(house, happened, actor, **data):
            pass


def latest_data(happened: str) -> dict[str, Any] | None:
    """The fields of the latest event of this kind; None where there was none."""
    told = sa.select(Event.data).where(Event.kind == happened).order_by(Event.at.desc(), Event.id.desc())
    return db.session.scalar(told.limit(1))


def mute(actor: Actor) -> None:
    """Nothing is sent from now on, until somebody releases it."""
    with unit():
        house = _house()
        with record(house, "house.muted", actor):
            house.is_mute = True


def release(actor: Actor) -> bool:
    """Letters go out again. Returns whether the house was mute. Raises PermissionError for whoever may not."""
    if not actor.can("house.release"):
        raise PermissionError("house.release")
    with unit():
        house = _house()
        if not house.is_mute:
            return False
        with record(house, "house.released", actor):
            house.is_mute = False
        return True


def is_mute() -> bool:
    """Whether nothing may be sent."""
    return bool(db.session.scalar(sa.select(House.is_mute).where(House.id == HOUSE_ID)))


def _house() -> House:
    house = db.session.get(House, HOUSE_ID)
    if house is None:
        house = House(id=HOUSE_ID)
        with record(house, "house.opened", SYSTEM):
            pass
    hold(house)
    return house
