"""What a check of the doctor says: how it stands, in a sentence, and what to do about it.

A finding is `ok`, `warning` (works, but will not for long or not well), `wrong` (something that was promised does not hold), or
`unknown` (it could not be looked at from here). Findings name addresses of the house and folders, never people or secrets.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from config import Settings

OK, WARNING, WRONG, UNKNOWN = "ok", "warning", "wrong", "unknown"


@dataclass(frozen=True)
class Finding:
    """`check` is its name, such as keys.master; `mend` says what to do, empty where all is well."""

    check: str
    state: str
    says: str
    mend: str = ""


Check = Callable[[Settings], Iterable[Finding]]


def ok(check: str, says: str) -> Finding:
    """All is well."""
    return Finding(check, OK, says)


def warning(check: str, says: str, mend: str) -> Finding:
    """It works, but not well or not for long."""
    return Finding(check, WARNING, says, mend)


def wrong(check: str, says: str, mend: str) -> Finding:
    """Something that was promised does not hold."""
    return Finding(check, WRONG, says, mend)


def unknown(check: str, says: str, mend: str = "") -> Finding:
    """It could not be looked at from here."""
    return Finding(check, UNKNOWN, says, mend)
