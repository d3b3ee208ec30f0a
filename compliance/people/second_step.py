"""The second step of signing in: a code of an authenticator app, a passkey, or a recovery code.

Who gives a wrong one `MOST_WRONG` times within `WHILE` waits that long; that harms nobody but whoever knows the password. The
first factor brings recovery codes and ends the account's other sessions, which had shown none.
"""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from compliance.db import db, now, unit
from compliance.ledger import Event, hold, record
from compliance.people import authenticator, recovery, sessions
from compliance.people.models import Authenticator, Passkey, Staff, StaffSession
from compliance.rules.abilities import Actor

MOST_WRONG = 10
WHILE = timedelta(hours=1)
APP, CODE, KEY = "app", "recovery", "passkey"


class StepError(Exception):
    """What is wrong, in a sentence for the person at the screen."""


@dataclass(frozen=True)
class Factors:
    """What an account has: an app that counts, passkeys, and how many recovery codes are left."""

    app: Authenticator | None
    keys: list[Passkey]
    codes: int

    def __bool__(self) -> bool:
        return self.app is not None or bool(self.keys)


def factors_of(staff: Staff) -> Factors:
    """What the account has."""
    app = authenticator.of(staff)
    keys = sa.select(Passkey).where(Passkey.staff_id == staff.id).order_by(Passkey.id)
    return Factors(app if app and app.confirmed else None, list(db.session.scalars(keys)), recovery.left(staff))


def protected() -> set[int]:
    """The ids of all accounts that have a second factor."""
    apps = sa.select(Authenticator.staff_id).where(Authenticator.confirmed)
    return set(db.session.scalars(apps.union(sa.select(Passkey.staff_id))))


def give_code(session: StaffSession, typed: str) -> str:
    """Takes a code of the app or a recovery code. Returns the cookie of the session, which is whole now. Raises StepError."""
    staff, plain = session.staff, typed.replace(" ", "")
    factor = APP if plain.isdigit() else CODE
    with unit():
        hold(staff)
        may_try(staff)
        app = authenticator.of(staff)
        if factor == APP:
            right = app is not None and app.confirmed and authenticator.takes(app, plain)
        else:
            right = recovery.takes(staff, plain)
        if right:
            return passed(session, factor)
        failed(staff, factor)
    raise StepError("That code is not right, or was used already.")


def passed(session: StaffSession, factor: str) -> str:
    """A factor was right: the session is whole, under another cookie, which is returned; in the open unit."""
    with record(session.staff, "staff.second_step", session.staff.actor, factor=factor):
        return sessions.strengthen(session)


def failed(staff: Staff, factor: str) -> None:
    """Records that a factor was wrong, in the open unit."""
    with record(staff, "staff.second_step_failed", staff.actor, factor=factor):
        pass


def may_try(staff: Staff) -> None:
    """Raises StepError for an account that has to wait."""
    wrong = sa.select(sa.func.count()).select_from(Event).where(
        Event.entity == "staff", Event.entity_id == staff.id, Event.kind == "staff.second_step_failed",
        Event.at > now() - WHILE)
    if int(db.session.scalar(wrong) or 0) >= MOST_WRONG:
        raise StepError("Too many wrong codes. Wait an hour, or ask an administrator to take the second factor off.")


def confirm_app(session: StaffSession, code: str) -> tuple[str, list[str]]:
    """The first code of a new app. Returns the session's cookie, and recovery codes where there were none. Raises StepError."""
    staff = session.staff
    with unit():
        hold(staff)
        may_try(staff)
        app = authenticator.of(staff)
        if app is None or app.confirmed:
            raise StepError("There is no app that waits for its first code.")
        if authenticator.takes(app, code.replace(" ", "")):
            return added(session, APP)
        failed(staff, APP)
    raise StepError("That code is not right. Take the one that the app shows now; the clock of the phone must be right.")


def added(session: StaffSession, factor: str) -> tuple[str, list[str]]:
    """A factor was added, in the open unit: every other session ends. Returns the cookie, and codes where there were none."""
    staff = session.staff
    with record(staff, "staff.factor_added", staff.actor, factor=factor):
        sessions.forget(staff, but=session.id)
        codes = [] if recovery.left(staff) else recovery.renew(staff)
        return sessions.strengthen(session), codes


def new_codes(staff: Staff) -> list[str]:
    """New recovery codes; the old ones end. Raises StepError for an account without a second factor."""
    with unit():
        hold(staff)
        if not factors_of(staff):
            raise StepError("Recovery codes stand in for a second factor; add one first.")
        with record(staff, "staff.codes_made", staff.actor, count=recovery.CODES):
            return recovery.renew(staff)


def remove(staff: Staff, key_id: int | None = None) -> None:
    """Takes the app off, or one passkey; with the last factor its recovery codes. Raises StepError."""
    with unit():
        hold(staff)
        there = factors_of(staff)
        gone = there.app if key_id is None else next((key for key in there.keys if key.id == key_id), None)
        if gone is None:
            raise StepError("There is no such second factor.")
        last = len(there.keys) + (there.app is not None) == 1
        if last and sessions.needs_second_factor(staff):
            raise StepError("Your role needs a second factor. Add another one first.")
        with record(staff, "staff.factor_removed", staff.actor, factor=APP if key_id is None else KEY):
            _delete(gone)
            if last:
                recovery.drop(staff)


def reset(staff: Staff, actor: Actor) -> None:
    """Takes every second factor off an account that lost them, and ends its sessions. Raises StepError."""
    if not actor.can("staff.manage"):
        raise StepError("You may not manage accounts.")
    if actor.kind == "staff" and actor.id == staff.id:
        raise StepError("Another administrator must do that for you.")
    with unit():
        hold(staff)
        with record(staff, "staff.factors_reset", actor):
            sessions.forget(staff)
            forget(staff)


def forget(staff: Staff) -> None:
    """Deletes every factor and code of the account, in the open unit; whoever calls it records why."""
    there = factors_of(staff)
    for factor in (authenticator.of(staff), *there.keys):
        if factor is not None:
            _delete(factor)
    recovery.drop(staff)


def _delete(factor: Authenticator | Passkey) -> None:
    if isinstance(factor, Authenticator):
        authenticator.remove(factor)
    else:
        db.session.delete(factor)
