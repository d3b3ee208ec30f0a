"""Lists that staff have put together and keep by name: their own, and those of the team.

A saved view is the query of the queue's address, so that opening one is following a link; whoever may read the queue may keep
views of their own, and who may do so for the team is for the desk to say.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, BigId, db, unit
from compliance.registers.house import tell
from compliance.rules.abilities import Actor

NAME_LENGTH, QUERY_LENGTH = 60, 1000
MOST = 30  # of one person, or of the team


class SavedView(Base):
    """A list kept by name; `staff_id` None: the team's."""

    __tablename__ = "saved_views"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(NAME_LENGTH))
    query: Mapped[str] = mapped_column(sa.String(QUERY_LENGTH))


class TooManyViews(ValueError):
    """Somebody keeps as many views as there may be, or its query is too long."""


def views_of(staff_id: int) -> list[SavedView]:
    """The team's views, then this member of staff's own, each in the order of their names."""
    theirs = sa.or_(SavedView.staff_id.is_(None), SavedView.staff_id == staff_id)
    found = list(db.session.scalars(sa.select(SavedView).where(theirs)))
    return sorted(found, key=lambda view: (view.staff_id is not None, view.name.casefold(), view.id))


def save(name: str, query: str, actor: Actor, *, team: bool) -> SavedView:
    """Keeps a list under a name; one of the same name is replaced. Raises TooManyViews."""
    owner = None if team else actor.id
    with unit():
        same_owner = SavedView.staff_id.is_(None) if team else SavedView.staff_id == actor.id
        kept = {view.name: view for view in db.session.scalars(sa.select(SavedView).where(same_owner))}
        if len(query) > QUERY_LENGTH or (name not in kept and len(kept) >= MOST):
            raise TooManyViews(name)
        view = kept.get(name) or SavedView(staff_id=owner, name=name)
        view.query = query
        db.session.add(view)
        tell("house.view_saved", actor, view=view.id, of="team" if team else "own")
    return view


def remove(view_id: int, actor: Actor, *, team: bool) -> bool:
    """Removes one's own view, or with `team` one of the team's. Returns whether there was one."""
    with unit():
        view = db.session.get(SavedView, view_id)
        if view is None or view.staff_id != (None if team else actor.id):
            return False
        db.session.delete(view)
        tell("house.view_removed", actor, view=view.id, of="team" if team else "own")
    return True
