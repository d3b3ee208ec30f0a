"""Recovery codes: each stands in for a second factor once, for whoever lost the phone or key.

Ten of 80 random bits, so that their SHA-256 tells nobody what they are (NIST SP 800-63B, 5.1.2). New ones replace those before.
"""

import hashlib
import secrets

import sqlalchemy as sa

from compliance.db import db
from compliance.people.models import RecoveryCode, Staff

CODES = 10
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # 32 that are not taken for each other
LENGTH, GROUP = 16, 4


def renew(staff: Staff) -> list[str]:
    """New codes in place of the old ones, in the open unit; shown once."""
    drop(staff)
    codes = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(CODES)]
    db.session.add_all(RecoveryCode(staff_id=staff.id, key=_key(code)) for code in codes)
    return ["-".join(code[start:start + GROUP] for start in range(0, LENGTH, GROUP)) for code in codes]


def takes(staff: Staff, typed: str) -> bool:
    """Whether it is one of the account's codes, in the open unit, with the account held; then it is used up."""
    wanted = sa.select(RecoveryCode).where(RecoveryCode.staff_id == staff.id, RecoveryCode.key == _key(typed))
    found = db.session.scalar(wanted)
    if found is not None:
        db.session.delete(found)
    return found is not None


def left(staff: Staff) -> int:
    """How many are not used."""
    wanted = sa.select(sa.func.count()).select_from(RecoveryCode).where(RecoveryCode.staff_id == staff.id)
    return int(db.session.scalar(wanted) or 0)


def drop(staff: Staff) -> None:
    """Deletes them, in the open unit."""
    gone = sa.delete(RecoveryCode).where(RecoveryCode.staff_id == staff.id)
    db.session.execute(gone.execution_options(synchronize_session=False))


def _key(code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter in LETTERS)
    return hashlib.sha256(plain.encode()).hexdigest()
