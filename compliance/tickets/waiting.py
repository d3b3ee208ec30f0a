"""Days of waiting for the person, as the clocks of requests know them; used by the verbs inside their unit.

What waiting does to a clock is the law's affair (`rules/regimes`): here it is only written down when it began, why, and when it
ended. It ends by itself with whatever the person sends, since from then on the law counts again (EDPB Guidelines 01/2022
section 5.3): where what came does not do, staff ask again and the waiting begins anew.
"""

from datetime import date

from compliance.db import db, now
from compliance.ledger import hold, record
from compliance.rules.abilities import Actor
from compliance.rules.regimes.regime import CLARIFICATION, FEE, IDENTITY
from compliance.tickets import clock
from compliance.tickets.models import Message, PrivacyRequest, Ticket

REASONS = {IDENTITY: "proof of who asks", CLARIFICATION: "a clearer request", FEE: "the fee"}
EXTENSION_LETTER = "extended"


def running(request: PrivacyRequest) -> list[str]:
    """What is waited for, as codes."""
    return [waited["reason"] or "" for waited in request.pauses if waited["to"] is None]


def begin(request: PrivacyRequest, actor: Actor, reason: str, since: date) -> None:
    """From `since` on the person is waited for; nothing where they are waited for already."""
    if reason in running(request):
        return
    with record(request, "clock.paused", actor, kind=request.kind, reason=reason, since=since.isoformat()) as told:
        request.pauses = [*request.pauses, {"reason": reason, "from": since.isoformat(), "to": None}]
        clock.wind(request, request.ticket)
        told["due"] = iso(request.due_on)


def end(request: PrivacyRequest, actor: Actor, reasons: list[str], until: date) -> None:
    """On `until` came what was waited for; nothing where nobody waited."""
    for reason in reasons:
        with record(request, "clock.resumed", actor, kind=request.kind, reason=reason, until=until.isoformat()) as told:
            request.pauses = [_ended(waited, reason, until) for waited in request.pauses]
            clock.wind(request, request.ticket)
            told["due"] = iso(request.due_on)


def end_all(ticket: Ticket, actor: Actor, reasons: frozenset[str] = frozenset(REASONS), on: date | None = None) -> None:
    """The person answered today, or on an earlier day: nothing in the ticket waits for `reasons` any more."""
    until = on or clock.local_date(now(), ticket)
    for request in ticket.open_requests:
        if waits := [reason for reason in running(request) if reason in reasons]:
            hold(request)
            end(request, actor, waits, until)
    clock.requeue(ticket, actor)


def begin_for_proof(ticket: Ticket, actor: Actor, requests: list[PrivacyRequest]) -> None:
    """Proof is asked for today, for these requests."""
    today = clock.local_date(now(), ticket)
    for request in requests:
        hold(request)
        begin(request, actor, IDENTITY, today)
    clock.requeue(ticket, actor)


def extension_told(letter: Message, actor: Actor) -> None:
    """The letter that tells of an extension went out today: from now on the extension counts, if that was in time."""
    if letter.letter != EXTENSION_LETTER or letter.ticket is None:
        return
    wanted = letter.facts["request"] if letter.facts else None
    request = db.session.get(PrivacyRequest, wanted)
    if request is None or request.extension_letter_id != letter.id or request.extended_on is not None:
        return
    hold(request)
    extend_from(request, actor, clock.local_date(now(), letter.ticket))
    clock.requeue(letter.ticket, actor)


def extend_from(request: PrivacyRequest, actor: Actor, told_on: date) -> None:
    """The person was told of the extension on `told_on`."""
    with record(request, "clock.extended", actor, kind=request.kind, told_on=told_on.isoformat()) as told:
        request.extended_on = told_on
        clock.wind(request, request.ticket)
        told["due"] = iso(request.due_on)


def iso(day: date | None) -> str | None:
    """A day as events write it."""
    return day.isoformat() if day else None


def _ended(waited: dict[str, str | None], reason: str, until: date) -> dict[str, str | None]:
    """The same waiting, ended; never before it began."""
    if waited["reason"] != reason or waited["to"] is not None:
        return waited
    return {**waited, "to": max(waited["from"] or "", until.isoformat())}
