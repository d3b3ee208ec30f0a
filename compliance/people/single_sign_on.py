"""Accounts of people whom the organisation's own provider has signed in (OpenID Connect).

Somebody is known by the provider's issuer and subject, of which the account keeps the SHA-256. Who comes for the first time
gets the account of their mail address, where the provider vouches for it, else, where a group of theirs has a role here, a new
one. Where groups have roles, each sign-in sets the role anew, and who is in none of them stays outside. The first pair of the
setting that fits counts.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from compliance.db import db, now, unit
from compliance.ledger import hold, record
from compliance.people import second_step, sessions
from compliance.people.accounts import AccountError
from compliance.people.models import Staff
from compliance.registers.house import tell
from compliance.rules.abilities import ROLES, SYSTEM

LONGEST_ADDRESS, LONGEST_NAME = 254, 200
SEVERAL = "mfa"  # of `amr`: several ways of showing who one is (RFC 8176)


class _House:
    """Which groups have which role, where they are told, and how far the provider is trusted."""

    claim = "groups"
    roles: tuple[tuple[str, str], ...] = ()
    trusts_addresses = False
    is_second_factor = False


@dataclass(frozen=True)
class Arrival:
    """Who has come, at which level, and when they last showed the provider who they are; long ago where it does not say."""

    staff: Staff
    level: int
    shown_at: datetime


def load(claim: str, roles: Sequence[str], *, trusts_addresses: bool, is_second_factor: bool) -> None:
    """Makes the settings known; `roles` are "group=role". Raises ValueError for a role that there is not."""
    pairs = [pair.rpartition("=") for pair in roles]
    wrong = [f"{group}={role}" for group, _, role in pairs if not group or role not in ROLES]
    if wrong:
        raise ValueError(f"OIDC_ROLES: needs group=role with a role that there is, not {', '.join(wrong)}")
    _House.claim, _House.roles = claim, tuple((group.strip(), role) for group, _, role in pairs)
    _House.trusts_addresses, _House.is_second_factor = trusts_addresses, is_second_factor


def arrive(claims: Mapping[str, Any]) -> Arrival:
    """The account for verified claims of an ID token, signed in. Raises AccountError; every try is recorded."""
    role, subject, address = _role(claims), _subject(claims), _address(claims)
    with unit():
        staff = _found(subject, address)
        if _is_welcome(staff, subject, address, role):
            staff = _settled(staff or _made(claims, address, role or ""), subject, role)
            level = _level(staff, claims)
            with record(staff, "staff.half_signed_in" if level == sessions.HALF else "staff.came_in", staff.actor):
                pass
            return Arrival(staff, level, _shown_at(claims))
        _refuse(staff)
    raise AccountError("There is no account here for you, or none of your groups has a role. Ask an administrator.")


def _found(subject: str, address: str) -> Staff | None:
    found: Staff | None = db.session.scalar(sa.select(Staff).where(Staff.subject == subject))
    if found is None and address:
        found = db.session.scalar(sa.select(Staff).where(Staff.email == address))
    if found is not None:
        hold(found)
    return found


def _is_welcome(staff: Staff | None, subject: str, address: str, role: str | None) -> bool:
    if _House.roles and role is None:
        return False
    if staff is None:
        return bool(role and address)
    return staff.active and staff.subject in {None, subject}


def _made(claims: Mapping[str, Any], address: str, role: str) -> Staff:
    name = claims.get("name")
    staff = Staff(email=address, name=name[:LONGEST_NAME] if isinstance(name, str) else "", role=role, active=True)
    with record(staff, "staff.added", SYSTEM, role=role):
        pass
    return staff


def _settled(staff: Staff, subject: str, role: str | None) -> Staff:
    """The account with its subject, and with the role that its groups have."""
    if staff.subject is None:
        with record(staff, "staff.linked", SYSTEM):
            staff.subject = subject
    if role is not None and staff.role != role:
        with record(staff, "staff.role_set", SYSTEM, role=role):
            staff.role = role
    return staff


def _refuse(staff: Staff | None) -> None:
    if staff is None:
        tell("house.sign_in_failed", SYSTEM)
        return
    with record(staff, "staff.sign_in_failed", staff.actor):
        pass


def _role(claims: Mapping[str, Any]) -> str | None:
    told = claims.get(_House.claim)
    groups = told if isinstance(told, list) else [told]
    return next((role for group, role in _House.roles if group in groups), None)


def _subject(claims: Mapping[str, Any]) -> str:
    return hashlib.sha256(f"{claims['iss']}\n{claims['sub']}".encode()).hexdigest()


def _address(claims: Mapping[str, Any]) -> str:
    """The mail address, where the provider vouches for it; else empty."""
    address, vouched = claims.get("email"), claims.get("email_verified") is True or _House.trusts_addresses
    if not vouched or not isinstance(address, str) or "@" not in address or len(address) > LONGEST_ADDRESS:
        return ""
    return address.strip().lower()


def _level(staff: Staff, claims: Mapping[str, Any]) -> int:
    if _House.is_second_factor or SEVERAL in (claims.get("amr") or []):
        return sessions.STRONG
    return sessions.HALF if second_step.factors_of(staff) else sessions.ENOUGH


def _shown_at(claims: Mapping[str, Any]) -> datetime:
    told = claims.get("auth_time")
    if not isinstance(told, int | float) or not 0 < told <= now().timestamp():
        told = 0
    return datetime.fromtimestamp(told, UTC)
