"""The clock at the desk: waiting, extending and the day of receipt by the page's own forms."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from compliance.db import clock_at
from compliance.tickets import queries
from tests.factories import a_ticket
from tests.web.desk import Desk, text_of

RECEIVED = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def desk(book: Flask) -> Desk:
    """An officer at the desk on 10 March 2026."""
    with clock_at(datetime(2026, 3, 10, 12, tzinfo=UTC)):
        yield Desk(book)


@pytest.fixture
def ticket(desk: Desk) -> tuple[str, int]:
    """Reference and request of a ticket that asks for access."""
    with desk.app.app_context():
        made = a_ticket(desk.app, "access", received_at=RECEIVED, answerable=True)
        return made.reference, made.requests[0].id


def due_of(desk: Desk, reference: str) -> str:
    with desk.app.app_context():
        return str(queries.by_reference(reference).due_on)


def test_waiting_and_going_on(desk: Desk, ticket: tuple[str, int]) -> None:
    reference, request = ticket
    assert desk.act(reference, f"requests/{request}/pause", reason="clarification", since="2026-03-08").status_code == 302
    page = text_of(desk.get(f"/staff/tickets/{reference}"))
    assert "Waiting for a clearer request." in page
    assert "paused" in page
    assert "waits for a clearer request since Sun 8 Mar 2026: Access is due on no fixed date" in page
    assert "paused" in text_of(desk.get("/staff/?view=all"))
    assert desk.act(reference, f"requests/{request}/resume", until="2026-03-09").status_code == 302
    assert due_of(desk, reference) == "2026-04-03"
    assert "The clock runs again." in text_of(desk.get(f"/staff/tickets/{reference}"))


def test_extending(desk: Desk, ticket: tuple[str, int]) -> None:
    reference, request = ticket
    page = text_of(desk.get(f"/staff/tickets/{reference}?act=every"))
    assert "Extend to Tue 2 Jun" in page
    assert "The person must be told by Thu 2 Apr" in page
    assert desk.act(reference, f"requests/{request}/extend", ground="number", letter="y").status_code == 302
    page = text_of(desk.get(f"/staff/tickets/{reference}"))
    assert "it does not count yet" in page
    assert "extends Access to Tue 2 Jun 2026" in page
    assert due_of(desk, reference) == "2026-04-02"
    refused = desk.act(reference, f"requests/{request}/extend", ground="number", letter="y")
    assert (refused.status_code, "once only" in text_of(refused)) == (409, True)


def test_who_was_told_in_another_way(desk: Desk, ticket: tuple[str, int]) -> None:
    reference, request = ticket
    assert desk.act(reference, f"requests/{request}/extend", ground="complexity").status_code == 302
    assert due_of(desk, reference) == "2026-06-02"


def test_another_day_of_receipt(desk: Desk, ticket: tuple[str, int]) -> None:
    reference, _ = ticket
    assert desk.act(reference, "receipt", day="2026-02-16", reason="letter").status_code == 302
    assert due_of(desk, reference) == "2026-03-16"
    page = text_of(desk.get(f"/staff/tickets/{reference}"))
    assert "set the day of receipt from Mon 2 Mar 2026 to Mon 16 Feb 2026" in page


@pytest.mark.parametrize(("path", "fields", "says"), [
    ("requests/{request}/pause", {}, "Say what is waited for."),
    ("requests/{request}/pause", {"reason": "fee", "since": "soon"}, "Not a valid date value."),
    ("requests/{request}/extend", {"letter": "y"}, "An extension needs its ground."),
    ("receipt", {"day": "2026-02-16"}, "Say why."),
    ("receipt", {"reason": "letter"}, "Name the day."),
])
def test_what_is_missing_is_asked_for(desk: Desk, ticket: tuple[str, int], path: str, fields: dict[str, str],
                                      says: str) -> None:
    reference, request = ticket
    answer = desk.act(reference, path.format(request=request), **fields)
    assert (answer.status_code, says in text_of(answer)) == (422, True)
    assert due_of(desk, reference) == "2026-04-02"


def test_a_request_of_another_ticket_is_not_there(desk: Desk, ticket: tuple[str, int]) -> None:
    _, request = ticket
    with desk.app.app_context():
        other = a_ticket(desk.app, "access", sender="bo@example.org", received_at=RECEIVED).reference
    for act in ("pause", "resume", "extend"):
        fields = {"reason": "fee", "ground": "number"}
        assert desk.act(other, f"requests/{request}/{act}", **fields).status_code == 404


def test_asking_what_is_meant(desk: Desk, ticket: tuple[str, int]) -> None:
    reference, request = ticket
    assert desk.act(reference, f"requests/{request}/clarify").status_code == 422
    assert desk.act(reference, f"requests/{request}/clarify", text="Which of your two accounts?").status_code == 302
    page = text_of(desk.get(f"/staff/tickets/{reference}"))
    assert ("Waiting for a clearer request." in page, "Which of your two accounts?" in page) == (True, True)
    with desk.app.app_context():
        letter = queries.by_reference(reference).messages[-1]
        assert (letter.letter, letter.facts["pauses"]) == ("clarification", True)
