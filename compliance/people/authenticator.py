"""Authenticator apps: codes of six digits that change every 30 seconds (TOTP, RFC 6238), one app for each account.

The secret is sealed at rest. A code counts in its own time step and in those beside it (RFC 6238, 5.2), and once: neither it
nor an older one is taken again. An app counts from the first code that was right.
"""

import hmac

import pyotp
import sqlalchemy as sa

from compliance import sealing
from compliance.db import db, now, unit
from compliance.ledger import hold
from compliance.people.models import Authenticator, Staff

STEP_SECONDS = 30
DIGITS = 6
BESIDE = (-1, 0, 1)


def prepare(staff: Staff) -> bool:
    """Makes a secret that waits for its first code, in place of one that waits. False where an app counts already."""
    with unit():
        hold(staff)
        there = of(staff)
        if there is not None and there.confirmed:
            return False
        if there is not None:
            remove(there)
        made = Authenticator(staff_id=staff.id, made_at=now(), secret=b"", key_id=0)
        sealed = sealing.seal_each([(made.id, pyotp.random_base32().encode())])[0]
        made.key_id, made.secret = sealed.key_id, sealed.content
        db.session.add(made)
    return True


def of(staff: Staff) -> Authenticator | None:
    """The account's app, also one that waits for its first code."""
    found: Authenticator | None = db.session.scalar(sa.select(Authenticator).where(Authenticator.staff_id == staff.id))
    return found


def secret_of(app: Authenticator) -> str:
    """What the app must know, in base32. Raises sealing.Unopenable."""
    return sealing.open_each([sealing.Stored(app.key_id, app.id, app.secret)])[0].decode()


def address_of(app: Authenticator, account: str, house: str) -> str:
    """The otpauth address that apps read as a picture."""
    return pyotp.TOTP(secret_of(app)).provisioning_uri(name=account, issuer_name=house)


def takes(app: Authenticator, code: str) -> bool:
    """Whether the code is right and new, in the open unit, with the account held; then it is used up."""
    if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        return False
    codes, present = pyotp.TOTP(secret_of(app)), int(now().timestamp()) // STEP_SECONDS
    for step in (present + beside for beside in BESIDE):
        if hmac.compare_digest(codes.generate_otp(step), code) and step > app.last_step:
            app.last_step, app.confirmed = step, True
            return True
    return False


def remove(app: Authenticator) -> None:
    """Deletes the app and the key of its secret, in the open unit."""
    db.session.delete(app)
    db.session.flush()
    sealing.destroy([app.key_id])
