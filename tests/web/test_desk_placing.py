"""From the mail server to the desk: stray mails find their ticket by one click, and never by themselves."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import joinedload, selectinload

from compliance.db import db, unit
from compliance.ledger import verify
from compliance.tickets.models import Message, Ticket
from compliance.tickets.tokens import reply_address
from tests.intake.posting import US, a_mail, posted
from tests.web.desk import Desk, text_of

MARIA, STRANGER = "maria@example.org", "m.keller@elsewhere.test"


@pytest.fixture
def desk(app: Flask) -> Desk:
    """An officer, and a ticket of Maria's."""
    posted(app, (a_mail(MARIA, "My account", "please delete my account and all my data."), US))
    return Desk(app)


def tickets(app: Flask) -> list[Ticket]:
    """All tickets with what came in, oldest first."""
    with app.app_context():
        wanted = sa.select(Ticket).options(selectinload(Ticket.messages), joinedload(Ticket.requester)).order_by(Ticket.id)
        found = list(db.session.scalars(wanted))
        db.session.expunge_all()
        assert verify()[1] is None
    return found


def came_in(ticket: Ticket) -> list[str]:
    return [message.text.strip() for message in ticket.messages if message.direction == "in"]


def secret_address(app: Flask) -> str:
    with app.app_context():
        return reply_address(db.session.scalars(sa.select(Ticket)).first(), app.config["SETTINGS"].secret_key)


@pytest.mark.parametrize(("hint", "words"), [
    ("reply_address", "secret address"), ("answers_letter", "answers a letter"), ("reference", "its subject names"),
])
def test_each_hint_is_told_in_words_and_joins_nothing(desk: Desk, hint: str, words: str) -> None:
    """The secret address alone, a letter's Message-ID, a reference in the subject."""
    app, ticket = desk.app, tickets(desk.app)[0]
    with app.app_context(), unit():
        letter = db.session.scalar(sa.select(Message).where(Message.direction == "out"))
        letter.message_id = "<ours@example.test>"
    to = secret_address(app) if hint == "reply_address" else US
    headers = "In-Reply-To: <ours@example.test>\r\n" if hint == "answers_letter" else ""
    subject = f"about [{ticket.reference.lower()}]" if hint == "reference" else "As I said"
    posted(app, (a_mail(STRANGER, subject, "As I said.", headers=headers), to), sender=STRANGER)
    first, stray = tickets(app)
    assert (stray.perhaps_of_id, stray.perhaps_why) == (first.id, hint)
    assert stray.due_on is not None
    assert "As I said." not in came_in(first)
    page = text_of(desk.get(f"/staff/tickets/{stray.reference}"))
    assert f"Perhaps belongs to {first.reference}" in page
    assert words in page


def test_one_click_puts_it_there_and_the_address_is_known_from_then_on(desk: Desk) -> None:
    """What comes next from that address to the secret one is an answer; to a stray's own address, too."""
    app, secret = desk.app, secret_address(desk.app)
    posted(app, (a_mail(STRANGER, "Re: My account", "Number 17."), secret), sender=STRANGER)
    first, stray = tickets(app)
    answer = desk.act(stray.reference, "place", onto=first.reference.lower(), known="y")
    assert answer.status_code == 302
    first, stray = tickets(app)
    assert (came_in(first)[1:], came_in(stray), stray.state) == (["Number 17."], [], "placed")
    assert f"Put onto {first.reference}" in text_of(desk.get(f"/staff/tickets/{stray.reference}"))
    with app.app_context():
        own = reply_address(db.session.get(Ticket, stray.id), app.config["SETTINGS"].secret_key)
    posted(app, (a_mail(STRANGER, "Re: My account", "And 18."), secret), (a_mail(STRANGER, "Re: PR", "And 19."), own),
           sender=STRANGER)
    first, stray = tickets(app)
    assert came_in(first)[1:] == ["Number 17.", "And 18.", "And 19."]


def test_a_stranger_whose_mail_was_placed_stays_a_stranger(desk: Desk) -> None:
    """Without the tick, the next mail hints at the ticket and opens its own; no letter goes to the stranger about it."""
    app, secret = desk.app, secret_address(desk.app)
    posted(app, (a_mail(STRANGER, "Re: My account", "Number 17."), secret), sender=STRANGER)
    first, stray = tickets(app)
    desk.act(stray.reference, "place", onto=first.reference)
    posted(app, (a_mail(STRANGER, "Re: My account", "More."), secret), sender=STRANGER)
    first, _, second = tickets(app)
    assert second.perhaps_of_id == first.id
    with app.app_context():
        letters = db.session.scalars(sa.select(Message.recipient).where(Message.direction == "out")).all()
    assert letters == [MARIA, STRANGER, STRANGER]


def test_it_is_taken_back_and_kept_apart(desk: Desk) -> None:
    """Both by their buttons; an unknown reference and a broken one change nothing."""
    app = desk.app
    posted(app, (a_mail(STRANGER, f"{tickets(app)[0].reference}", "Hello."), US), sender=STRANGER)
    first, stray = tickets(app)
    for wrong in ("PR-2026-999999", "?", ""):
        assert desk.act(stray.reference, "place", onto=wrong).status_code in {409, 422}
    assert desk.act(stray.reference, "place", onto=first.reference, carry=["1"]).status_code == 422
    assert desk.act(stray.reference, "place", onto=first.reference).status_code == 302
    assert desk.act(stray.reference, "take-back").status_code == 302
    assert came_in(tickets(app)[1]) == ["Hello."]
    assert desk.act(stray.reference, "apart").status_code == 409
    posted(app, (a_mail(STRANGER, f"Re: {first.reference}", "Hello again."), US), sender=STRANGER)
    third = tickets(app)[2]
    assert desk.act(third.reference, "apart").status_code == 302
    assert tickets(app)[2].perhaps_of_id is None


def test_the_same_mail_for_two_addresses_is_one_ticket(desk: Desk) -> None:
    """Two transactions, two traces."""
    app = desk.app
    raw = a_mail("tom@example.org", "Hello", "please delete my data.")
    posted(app, (b"Delivered-To: one\r\n" + raw, US),
           (b"Received: by mx2\r\nX-Spam-Level: *\r\n" + raw, "privacy+two@example.test"))
    posted(app, (b"Received: late\r\n" + raw, US))
    assert len(tickets(app)) == 2
