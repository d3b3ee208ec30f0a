"""Which kinds of request need a second person before anything is removed for good, and how long it then waits.

Set by officers, kind by kind. The wait counts from the approval, in hours; for what cannot be undone it is never under a day.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, db, unit
from compliance.registers.house import tell
from compliance.rules.abilities import Actor
from compliance.rules.kinds import BY_KEY

SHORTEST_HOURS, USUAL_HOURS, LONGEST_HOURS = 24, 72, 336


class ApprovalRule(Base):
    """That requests of a kind need a second person."""

    __tablename__ = "approval_rules"

    kind: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    hours: Mapped[int]


def hours_of(kind: str) -> int | None:
    """How long a kind waits once it is approved; None where it needs no second person."""
    rule = db.session.get(ApprovalRule, kind)
    return rule.hours if rule else None


def rules() -> dict[str, int]:
    """Kind -> hours, of all that need a second person."""
    return {rule.kind: rule.hours for rule in db.session.scalars(sa.select(ApprovalRule).order_by(ApprovalRule.kind))}


def set_rule(actor: Actor, kind: str, hours: int | None) -> None:
    """Says that a kind needs a second person and so many hours, or (None) that it needs none. Raises ValueError."""
    if kind not in BY_KEY or not BY_KEY[kind].by_system:
        raise ValueError(f"{kind} is carried out in no system")
    if hours is not None and not SHORTEST_HOURS <= hours <= LONGEST_HOURS:
        raise ValueError(f"from {SHORTEST_HOURS} to {LONGEST_HOURS} hours")
    with unit():
        rule = db.session.get(ApprovalRule, kind)
        if (rule.hours if rule else None) == hours:
            return
        if hours is None:
            db.session.delete(rule)
            tell("house.approval_lifted", actor, kind=kind)
            return
        db.session.merge(ApprovalRule(kind=kind, hours=hours))
        tell("house.approval_set", actor, kind=kind, hours=hours)
