"""Due dates on tickets: only `rules` computes them, only this module stores them.

Each request has its own clock from the ticket's receipt; the ticket shows the first. A ticket in which nothing is asked that
the law counts days for (nothing could be read from it yet, say) runs under the default law as if removal had been asked,
since that may be what it says: no ticket stays without a date.
"""

from dataclasses import dataclass
from datetime import date, datetime

from compliance.rules.deadlines import ClockQuestion, DueDates, due_dates
from compliance.rules.regimes import BY_ID
from compliance.tickets.models import NO_DUE_DATE, PrivacyRequest, Ticket

UNREAD_KIND = "removal"


@dataclass(frozen=True)
class Office:
    """What the settings say about time and law: zone in which days count, holidays, the law that counts by default."""

    timezone: str
    holidays: str | None
    regime: str


def reckon(kind: str, regime: str, received: datetime, timezone: str, holidays: str | None) -> DueDates:
    """The due dates of one request. Raises ValueError for what the law tables do not know."""
    return due_dates(ClockQuestion(regime, kind, received, timezone, holidays or None))


def covers(regime: str, kind: str) -> bool:
    """Whether a law gives the right that is asked for."""
    return regime in BY_ID and kind in BY_ID[regime].kinds


def wind(request: PrivacyRequest, ticket: Ticket, office: Office) -> None:
    """Sets a request's clock anew from its kind and law; call it inside a record() of that request."""
    due = reckon(request.kind, request.regime, ticket.received_at, ticket.timezone, office.holidays)
    request.due_on, request.acknowledge_on = due.response_due, due.acknowledge_due
    request.arguable_on, request.steps, request.verified = due.latest_arguable_due, list(due.steps), due.verified


def first_due(ticket: Ticket, requests: list[PrivacyRequest], office: Office) -> date:
    """The date by which the ticket must be answered first; NO_DUE_DATE where the law counts no days."""
    dues = [request.due_on for request in requests if request.outcome is None and request.due_on]
    if dues or (requests and all(request.outcome for request in requests)):
        return min(dues, default=NO_DUE_DATE)
    read = reckon(UNREAD_KIND, office.regime, ticket.received_at, ticket.timezone, office.holidays)
    return read.response_due or NO_DUE_DATE
