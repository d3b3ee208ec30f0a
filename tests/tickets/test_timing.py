"""Waiting, extending, and mending the day of receipt: what each does to the clock, and what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import clock_at, db
from compliance.ledger import Event, verify
from compliance.rules.abilities import REQUESTER, SYSTEM
from compliance.tickets import deciding, talking, timing
from compliance.tickets.arrivals import Arrival
from compliance.tickets.door import Refused
from compliance.tickets.models import NO_DUE_DATE, Message
from tests.factories import a_member_of_staff, a_ticket

RECEIVED = datetime(2026, 3, 2, 9, tzinfo=UTC)
DUE = date(2026, 4, 2)


@pytest.fixture
def desk(book):
    """An officer."""
    return book, a_member_of_staff("officer").actor


def on(day: str):
    return clock_at(datetime.fromisoformat(f"{day}T12:00:00+00:00"))


def asked(app, *kinds: str, **more):
    with clock_at(RECEIVED):
        return a_ticket(app, *kinds, received_at=RECEIVED, **more)


def happened(ticket) -> list[str]:
    return list(db.session.scalars(sa.select(Event.kind).where(Event.ticket_id == ticket.id).order_by(Event.id)))


def answer() -> Arrival:
    return Arrival(channel="mail", contact="privacy@example.test", sender="maria@example.org", subject="Re", text="Here.",
                   body="Here.", outcome="reply")


def go_out(letter: Message, day: str) -> None:
    """The mail server takes the letter on that day."""
    with on(day):
        claim = next(claim for claim in iter(jobs.claim_next, None) if claim.payload.get("message") == letter.id)
        talking.letter_sent(letter, SYSTEM, "0" * 64, claim)


def test_the_clock_stands_still_until_the_person_answers(desk):
    app, actor = desk
    ticket = asked(app, "access")
    request = ticket.requests[0]
    with on("2026-03-10"):
        timing.pause(request, actor, reason="clarification")
    assert (ticket.state, ticket.paused, ticket.sort_due, request.due_on) == ("waiting", True, NO_DUE_DATE, None)
    with on("2026-03-15"):
        talking.receive_message(ticket, REQUESTER, answer())
    assert (ticket.state, ticket.paused, request.due_on) == ("open", False, DUE + timedelta(days=5))
    assert [waited["to"] for waited in request.pauses] == ["2026-03-15"]
    assert verify()[1] is None


def test_what_the_law_does_not_pause_goes_on(desk):
    app, actor = desk
    ticket = asked(app, "removal")
    with on("2026-03-10"):
        timing.pause(ticket.requests[0], actor, reason="fee")
    assert (ticket.paused, ticket.due_on) == (False, DUE)


def test_proof_is_waited_for_from_the_letter_to_the_press(desk):
    app, actor = desk
    ticket = asked(app, "removal", "objection")
    removal, objection = ticket.requests
    with on("2026-03-10"):
        talking.ask_proof(ticket, actor)
    assert (removal.stopped, objection.stopped, ticket.due_on) == (True, False, objection.due_on)
    with on("2026-03-12"):
        talking.accept_proof(ticket, actor, "call_back")
    assert removal.due_on == date(2026, 4, 6)  # two days more, and 4 April is a Saturday
    assert happened(ticket).count("clock.resumed") == 1


def test_staff_say_when_it_came(desk):
    app, actor = desk
    request = asked(app, "access").requests[0]
    with on("2026-03-20"):
        timing.pause(request, actor, reason="clarification", since=date(2026, 3, 10))
        with pytest.raises(Refused, match="waited for already"):
            timing.pause(request, actor, reason="clarification")
        for wrong in (date(2026, 3, 9), date(2026, 3, 21)):
            with pytest.raises(Refused, match="must lie between"):
                timing.resume(request, actor, until=wrong)
        timing.resume(request, actor, until=date(2026, 3, 12))
        with pytest.raises(Refused, match="Nothing is waited for"):
            timing.resume(request, actor)
    assert (request.due_on, request.ticket.state) == (date(2026, 4, 6), "open")


@pytest.mark.parametrize("since", [date(2026, 3, 1), date(2026, 3, 21)])
def test_nobody_was_asked_before_the_request_or_tomorrow(desk, since):
    app, actor = desk
    request = asked(app, "access").requests[0]
    with on("2026-03-20"), pytest.raises(Refused, match="must lie between"):
        timing.pause(request, actor, reason="identity", since=since)


def test_an_extension_counts_once_its_letter_is_out(desk):
    app, actor = desk
    ticket = asked(app, "access", answerable=True)
    request = ticket.requests[0]
    with on("2026-03-20"):
        letter = timing.extend(request, actor, ground="complexity")
    assert (letter.letter, letter.facts["due"], request.due_on) == ("extended", "2026-06-02", DUE)
    with on("2026-03-21"), pytest.raises(Refused, match="once only"):
        timing.extend(request, actor, ground="number")
    go_out(letter, "2026-03-22")
    assert (request.due_on, request.extended_on, ticket.due_on) == (date(2026, 6, 2), date(2026, 3, 22), date(2026, 6, 2))
    with on("2026-03-23"), pytest.raises(Refused, match="once only"):
        timing.extend(request, actor, ground="number")
    assert verify()[1] is None


def test_an_extension_whose_letter_went_out_too_late_changes_nothing(desk):
    app, actor = desk
    request = asked(app, "access", answerable=True).requests[0]
    with on("2026-04-02"):
        letter = timing.extend(request, actor, ground="number")
    go_out(letter, "2026-04-03")
    assert request.due_on == DUE
    assert any("too late" in step for step in request.steps)


def test_an_extension_whose_letter_failed_can_be_made_again(desk):
    app, actor = desk
    request = asked(app, "access", answerable=True).requests[0]
    with on("2026-03-20"):
        letter = timing.extend(request, actor, ground="number")
        talking.letter_failed(letter, SYSTEM, "smtp_550")
        again = timing.extend(request, actor, ground="number")
    go_out(letter, "2026-03-21")
    assert request.extended_on is None
    go_out(again, "2026-03-22")
    assert request.extended_on == date(2026, 3, 22)


@pytest.mark.parametrize(("kind", "regime", "day", "ground", "says"), [
    ("removal", "eu-gdpr", "2026-03-20", "", "needs its ground"),
    ("removal", "eu-gdpr", "2026-04-03", "number", "too late"),
    ("unsubscribe", "us-canspam", "2026-03-03", "number", "knows no extension"),
])
def test_extensions_that_are_refused(desk, kind, regime, day, ground, says):
    app, actor = desk
    ticket = asked(app, kind, answerable=True)
    with on(day):
        deciding.set_request(ticket.requests[0], actor, kind=kind, regime=regime)
        with pytest.raises(Refused, match=says):
            timing.extend(ticket.requests[0], actor, ground=ground)
    assert ticket.requests[0].extension_ground is None


def test_a_clock_that_stands_still_has_no_date_to_extend_to(desk):
    app, actor = desk
    request = asked(app, "access", answerable=True).requests[0]
    with on("2026-03-10"):
        timing.pause(request, actor, reason="identity")
        with pytest.raises(Refused, match="stands still"):
            timing.extend(request, actor, ground="number")
        assert timing.extension_today(request, request.ticket) is None


def test_who_was_told_in_another_way(desk):
    app, actor = desk
    request = asked(app, "access", answerable=False).requests[0]
    with on("2026-03-20"):
        with pytest.raises(Refused, match="must not be answered"):
            timing.extend(request, actor, ground="number")
        assert timing.extend(request, actor, ground="number", letter=False) is None
    assert request.due_on == date(2026, 6, 2)


def test_another_day_of_receipt_rewinds_every_clock(desk):
    app, actor = desk
    ticket = asked(app, "access", "removal")
    with on("2026-03-20"):
        timing.set_receipt(ticket, actor, day=date(2026, 2, 16), reason="elsewhere")
    assert {request.due_on for request in ticket.requests} == {date(2026, 3, 16)}
    assert ticket.due_on == date(2026, 3, 16)
    assert happened(ticket).count("clock.rewound") == 2
    assert verify()[1] is None


@pytest.mark.parametrize(("day", "reason", "says"), [
    (date(2026, 3, 21), "elsewhere", "must lie between"), (date(2010, 1, 1), "elsewhere", "must lie between"),
    (date(2026, 3, 2), "elsewhere", "already"), (date(2026, 2, 1), "because", "Say why"),
])
def test_days_of_receipt_that_are_refused(desk, day, reason, says):
    app, actor = desk
    ticket = asked(app)
    with on("2026-03-20"), pytest.raises(Refused, match=says):
        timing.set_receipt(ticket, actor, day=day, reason=reason)
    assert ticket.due_on == DUE


def test_another_law_keeps_what_was_waited_for(desk):
    app, actor = desk
    ticket = asked(app, "access")
    with on("2026-03-10"):
        timing.pause(ticket.requests[0], actor, reason="identity")
    with on("2026-03-14"):
        timing.resume(ticket.requests[0], actor)
        deciding.set_request(ticket.requests[0], actor, kind="access", regime="uk-gdpr")
    assert any("starts on Saturday 14 March 2026" in step for step in ticket.requests[0].steps)


def test_reopening_ends_the_waiting(desk):
    app, actor = desk
    ticket = asked(app, "access")
    with on("2026-03-10"):
        timing.pause(ticket.requests[0], actor, reason="identity")
    with on("2026-03-12"):
        deciding.mark_spam(ticket, actor)
        deciding.reopen(ticket, actor, "mistake")
    assert (ticket.paused, ticket.due_on) == (False, date(2026, 4, 6))
