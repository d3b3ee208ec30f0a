"""Corrections at the desk by the page's own forms."""

import pytest
from flask import Flask

from compliance.tickets import queries
from tests.factories import a_ticket
from tests.web.desk import Desk, text_of


@pytest.fixture
def desk(app: Flask) -> Desk:
    """An officer at the desk."""
    return Desk(app)


def made(desk: Desk, *kinds: str) -> tuple[str, list[int]]:
    with desk.app.app_context():
        ticket = a_ticket(desk.app, *kinds, suggested=True)
        return ticket.reference, [request.id for request in ticket.requests]


def test_taking_off_and_closing_what_asks_for_nothing(desk: Desk) -> None:
    reference, (request,) = made(desk, "unsubscribe")
    page = text_of(desk.get(f"/staff/tickets/{reference}"))
    assert ("This was not asked" in page, "Nothing is asked here" in page) == (True, False)
    assert desk.act(reference, f"requests/{request}/dismiss").status_code == 422
    assert desk.act(reference, f"requests/{request}/dismiss", reason="not_asked").status_code == 302
    page = text_of(desk.get(f"/staff/tickets/{reference}"))
    assert "dismissed Unsubscribe: it was not asked" in page
    assert "Nothing is asked here" in page
    assert desk.act(reference, "unasked").status_code == 422
    assert desk.act(reference, "unasked", reason="not_personal").status_code == 302
    assert "nothing is asked here: it has nothing to do with personal data" in text_of(desk.get(f"/staff/tickets/{reference}"))


def test_two_that_are_one(desk: Desk) -> None:
    reference, (first, second) = made(desk, "removal", "removal")
    assert desk.act(reference, f"requests/{first}/dismiss", reason="doubled").status_code == 302
    assert desk.act(reference, f"requests/{second}/dismiss", reason="doubled").status_code == 409


def test_somebody_else(desk: Desk) -> None:
    reference, _ = made(desk, "removal")
    assert desk.act(reference, "person", name="Ben", email="not an address").status_code == 422
    assert desk.act(reference, "person", name="Ben", email="ben@example.org").status_code == 302
    with desk.app.app_context():
        assert queries.by_reference(reference).requester.email == "ben@example.org"
    assert "corrected who asks (another address)" in text_of(desk.get(f"/staff/tickets/{reference}"))
