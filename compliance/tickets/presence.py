"""Who else has a ticket open: each open page says so every few seconds, and is forgotten soon after it stops.

Nothing hangs on it but a word on the page; what prevents that two overwrite each other is the ledger (`ledger.Conflict`).
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, BigId, db, now, unit

EVERY = 20  # seconds
HERE = timedelta(seconds=3 * EVERY)


class Presence(Base):
    """When a member of staff last had a ticket open."""

    __tablename__ = "presences"

    ticket_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    staff_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)


def here(ticket_id: int, staff_id: int) -> list[int]:
    """Says that somebody has a ticket open. Returns who else has, by id; forgets who has not been anywhere for a while."""
    with unit():
        db.session.execute(sa.delete(Presence).where(Presence.at < now() - HERE))
        db.session.merge(Presence(ticket_id=ticket_id, staff_id=staff_id, at=now()))
        others = sa.select(Presence.staff_id).where(Presence.ticket_id == ticket_id, Presence.staff_id != staff_id)
        return list(db.session.scalars(others.order_by(Presence.staff_id)))
