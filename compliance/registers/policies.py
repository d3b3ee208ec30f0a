"""The versions of the privacy policy, each dated with the day from which it counts; none is ever changed or taken away.

What we may do with data follows the version that was in force when the data was collected: so the old ones stay readable.
The text is plain: paragraphs between empty lines, headings begin with #, points with a dash. Guarded: told by events.
"""

import hashlib
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, db, unit
from compliance.ledger import Guarded, record
from compliance.rules.abilities import Actor

LONGEST = 200_000
LONGEST_CHANGE = 2_000


class Policy(Guarded, Base):
    """One version in one language. `changed` says what is other than in the version before."""

    __tablename__ = "policies"
    __entity__ = "policy"
    __table_args__ = (sa.UniqueConstraint("effective_on", "language"),)

    effective_on: Mapped[date]
    language: Mapped[str] = mapped_column(sa.String(10))
    text: Mapped[str] = mapped_column(sa.Text, deferred=True)
    changed: Mapped[str] = mapped_column(sa.Text, default="")
    sha256: Mapped[str] = mapped_column(sa.String(64))


class NotAllowed(Exception):
    """The actor may not publish."""


def publish(actor: Actor, effective_on: date, language: str, text: str, changed: str = "") -> Policy:
    """Enters a version. Raises ValueError for an empty or too long text and for a day that has one already, NotAllowed."""
    if not actor.can("policy.publish"):
        raise NotAllowed("policy.publish")
    text, changed = text.replace("\r\n", "\n").strip(), changed.strip()
    if not text or len(text) > LONGEST or len(changed) > LONGEST_CHANGE:
        raise ValueError(f"A policy has 1 to {LONGEST:,} characters, and what changed at most {LONGEST_CHANGE:,}.")
    with unit():
        if _of_day(effective_on, language):
            raise ValueError(f"A version of {effective_on.isoformat()} is there already, and versions are never changed.")
        policy = Policy(effective_on=effective_on, language=language, text=text, changed=changed,
                        sha256=hashlib.sha256(text.encode()).hexdigest())
        with record(policy, "policy.published", actor, effective_on=effective_on.isoformat(), language=language,
                    text_digest=policy.sha256):
            pass
        return policy


def versions() -> list[Policy]:
    """Every version, the latest first; without the texts."""
    return list(db.session.scalars(sa.select(Policy).order_by(Policy.effective_on.desc(), Policy.language)))


def in_force(on: date, language: str) -> Policy | None:
    """The version that counts on a day: in that language, else in any. None where none counts yet."""
    dated = sa.select(sa.func.max(Policy.effective_on)).where(Policy.effective_on <= on).scalar_subquery()
    found = db.session.scalars(sa.select(Policy).where(Policy.effective_on == dated).order_by(Policy.id)).all()
    return next((policy for policy in found if policy.language == language), found[0] if found else None)


def _of_day(effective_on: date, language: str) -> Policy | None:
    return db.session.scalar(sa.select(Policy).where(Policy.effective_on == effective_on, Policy.language == language))
