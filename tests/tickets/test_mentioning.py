"""Whom a note asks to look, and until when; nobody else is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance import jobs
from compliance.db import db
from compliance.ledger import verify
from compliance.people.models import Staff
from compliance.tickets import mentioning, talking
from compliance.tickets.door import Refused
from compliance.tickets.mentioning import asked_by, named_in
from tests.factories import a_member_of_staff, a_ticket


def somebody(staff_id: int, name: str, email: str, role: str = "agent", *, active: bool = True) -> Staff:
    return Staff(id=staff_id, name=name, email=email, role=role, active=active)


TEAM = [
    somebody(1, "Ana Torres", "ana@staff.example.org"), somebody(2, "Ben Okafor", "b.okafor@staff.example.org"),
    somebody(3, "Ben Müller", "mueller@staff.example.org"), somebody(4, "Rob Roy", "rob@staff.example.org", "respondent"),
    somebody(5, "Old Timer", "old@staff.example.org", active=False), somebody(6, "", "zoë@staff.example.org", "auditor"),
]


@pytest.mark.parametrize(("text", "ids"), [
    ("@ana please", [1]), ("Ask @Ana Torres, @b.okafor", [1, 2]), ("@Ben", []), ("@ben müller!", [3]), ("(@Zoë)", [6]),
    ("@rob @old @nobody", []), ("mail ana@staff.example.org", []), ("@anabel", []), ("@ana @Ana @ANA TORRES", [1]), ("", []),
])
def test_who_is_named(text, ids):
    assert [staff.id for staff in named_in(text, TEAM)] == ids


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    assert {staff.id for staff in named_in(text, TEAM)} <= {1, 2, 3, 6}


@pytest.fixture
def post(make_app, smtp_sink):
    """Two colleagues, a ticket, and a mail server that shows what it took."""
    app = make_app(MAIL_SERVER="127.0.0.1", MAIL_PORT=str(smtp_sink.port))
    with app.app_context():
        ana, ben = a_member_of_staff(), a_member_of_staff("agent", "ben@staff.example.org")
        yield a_ticket(app, answerable=False), ana, ben, smtp_sink


def test_asked_told_once_and_done_with_ones_own_note(post):
    ticket, ana, ben, sink = post
    talking.note(ticket, ana.actor, "@ben the customer Maria called. @ana too, @ben")
    jobs.run_due()
    db.session.rollback()
    assert [(letter.recipients[0], letter.message["Subject"]) for letter in sink.letters] == [
        ("ben@staff.example.org", f"{ticket.reference}: Ana Torres asks you to look")]
    assert "Maria" not in sink.letters[0].raw.decode()
    assert len(asked_by(ticket, ben.id)) == 1
    assert asked_by(ticket, ana.id) == []
    talking.note(ticket, ben.actor, "Done, @ana")
    assert asked_by(ticket, ben.id) == []
    mentioning.have_looked(ticket, ana.actor)
    with pytest.raises(Refused):
        mentioning.have_looked(ticket, ana.actor)
    assert verify()[1] is None


def test_nothing_is_sent_to_who_has_looked_meanwhile(post):
    ticket, ana, ben, sink = post
    talking.note(ticket, ana.actor, "@ben")
    mentioning.have_looked(ticket, ben.actor)
    jobs.run_due()
    assert sink.letters == []
