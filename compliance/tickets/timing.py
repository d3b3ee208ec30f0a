"""The verbs of time: waiting for the person and going on, extending, and mending the day of receipt.

An extension is one act: its ground, and the letter that tells the person, which the law demands within its own limit (GDPR
Art. 12(3)). It counts only from the day on which that letter went out; a letter that never went leaves the old date.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from compliance.db import db, now
from compliance.ledger import hold, record
from compliance.rules import lifecycle
from compliance.rules.abilities import Actor
from compliance.rules.deadlines import DueDates, due_dates
from compliance.rules.lifecycle import EXTENSION_GROUNDS, RECEIPT_REASONS
from compliance.rules.regimes import BY_ID
from compliance.rules.regimes.regime import CLARIFICATION
from compliance.tickets import clock, waiting
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Message, PrivacyRequest, Ticket
from compliance.tickets.moves import move, require_live, require_open
from compliance.tickets.talking import FAILED, require_address, send_letter

OLDEST = timedelta(days=3650)  # a request that lay ten years in a drawer is a slip of the pen


@verb("request.clock")
def pause(request: PrivacyRequest, actor: Actor, *, reason: str, since: date | None = None) -> None:
    """The person is waited for, since today or an earlier day on which they were asked; the ticket waits."""
    ticket = request.ticket
    require_live(ticket)
    require_open(request)
    if reason not in waiting.REASONS:
        raise Refused("unknown_reason", "Say what is waited for.")
    if reason in waiting.running(request):
        raise Refused("paused_already", "That is waited for already.")
    today = clock.local_date(now(), ticket)
    _require_between(since or today, clock.local_date(request.received_at or ticket.received_at, ticket), today)
    waiting.begin(request, actor, reason, since or today)
    if ticket.state != lifecycle.WAITING:
        move(ticket, actor, lifecycle.WAITING)
    clock.requeue(ticket, actor)


@verb("request.clock")
def clarify(request: PrivacyRequest, actor: Actor, *, text: str) -> Message:
    """Asks the person by letter what is meant, and waits for the answer; the letter says whether the clock stands still."""
    ticket = request.ticket
    require_live(ticket)
    require_open(request)
    if not text.strip():
        raise Refused("empty", "A question needs words.")
    _require_answerable(ticket)
    waiting.begin(request, actor, CLARIFICATION, clock.local_date(now(), ticket))
    if ticket.state != lifecycle.WAITING:
        move(ticket, actor, lifecycle.WAITING)
    clock.requeue(ticket, actor)
    facts = {"request": request.id, "kind": request.kind, "pauses": request.stopped}
    return send_letter(ticket, "clarification", actor, facts, text)


@verb("request.clock")
def resume(request: PrivacyRequest, actor: Actor, *, until: date | None = None) -> None:
    """What was waited for came, today or on an earlier day; the ticket is worked on where nothing else is waited for."""
    ticket = request.ticket
    require_live(ticket)
    require_open(request)
    reasons = waiting.running(request)
    if not reasons:
        raise Refused("not_paused", "Nothing is waited for.")
    today = clock.local_date(now(), ticket)
    begun = max(waited["from"] or "" for waited in request.pauses if waited["to"] is None)
    _require_between(until or today, date.fromisoformat(begun), today)
    waiting.end(request, actor, reasons, until or today)
    if ticket.state == lifecycle.WAITING and not any(waiting.running(other) for other in ticket.open_requests):
        move(ticket, actor, lifecycle.OPEN)
    clock.requeue(ticket, actor)


@verb("request.extend")
def extend(request: PrivacyRequest, actor: Actor, *, ground: str, until: date | None = None, text: str = "",
           letter: bool = True) -> Message | None:
    """Extends a request once, on a ground, and tells the person by letter; it counts when that letter has gone out.

    Without `letter` the person was told in another way, today. `until` is the new date where the law sets no cap.
    """
    ticket = request.ticket
    require_live(ticket)
    require_open(request)
    given = _require_extensible(request, ground)
    new_due = given.extended_due or _require_uncapped(request, given, until)
    message = None
    if letter:
        _require_answerable(ticket)
        facts = {"request": request.id, "kind": request.kind, "ground": ground, "due": new_due.isoformat()}
        message = send_letter(ticket, waiting.EXTENSION_LETTER, actor, facts, text)
    with record(request, "clock.extension_planned", actor, kind=request.kind, ground=ground, due=new_due.isoformat(),
                message=message.id if message else None):
        request.extension_ground, request.extension_letter_id = ground, message.id if message else None
        request.extended_until = None if given.extended_due else new_due
    if message is None:
        waiting.extend_from(request, actor, clock.local_date(now(), ticket))
    clock.requeue(ticket, actor)
    return message


@verb("ticket.set_receipt")
def set_receipt(ticket: Ticket, actor: Actor, *, day: date, reason: str) -> None:
    """The ticket was received on another day than was thought; every clock that ran from its receipt is wound anew."""
    require_live(ticket)
    if reason not in RECEIPT_REASONS:
        raise Refused("no_reason", "Say why.")
    today, was = clock.local_date(now(), ticket), clock.local_date(ticket.received_at, ticket)
    _require_between(day, today - OLDEST, today)
    if day == was:
        raise Refused("same_day", "That is the day of receipt already.")
    with record(ticket, "ticket.receipt_set", actor, was_on=was.isoformat(), now_on=day.isoformat(), reason=reason):
        ticket.received_at = datetime.combine(day, time(12), ZoneInfo(ticket.timezone))
    for request in ticket.open_requests:
        if request.received_at is None:
            hold(request)
            with record(request, "clock.rewound", actor, kind=request.kind) as told:
                clock.wind(request, ticket)
                told["due"] = waiting.iso(request.due_on)
    clock.requeue(ticket, actor)


def extension_today(request: PrivacyRequest, ticket: Ticket) -> DueDates | None:
    """What an extension would give if the person were told today.

    None where the law knows none, it is too late, or the clock stands still: then there is no date that could be told.
    """
    if extension_pending(request) or request.stopped or request.regime not in BY_ID:
        return None
    today = clock.local_date(now(), ticket)
    given = due_dates(clock.question(request, ticket))
    if not given.extension_allowed or (given.extension_notice_due and today > given.extension_notice_due):
        return None
    return given


def extension_pending(request: PrivacyRequest) -> bool:
    """Whether the request was extended, or its letter is still on the way; one whose letter failed can be extended anew."""
    if request.extended_on is not None:
        return True
    letter = db.session.get(Message, request.extension_letter_id) if request.extension_letter_id else None
    return letter is not None and letter.delivery != FAILED


def _require_extensible(request: PrivacyRequest, ground: str) -> DueDates:
    if extension_pending(request):
        raise Refused("extended_already", "It can be extended once only.")
    if ground not in EXTENSION_GROUNDS:
        raise Refused("no_ground", "An extension needs its ground.")
    law = BY_ID.get(request.regime)
    covered = law.clock_by_kind.get(request.kind) if law else None
    if covered is None or covered.extension is None:
        raise Refused("no_extension", "The law knows no extension for this.")
    if request.stopped:
        raise Refused("paused", "The clock stands still: extend once it runs, when there is a date to tell.")
    given = extension_today(request, request.ticket)
    if given is None:
        raise Refused("too_late", "It is too late to extend: the person had to be told before.")
    return given


def _require_uncapped(request: PrivacyRequest, given: DueDates, until: date | None) -> date:
    """The date that staff name where the law sets no cap. Raises Refused for none and for one that is no later."""
    if until is None or (given.response_due and until <= given.response_due):
        raise Refused("no_date", "The law sets no date here: name one, later than the one that counts now.")
    return until


def _require_answerable(ticket: Ticket) -> None:
    require_address(ticket)
    if not ticket.answerable:
        raise Refused("not_answerable", "This mail must not be answered: say that the person was told in another way.")


def _require_between(day: date, first: date, last: date) -> None:
    if not first <= day <= last:
        raise Refused("wrong_day", f"The day must lie between {first.isoformat()} and {last.isoformat()}.")
