"""Accounts of staff: invited by a one-time link, signed in by a password under argon2id.

Nobody has a default password. The first administrator's account is made empty on first start, and its link asks for the
address too. Only the SHA-256 of a link's token is stored; a link works once and for `INVITATION`.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from compliance.db import db, now, unit
from compliance.ledger import Event, hold, record
from compliance.people import second_step, sessions
from compliance.people.models import Staff
from compliance.registers.house import tell
from compliance.rules.abilities import ROLES, SYSTEM, Actor

INVITATION = timedelta(days=3)
SHORTEST_PASSWORD = 12
ERASED = "erased-"  # begins the address of an erased account
LONGEST_PASSWORD = 256  # a longer one never reaches argon2

_hasher = PasswordHasher()
_dummy = _hasher.hash(secrets.token_hex(16))


class AccountError(Exception):
    """What is wrong, in a sentence for the person at the screen or shell."""


def add(actor: Actor, email: str, role: str, name: str = "") -> tuple[Staff, str]:
    """A new account and the token of its one-time link. Raises AccountError."""
    _check_may(actor)
    email = email.strip().lower()
    if role not in ROLES:
        raise AccountError(f"There is no role {role}; choose one of {', '.join(ROLES)}.")
    if email and "@" not in email:
        raise AccountError(f"{email} is not a mail address.")
    token = secrets.token_urlsafe(32)
    with unit():
        if db.session.scalar(sa.select(Staff.id).where(Staff.email == email)):
            raise AccountError("There is already an account for that address.")
        staff = Staff(
            email=email, name=name, role=role, active=True, invitation=_sha256(token), invited_until=now() + INVITATION,
        )
        with record(staff, "staff.added", actor, role=role):
            pass
    return staff, token


def invite(staff: Staff, actor: Actor) -> str:
    """A new one-time link for an account; the one before stops working. Returns its token."""
    _check_may(actor)
    token = secrets.token_urlsafe(32)
    with unit():
        hold(staff)
        with record(staff, "staff.invited", actor):
            staff.invitation, staff.invited_until = _sha256(token), now() + INVITATION
    return token


def invited(token: str) -> Staff | None:
    """The account that a one-time link opens, while it holds."""
    staff: Staff | None = db.session.scalar(sa.select(Staff).where(Staff.invitation == _sha256(token)))
    if staff is None or not staff.active or staff.invited_until is None or staff.invited_until < now():
        return None
    return staff


def set_password(staff: Staff, password: str, *, email: str | None = None, name: str | None = None) -> None:
    """Sets the password, ends every session and the link. Raises AccountError."""
    if len(password) < SHORTEST_PASSWORD:
        raise AccountError(f"A password needs at least {SHORTEST_PASSWORD} characters.")
    if len(password) > LONGEST_PASSWORD:
        raise AccountError(f"A password has at most {LONGEST_PASSWORD} characters.")
    with unit():
        hold(staff)
        if email and db.session.scalar(sa.select(Staff.id).where(Staff.email == email.lower(), Staff.id != staff.id)):
            raise AccountError("There is already an account for that address.")
        with record(staff, "staff.password_set", staff.actor):
            sessions.forget(staff)
            staff.password = _hasher.hash(password)
            staff.invitation = staff.invited_until = None
            staff.email = email.strip().lower() if email else staff.email
            staff.name = name.strip() if name else staff.name


def sign_in(email: str, password: str) -> Staff | None:
    """The account, when address and password fit; every try is recorded. Takes the same time for an unknown address."""
    staff = db.session.scalar(sa.select(Staff).where(Staff.email == email.strip().lower()))
    fits = _fits(staff.password if staff and staff.password else _dummy, password)
    if staff is None or not staff.password:
        tell("house.sign_in_failed", SYSTEM)
        return None
    welcome = fits and staff.active
    half = "staff.half_signed_in" if second_step.factors_of(staff) else "staff.signed_in"
    with unit():
        hold(staff)
        with record(staff, half if welcome else "staff.sign_in_failed", staff.actor):
            pass
    return staff if welcome else None


def is_own_password(staff: Staff, password: str) -> bool:
    """Whether this is the account's password, for acts that need it typed anew."""
    return bool(staff.password) and _fits(staff.password or _dummy, password)


def settle(staff: Staff, *, timezone: str | None, digest: bool) -> None:
    """How reminders come: in which zone a day begins (None: the house's), single mails or a digest."""
    with unit():
        hold(staff)
        with record(staff, "staff.settled", staff.actor):
            staff.timezone, staff.digest = timezone, digest


def make_feed(staff: Staff) -> str:
    """A new secret for the calendar feed; the one before ends. Returns it; only its SHA-256 is kept."""
    token = secrets.token_urlsafe(32)
    with unit():
        hold(staff)
        with record(staff, "staff.feed_made", staff.actor):
            staff.feed = _sha256(token)
    return token


def end_feed(staff: Staff) -> None:
    """Ends the calendar feed."""
    with unit():
        hold(staff)
        with record(staff, "staff.feed_ended", staff.actor):
            staff.feed = None


def by_feed(token: str) -> Staff | None:
    """The account that a feed's secret belongs to, while it is active and may read tickets."""
    staff: Staff | None = db.session.scalar(sa.select(Staff).where(Staff.feed == _sha256(token)))
    return staff if staff is not None and staff.active and staff.actor.can("ticket.read") else None


def disable(staff: Staff, actor: Actor) -> None:
    """Ends an account and its sessions. Raises AccountError for one's own."""
    _check_may(actor)
    if actor.kind == "staff" and actor.id == staff.id:
        raise AccountError("You cannot disable your own account.")
    with unit():
        hold(staff)
        with record(staff, "staff.disabled", actor):
            sessions.forget(staff)
            second_step.forget(staff)
            staff.active, staff.invitation, staff.feed = False, None, None


def by_address(email: str) -> Staff | None:
    """The account of a mail address, while it is active."""
    wanted = sa.select(Staff).where(Staff.email == email.strip().lower(), Staff.active)
    found: Staff | None = db.session.scalar(wanted)
    return found


def everyone() -> list[Staff]:
    """All accounts, by address."""
    return list(db.session.scalars(sa.select(Staff).order_by(Staff.email)))


def first_administrator() -> str | None:
    """On a book without any usable account: the token of a link to make the first one; else None."""
    if db.session.scalar(sa.select(Staff.id).where(sa.or_(Staff.password.is_not(None), Staff.subject.is_not(None))).limit(1)):
        return None
    staff = db.session.scalar(sa.select(Staff).where(Staff.role == "admin", Staff.active).limit(1))
    return invite(staff, SYSTEM) if staff else add(SYSTEM, "", "admin")[1]


def _check_may(actor: Actor) -> None:
    if not actor.can("staff.manage"):
        raise AccountError("You may not manage accounts.")


def _fits(stored: str, password: str) -> bool:
    if len(password) > LONGEST_PASSWORD:
        return False
    try:
        return _hasher.verify(stored, password)
    except (Argon2Error, InvalidHashError):
        return False


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def erase_ended(actor: Actor, before: datetime) -> int:
    """Blanks name and address of accounts that were ended before a moment. Returns how many."""
    _check_may(actor)
    ended = sa.select(Event.entity_id).where(Event.entity == "staff", Event.kind == "staff.disabled", Event.at < before)
    gone = sa.select(Staff).where(~Staff.active, Staff.email.not_like(f"{ERASED}%"), Staff.id.in_(ended)).order_by(Staff.id)
    found = list(db.session.scalars(gone))
    for staff in found:
        _erase(staff, actor)
    return len(found)


def erase_again(actor: Actor, staff_id: int) -> int:
    """Blanks an account that was erased after the backup that was restored. Returns how many, 0 or 1."""
    _check_may(actor)
    staff = db.session.get(Staff, staff_id)
    if staff is None or staff.email.startswith(ERASED):
        return 0
    _erase(staff, actor)
    return 1


def _erase(staff: Staff, actor: Actor) -> None:
    with unit():
        hold(staff)
        with record(staff, "staff.erased", actor):
            staff.email, staff.name, staff.password, staff.invitation = f"{ERASED}{staff.id}", "", None, None
            sessions.forget(staff)
            second_step.forget(staff)
            staff.timezone, staff.feed, staff.subject, staff.active = None, None, None, False
