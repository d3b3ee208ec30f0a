"""The timeline in sentences: every kind of event, whatever is in it, reads as words."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.db import db
from compliance.ledger import Event
from compliance.people.models import Staff
from compliance.rules.events import EVENTS, check
from compliance.tickets import queries, talking
from compliance.web.staff.names import Names, read_names
from compliance.web.staff.sentences import tell
from tests.factories import a_member_of_staff, a_system, a_ticket

NOBODY = Names({}, {})
CODES = st.sampled_from((
    "mail", "removal", "eu-gdpr", "done", "open", "smtp_550", "week", "link", "legal_duty", "ticket.assign", "unheard_of",
))
SHAPES: dict[str, st.SearchStrategy[Any]] = {
    "id": st.integers(1, 2**62), "count": st.integers(0, 99), "code": CODES,
    "date": st.dates().map(lambda day: day.isoformat()), "digest": st.binary().map(lambda raw: hashlib.sha256(raw).hexdigest()),
    "reference": st.just("PR-2026-000001"), "codes": st.lists(CODES, max_size=3),
}


def an_event(kind: str, data: dict[str, Any], actor: str = "staff", actor_id: int | None = 7) -> Event:
    return Event(id=1, at=datetime(2026, 11, 23, tzinfo=UTC), kind=kind, entity="ticket", entity_id=1, actor=actor,
                 actor_id=actor_id, data=data)


def sentence(kind: str, data: dict[str, Any], names: Names = NOBODY, **who: Any) -> str:
    return tell([an_event(kind, data, **who)], names)[0].text


@st.composite
def declared(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A kind of event with fields as it declares them."""
    kind = draw(st.sampled_from(sorted(EVENTS)))
    fields = {name: draw(SHAPES[shape.rstrip("?")] | (st.none() if shape.endswith("?") else st.nothing()))
              for name, shape in EVENTS[kind].fields.items()}
    check(kind, fields)
    return kind, fields


@given(event=declared(), actor=st.sampled_from(("staff", "requester", "system", "command")))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_event_reads_as_a_sentence(sqlite_app: Flask, event: tuple[str, dict[str, Any]], actor: str) -> None:
    """No brace, no underscore, no number of a row, no None; it begins with a capital and ends with a full stop."""
    with sqlite_app.test_request_context():
        text = sentence(*event, actor=actor)
    assert not set("{}_") & set(text)
    assert "None" not in text
    assert not any(str(value) in text for value in event[1].values() if isinstance(value, int) and value > 99)
    assert text[0].isupper()
    assert text.endswith((".", ").")), text


@pytest.mark.parametrize(("kind", "data", "who", "expected"), [
    ("ticket.assigned", {"to_staff": None}, {}, "Someone gave the ticket to the team."),
    ("ticket.moved", {"was": "new", "now": "open"}, {}, "Someone moved the ticket from needs a first look to being done."),
    ("ticket.moved", {"was": "open", "now": "open"}, {"actor": "system"},
     "The program brought the ticket up to date with its requests."),
    ("letter.written", {"message": 1, "letter": "acknowledgement"}, {"actor": "requester", "actor_id": None},
     "The program wrote: Acknowledgement."),
    ("ticket.reopened", {"reason": "answer"}, {}, "Someone reopened the ticket: the person wrote again."),
    ("letter.failed", {"message": 1, "letter": "done", "reason": "smtp_550"}, {},
     "The letter Closing: done could not be sent: the mail server refused it for good (550)."),
    ("request.opened", {"kind": "removal", "regime": "eu-gdpr", "due": "2026-12-23", "suggested": "chosen"}, {},
     "Asked: Removal under EU GDPR, due Wed 23 Dec 2026."),
    ("request.opened", {"kind": "removal", "regime": "zz", "due": None, "suggested": "chosen"}, {},
     "Asked: Removal under zz, due on no fixed date."),
    ("task.finished", {"in_system": 5, "outcome": "kept", "ground": "legal_duty", "note": None}, {},
     "Someone finished a system that is no longer in the register: kept for a legal reason."),
    ("act.refused", {"act": "request.close", "reason": "proof_missing"}, {},
     "Someone was refused: closing a request (proof is missing)."),
    ("proof.given", {"level": 1, "way": "link"}, {"actor": "requester", "actor_id": None},
     "The person showed control of the mailbox (level 1) by the link that was sent to the address."),
    ("message.automatic", {"message": 1, "outcome": "bounce", "mail": None}, {},
     "An automatic mail came in (a letter of ours could not be delivered); it is never answered."),
])
def test_the_words(sqlite_app: Flask, kind: str, data: dict[str, Any], who: dict[str, Any], expected: str) -> None:
    """Codes are words, ids are names, and who is gone is someone."""
    with sqlite_app.test_request_context():
        assert sentence(kind, data, **who) == expected


def test_an_event_that_is_no_longer_declared_still_stands_there(sqlite_app: Flask) -> None:
    """By its bare name: the timeline never breaks over an old entry."""
    with sqlite_app.test_request_context():
        assert sentence("ticket.was_once", {"x": 1}) == "ticket.was_once"


def test_names_are_todays(app: Flask) -> None:
    """Staff and systems by name, from real events."""
    with app.test_request_context():
        ana = a_member_of_staff("officer")
        a_system("Forum")
        ticket = a_ticket(app, "removal")
        talking.note(ticket, db.session.get(Staff, ana.id).actor, "hm")
        told = [line.text for line in tell(queries.timeline(ticket), read_names())]
    assert "To do in Forum." in told
    assert "Ana Torres wrote an internal note." in told
    assert told[0].startswith("The request came in by mail; it counts from ")
