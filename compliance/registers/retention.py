"""The register of retention rules: what the house has set other than `rules.retention` says. Guarded: told by events.

A setting counts for all tickets, those of one law, one kind, or both. A change is worked into the plans of all closed tickets
by the job `retention.replan`; until a part is erased, the newest setting counts for it.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance import jobs
from compliance.db import Base, db, unit
from compliance.ledger import Guarded, hold, record
from compliance.rules import kinds, regimes
from compliance.rules.abilities import Actor
from compliance.rules.retention import ADJUSTABLE, LONGEST, OF_TICKETS, Setting


class RetentionRule(Guarded, Base):
    """A setting. `law` and `kind` are empty where it counts for all; `active` False: taken back."""

    __tablename__ = "retention_rules"
    __entity__ = "retention"
    __table_args__ = (sa.UniqueConstraint("key", "law", "kind"),)

    key: Mapped[str] = mapped_column(sa.String(20))
    law: Mapped[str] = mapped_column(sa.String(40), default="")
    kind: Mapped[str] = mapped_column(sa.String(20), default="")
    months: Mapped[int]
    automatic: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)


class NotAllowed(Exception):
    """The actor may not keep the register."""


def require(actor: Actor) -> None:
    """Raises NotAllowed for whoever may not keep the register."""
    if not actor.can("retention.manage"):
        raise NotAllowed("retention.manage")


def set_rule(actor: Actor, key: str, months: int, *, automatic: bool, law: str = "", kind: str = "") -> RetentionRule:
    """Sets a period in months, and whether the worker erases without a release. Raises ValueError, NotAllowed."""
    require(actor)
    if key not in ADJUSTABLE:
        raise ValueError(f"There is no rule called {key} that could be adjusted.")
    if not 0 <= months <= LONGEST:
        raise ValueError(f"A period has 0 to {LONGEST} months.")
    if (law and law not in regimes.BY_ID) or (kind and kind not in kinds.BY_KEY):
        raise ValueError("There is no such law or kind of request.")
    if (law or kind) and key not in OF_TICKETS:
        raise ValueError("Only rules for tickets go by law and kind.")
    with unit():
        found = sa.select(RetentionRule).where(
            RetentionRule.key == key, RetentionRule.law == law, RetentionRule.kind == kind)
        rule = db.session.scalar(found) or RetentionRule(key=key, law=law, kind=kind, months=months)
        if sa.inspect(rule).persistent:
            hold(rule)
        with record(rule, "retention.set", actor, of_rule=key, law=law or None, of_kind=kind or None, months=months,
                    automatic=int(automatic)):
            rule.months, rule.automatic, rule.active = months, automatic, True
        jobs.enqueue("retention.replan", after=0)
        return rule


def take_back(rule: RetentionRule, actor: Actor) -> None:
    """The usual period counts again. Raises NotAllowed."""
    require(actor)
    with unit():
        hold(rule)
        with record(rule, "retention.taken_back", actor, of_rule=rule.key):
            rule.active = False
        jobs.enqueue("retention.replan", after=0)


def rules() -> list[RetentionRule]:
    """What the house has set and not taken back."""
    wanted = sa.select(RetentionRule).where(RetentionRule.active)
    return list(db.session.scalars(wanted.order_by(RetentionRule.key, RetentionRule.law, RetentionRule.kind)))


def settings() -> tuple[Setting, ...]:
    """The same, as the rules read it."""
    return tuple(Setting(rule.key, rule.months, rule.automatic, rule.law or None, rule.kind or None) for rule in rules())
