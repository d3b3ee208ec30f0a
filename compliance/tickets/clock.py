"""Due dates on tickets: only `rules` computes them, only this module stores them.

Each request has its own clock from the ticket's receipt; the ticket shows the first. A ticket in which nothing is asked that
the law counts days for (nothing could be read from it yet, say) runs under the default law as if removal had been asked,
since that may be what it says: no ticket stays without a date.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from compliance.ledger import record
from compliance.rules.abilities import Actor
from compliance.rules.deadlines import ClockQuestion, Pause, due_dates
from compliance.rules.lifecycle import DISMISSED
from compliance.rules.regimes import BY_ID
from compliance.tickets.models import NO_DUE_DATE, PrivacyRequest, Ticket
from compliance.tickets.planning import replan

UNREAD_KIND = "removal"


@dataclass(frozen=True)
class Office:
    """What a contact address goes by: the zone in which days count, the holidays, the law that counts where none is named, the
    language where none was read. A ticket keeps those of the address that it came to, and its verbs go by what it keeps."""

    timezone: str
    holidays: str | None
    regime: str
    language: str = "en"


def covers(regime: str, kind: str) -> bool:
    """Whether a law counts in this house and gives the right that is asked for."""
    return regime in BY_ID and BY_ID[regime].on_by_default and kind in BY_ID[regime].kinds


def question(request: PrivacyRequest, ticket: Ticket) -> ClockQuestion:
    """What happened to a request, as the law's arithmetic asks for it."""
    return ClockQuestion(
        request.regime, request.kind, request.received_at or ticket.received_at, ticket.timezone, ticket.holidays,
        extension_decided_on=request.extended_on, extension_until=request.extended_until,
        pauses=tuple(_pause(waited) for waited in request.pauses),
    )


def wind(request: PrivacyRequest, ticket: Ticket) -> None:
    """Sets a request's clock anew; call it inside a record() of that request. Raises ValueError for an unknown law."""
    due = due_dates(question(request, ticket))
    request.due_on, request.acknowledge_on, request.stopped = due.response_due, due.acknowledge_due, due.stopped
    request.arguable_on, request.steps, request.verified = due.latest_arguable_due, list(due.steps), due.verified


def first_due(ticket: Ticket, requests: list[PrivacyRequest]) -> tuple[date, bool]:
    """The date by which the ticket must be answered first, and whether it has none because every clock stands still.

    NO_DUE_DATE where the law counts no days or the person is waited for.
    """
    requests = [request for request in requests if request.outcome != DISMISSED]
    running = [request for request in requests if request.outcome is None]
    if dues := [request.due_on for request in running if request.due_on]:
        return min(dues), False
    if requests and (not running or any(request.stopped for request in running)):
        return NO_DUE_DATE, bool(running)
    unread = ClockQuestion(ticket.regime, UNREAD_KIND, ticket.received_at, ticket.timezone, ticket.holidays)
    return due_dates(unread).response_due or NO_DUE_DATE, False


def requeue(ticket: Ticket, actor: Actor) -> None:
    """The queue's date follows the requests that are left; whoever closed one has not thereby looked at the others."""
    due, paused = first_due(ticket, ticket.requests)
    if (due, paused) != (ticket.sort_due, ticket.paused):
        lifted = due == NO_DUE_DATE
        told: dict[str, str] = {} if lifted else {"due": due.isoformat()}
        with record(ticket, "ticket.due_lifted" if lifted else "ticket.due_set", actor, **told):
            ticket.sort_due, ticket.paused = due, paused
    replan(ticket)


def local_date(moment: datetime, ticket: Ticket) -> date:
    """The date of a moment where the ticket's days are counted."""
    return zone_date(moment, ticket.timezone)


def zone_date(moment: datetime, timezone: str) -> date:
    """The date of a moment in a time zone."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def _pause(waited: dict[str, str | None]) -> Pause:
    since, until = waited["from"] or "", waited["to"]
    return Pause(date.fromisoformat(since), date.fromisoformat(until) if until else None, waited["reason"] or "")
