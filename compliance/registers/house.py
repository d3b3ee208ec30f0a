"""The house itself as a guarded row: events that concern no ticket, account or system have their chain here."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, db, unit
from compliance.ledger import Guarded, hold, record
from compliance.rules.abilities import SYSTEM, Actor

HOUSE_ID = 1


class House(Guarded, Base):
    """One row, made with the first event."""

    __tablename__ = "house"
    __entity__ = "house"

    name: Mapped[str] = mapped_column(sa.String(20), default="house")


def tell(happened: str, actor: Actor, /, **data: Any) -> None:
    """Records an event of the house. Raises ValueError for undeclared fields."""
    with unit():
        house = db.session.get(House, HOUSE_ID)
        if house is None:
            house = House(id=HOUSE_ID)
            with record(house, "house.opened", SYSTEM):
                pass
        hold(house)
        with record(house, happened, actor, **data):
            pass
