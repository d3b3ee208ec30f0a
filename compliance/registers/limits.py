"""The house's limits for one address in a day, as its settings say; read once at the start."""

from compliance.rules.answering import Limits


class _House:
    """The limits of the running program."""

    limits: Limits = Limits()


def load(answers: int, mails: int) -> None:
    """Makes the house's limits known."""
    _House.limits = Limits(answers, mails)


def limits() -> Limits:
    """The limits that count in this house."""
    return _House.limits
