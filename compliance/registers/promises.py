"""What the house has promised about data that lies elsewhere: "newsletter sign-ups: 24 months after the last contact".

Each promise has an owner and a day of review, of which the owner and the officers are reminded as of any deadline. A person
keeps it, outside of this program, and closes the review with a note; the next one follows after `every_months`, or none where
that is 0. The yearly look at children's data is one of them (16 CFR 312.10: nothing of theirs is kept indefinitely).
Guarded: each change is told by an event.
"""

from datetime import date, datetime

import sqlalchemy as sa
from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, BigId, db, now, unit
from compliance.ledger import Guarded, hold, record
from compliance.registers.retention import require
from compliance.rules.abilities import Actor

NAME_LENGTH, TEXT_LENGTH, OWNER_LENGTH, LONGEST_PERIOD = 120, 2_000, 254, 120


class Promise(Guarded, Base):
    """An entry. `review_on` None: kept for good, or ended. `told_on`: the review of which was reminded last."""

    __tablename__ = "promises"
    __entity__ = "promise"

    name: Mapped[str] = mapped_column(sa.String(NAME_LENGTH))
    what: Mapped[str] = mapped_column(sa.Text, default="")
    purpose: Mapped[str] = mapped_column(sa.Text, default="")
    ground: Mapped[str] = mapped_column(sa.Text, default="")
    period: Mapped[str] = mapped_column(sa.Text, default="")
    owner: Mapped[str] = mapped_column(sa.String(OWNER_LENGTH), default="")
    review_on: Mapped[date | None] = mapped_column(index=True)
    every_months: Mapped[int] = mapped_column(default=12)
    told_on: Mapped[date | None]


class PromiseReview(Base):
    """That a person has kept a promise that was due, with their note."""

    __tablename__ = "promise_reviews"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    promise_id: Mapped[int] = mapped_column(sa.ForeignKey("promises.id"), index=True)
    due_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(BigId)
    note: Mapped[str] = mapped_column(sa.Text)


def add(
    actor: Actor, *, name: str, review_on: date, every_months: int = 12, what: str = "", purpose: str = "", ground: str = "",
    period: str = "", owner: str = "",
) -> Promise:
    """Enters a promise. Raises ValueError for an empty name or a wrong length, NotAllowed."""
    texts = _checked(actor, every_months, {
        "name": name, "what": what, "purpose": purpose, "ground": ground, "period": period, "owner": owner})
    with unit():
        promise = Promise(**texts, review_on=review_on, every_months=every_months)
        with record(promise, "promise.added", actor, review=review_on.isoformat()):
            pass
        return promise


def change(promise: Promise, actor: Actor, *, review_on: date, every_months: int, **texts: str) -> None:
    """Writes the entry anew. Raises ValueError, NotAllowed."""
    checked = _checked(actor, every_months, texts)
    with unit():
        hold(promise)
        with record(promise, "promise.changed", actor, review=review_on.isoformat()):
            promise.review_on, promise.every_months, promise.told_on = review_on, every_months, None
            for name, text in checked.items():
                setattr(promise, name, text)


def close_review(promise: Promise, actor: Actor, note: str, today: date) -> None:
    """A person says what they did; the next review is `every_months` later. Raises ValueError without a note, NotAllowed."""
    require(actor)
    if not note.strip() or len(note) > TEXT_LENGTH:
        raise ValueError(f"A review is closed with a note of at most {TEXT_LENGTH:,} characters.")
    with unit():
        hold(promise)
        due = promise.review_on
        if due is None:
            raise ValueError("This promise has no review to close.")
        following = max(due, today) + relativedelta(months=promise.every_months) if promise.every_months else None
        db.session.add(PromiseReview(promise_id=promise.id, due_on=due, at=now(), by_id=actor.id, note=note.strip()))
        with record(promise, "promise.reviewed", actor, due=due.isoformat(),
                    review=following.isoformat() if following else None):
            promise.review_on, promise.told_on = following, None


def all_promises() -> list[Promise]:
    """Every entry, the next review first."""
    return list(db.session.scalars(sa.select(Promise).order_by(Promise.review_on.is_(None), Promise.review_on, Promise.id)))


def reviews_of(promise: Promise) -> list[PromiseReview]:
    """How it was kept, the latest first."""
    wanted = sa.select(PromiseReview).where(PromiseReview.promise_id == promise.id)
    return list(db.session.scalars(wanted.order_by(PromiseReview.id.desc()).limit(100)))


def to_tell(until: date) -> list[Promise]:
    """Promises whose review is due by a day and was not told of yet."""
    due = sa.select(Promise).where(
        Promise.review_on <= until, sa.or_(Promise.told_on.is_(None), Promise.told_on != Promise.review_on))
    return list(db.session.scalars(due.order_by(Promise.id).limit(100)))


def told(promise: Promise, actor: Actor) -> None:
    """Notes, in the open unit, that its review was told of."""
    hold(promise)
    due = promise.review_on.isoformat() if promise.review_on else ""
    with record(promise, "promise.reminded", actor, due=due):
        promise.told_on = promise.review_on


def _checked(actor: Actor, every_months: int, texts: dict[str, str]) -> dict[str, str]:
    require(actor)
    cleaned = {name: text.strip() for name, text in texts.items()}
    if not cleaned["name"] or len(cleaned["name"]) > NAME_LENGTH or len(cleaned["owner"]) > OWNER_LENGTH:
        raise ValueError(f"A promise has a name of at most {NAME_LENGTH} characters.")
    if any(len(text) > TEXT_LENGTH for text in cleaned.values()) or not 0 <= every_months <= LONGEST_PERIOD:
        raise ValueError(f"Texts have at most {TEXT_LENGTH:,} characters, and reviews follow each other within ten years.")
    return cleaned
