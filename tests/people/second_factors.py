"""An account with an authenticator app, for tests, and the codes that the app shows."""

from datetime import datetime

import pyotp

from compliance.db import now
from compliance.people import authenticator, second_step, sessions
from compliance.people.models import Staff


def code_of(staff: Staff, at: datetime | None = None) -> str:
    """What the account's app shows at a moment, now if none is given."""
    return pyotp.TOTP(authenticator.secret_of(authenticator.of(staff))).at(at or now())


def with_app(staff: Staff) -> list[str]:
    """Adds an app to the account, by the code of this moment. Returns the recovery codes."""
    session = sessions.find(sessions.begin(staff, "", sessions.ENOUGH))
    authenticator.prepare(staff)
    return second_step.confirm_app(session, code_of(staff))[1]
