"""Sessions of staff: a row for each browser in which somebody signed in, which ends it everywhere when it is deleted.

The cookie holds 256 random bits, the row only their SHA-256. A row tells the browser's name and when it was last used, in steps
of `STEP`; no address. A session ends when it was not used for the idle time, at last when the absolute time is over (NIST SP
800-63B, 4.2.3), and with a new password or the end of the account.

One query reads the session with its account on every request; another in each `STEP` writes when it was used.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import contains_eager

from compliance.db import db, now, unit
from compliance.ledger import hold, record
from compliance.people.devices import device_of
from compliance.people.models import Staff, StaffSession
from compliance.rules.abilities import ROLES

STEP = timedelta(minutes=5)
HALF, ENOUGH, STRONG = 0, 1, 2  # levels of a session


class _House:
    """How long sessions hold in this house, and which roles need a second factor."""

    idle = timedelta(hours=2)
    whole = timedelta(hours=12)
    strong_roles: frozenset[str] = frozenset()


def load(idle_minutes: int, hours: int, strong_roles: Iterable[str]) -> None:
    """Makes the house's limits known. Raises ValueError for a role that there is not."""
    wrong = sorted(set(strong_roles) - ROLES.keys())
    if wrong:
        raise ValueError(f"SECOND_FACTOR_ROLES: there is no role {', '.join(wrong)}")
    _House.idle, _House.whole = timedelta(minutes=idle_minutes), timedelta(hours=hours)
    _House.strong_roles = frozenset(strong_roles)


def needs_second_factor(staff: Staff) -> bool:
    """Whether the account's role must have one."""
    return staff.role in _House.strong_roles


def is_whole(session: StaffSession) -> bool:
    """Whether all has been given that this account needs to be signed in."""
    return session.level >= (STRONG if needs_second_factor(session.staff) else ENOUGH)


def begin(staff: Staff, user_agent: str, level: int, fresh_at: datetime | None = None) -> str:
    """A new session of the account; sweeps those away that are over. Returns what the cookie holds.

    `fresh_at`: when its owner has shown who they are, if not just now.
    """
    token = secrets.token_urlsafe(32)
    with unit():
        over = sa.or_(StaffSession.seen_at < now() - _House.idle, StaffSession.began_at < now() - _House.whole)
        db.session.execute(sa.delete(StaffSession).where(over).execution_options(synchronize_session=False))
        db.session.add(StaffSession(staff_id=staff.id, key=_sha256(token), device=device_of(user_agent), level=level,
                                    began_at=now(), seen_at=now(), fresh_at=fresh_at or now()))
    return token


def find(token: str) -> StaffSession | None:
    """The session that a cookie names, with its account, while both hold."""
    wanted = sa.select(StaffSession).join(StaffSession.staff).where(StaffSession.key == _sha256(token), Staff.active)
    found: StaffSession | None = db.session.scalar(wanted.options(contains_eager(StaffSession.staff)))
    return None if found is None or _over(found) else found


def strengthen(session: StaffSession) -> str:
    """A second factor was given: the session goes on under another secret. Returns what the cookie holds; in the open unit."""
    token = secrets.token_urlsafe(32)
    session.key, session.level, session.fresh_at = _sha256(token), STRONG, now()
    return token


def touch(session: StaffSession) -> None:
    """Notes that the session is in use. A book that cannot be written just now keeps nobody from reading."""
    if now() - session.seen_at < STEP:
        return
    try:
        with unit():
            session.seen_at = now()
    except OperationalError:
        db.session.rollback()


def of(staff: Staff) -> Sequence[StaffSession]:
    """The account's sessions, the one last used first."""
    wanted = sa.select(StaffSession).where(StaffSession.staff_id == staff.id).order_by(StaffSession.seen_at.desc())
    return [session for session in db.session.scalars(wanted) if not _over(session)]


def sign_out(session: StaffSession) -> None:
    """Ends a session by its own button."""
    with unit():
        hold(session.staff)
        with record(session.staff, "staff.signed_out", session.staff.actor):
            db.session.delete(session)


def end(staff: Staff, session_id: int) -> bool:
    """Ends one session of the account; false where it has none such."""
    return _end(staff, StaffSession.id == session_id) == 1


def end_others(staff: Staff, session_id: int) -> int:
    """Ends all sessions of the account but one. Returns how many it were."""
    return _end(staff, StaffSession.id != session_id)


def forget(staff: Staff, but: int | None = None) -> None:
    """Deletes every session of the account but one, in the open unit; whoever calls it records why."""
    gone = sa.delete(StaffSession).where(StaffSession.staff_id == staff.id, StaffSession.id.is_distinct_from(but))
    db.session.execute(gone.execution_options(synchronize_session=False))


def _end(staff: Staff, which: sa.ColumnElement[bool]) -> int:
    with unit():
        hold(staff)
        ended = sa.select(StaffSession).where(StaffSession.staff_id == staff.id, which).with_for_update()
        found = db.session.scalars(ended).all()
        if found:
            with record(staff, "staff.sessions_ended", staff.actor, count=len(found)):
                for session in found:
                    db.session.delete(session)
    return len(found)


def _over(session: StaffSession) -> bool:
    return now() - session.seen_at >= _House.idle or now() - session.began_at >= _House.whole


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
