"""Grave acts need a password or a code given within the last minutes: a desk left open must not destroy or let others in.

Wrong ones count as those of the second step do: after some, the account waits.
"""

from datetime import timedelta

from compliance.db import now, unit
from compliance.ledger import hold
from compliance.people import accounts, authenticator, second_step
from compliance.people.models import StaffSession

FRESH = timedelta(minutes=5)
TYPED = "password"


def is_fresh(session: StaffSession) -> bool:
    """Whether a password or second factor was given in this session within the last minutes."""
    return now() - session.fresh_at < FRESH


def prove(session: StaffSession, typed: str) -> None:
    """Takes the account's password, or a code of its app. Raises second_step.StepError."""
    staff = session.staff
    right_password = accounts.is_own_password(staff, typed)
    with unit():
        hold(staff)
        second_step.may_try(staff)
        app = authenticator.of(staff)
        if right_password or (app is not None and app.confirmed and authenticator.takes(app, typed.replace(" ", ""))):
            session.fresh_at = now()
            return
        second_step.failed(staff, TYPED)
    raise second_step.StepError("That is neither your password nor a code of your app.")
