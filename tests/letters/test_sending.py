"""Letters on the wire: threaded, marked, once; what a mail server's moods do to them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import clock_at, db, now, unit
from compliance.jobs import Job
from compliance.ledger import Event, verify
from compliance.letters import sending
from compliance.rules.abilities import REQUESTER
from compliance.tickets import deciding, talking, working
from compliance.tickets.models import Message
from compliance.tickets.tokens import reply_address, ticket_of_reply_address
from tests.factories import a_member_of_staff, a_system, a_ticket
from tests.servers.smtp_sink import Cut


@pytest.fixture
def post(make_app, smtp_sink):
    """The app with a mail server that shows what it took."""
    app = make_app(MAIL_SERVER="127.0.0.1", MAIL_PORT=str(smtp_sink.port))
    with app.app_context():
        yield app, smtp_sink


def run_all(hours: float = 0) -> None:
    with clock_at(now() + timedelta(hours=hours)):
        jobs.run_due(limit=50)
    db.session.rollback()


def deliveries(ticket) -> list[tuple[str, str]]:
    return [(m.letter, m.delivery) for m in ticket.messages if m.direction == "out"]


def test_an_acknowledgement(post):
    app, sink = post
    ticket = a_ticket(app, message_id="<hers@example.org>", text="SECRET words", subject="SECRET subject", sender_name="Maria")
    run_all()
    letter, = sink.letters
    mail = letter.message
    assert letter.recipients == ("maria@example.org",)
    assert letter.sender == reply_address(ticket, app.config["SETTINGS"].secret_key)
    assert mail["Reply-To"] == letter.sender
    assert (mail["In-Reply-To"], mail["References"]) == ("<hers@example.org>", "<hers@example.org>")
    assert mail["Auto-Submitted"] == "auto-replied"
    assert ticket.reference in mail["Subject"]
    assert "SECRET" not in letter.raw.decode()
    assert "Maria" not in letter.raw.decode()
    assert mail.get_body(("html",)) is not None
    assert deliveries(ticket) == [("acknowledgement", "sent")]
    assert verify()[1] is None


def test_the_proof_letter_carries_a_link_that_is_stored_nowhere(post):
    app, sink = post
    ticket = a_ticket(app)
    talking.ask_proof(ticket, a_member_of_staff().actor)
    run_all()
    body = sink.letters[1].message.get_body(("plain",)).get_content()
    address = next(word for word in body.split() if "/proof/" in word)
    token = address.rsplit("/", 1)[1]
    stored = str(db.session.execute(sa.text("SELECT * FROM messages")).all()) + str(
        db.session.execute(sa.text("SELECT * FROM links")).all())
    assert token not in stored
    assert token.split("-")[1] not in stored


@pytest.mark.parametrize(("outcome", "more"), [
    ("done", {}), ("partly", {"ground": "legal_duty"}), ("refused", {"ground": "not_covered"}),
])
@pytest.mark.parametrize("language", ["en", "de", "fi"])
def test_closing_letters(post, outcome, more, language):
    app, sink = post
    a_system("Forum", ("unsubscribe",))
    ticket = a_ticket(app, "unsubscribe", language=language)
    actor = a_member_of_staff().actor
    working.finish_task(ticket.tasks[0], actor, "kept", "legal_duty")
    deciding.close_request(ticket.requests[0], actor, outcome=outcome, text="Kind regards, Ana", **more)
    run_all()
    mail = sink.letters[-1].message
    for part in ("plain", "html"):
        words = mail.get_body((part,)).get_content()
        assert "Kind regards, Ana" in words
        assert ("Forum" in words) == (outcome != "refused")
        assert "{{" not in words
        assert "[[" not in words
    assert ("Löschung" in words or "Zusendungen" in words) == (language == "de")


def test_a_withdrawal_is_confirmed(post):
    app, _ = post
    ticket = a_ticket(app, "unsubscribe")
    deciding.withdraw(ticket.requests[0], REQUESTER)
    run_all()
    assert [name for name, _ in deliveries(ticket)] == ["acknowledgement", "withdrawn"]
    assert ticket.state == "closed"


def test_html_from_a_letter_writer_is_text(post):
    app, sink = post
    ticket = a_ticket(app)
    talking.write(ticket, a_member_of_staff().actor, "Hello <script>alert(1)</script>")
    run_all()
    assert "<script>" not in sink.letters[-1].message.get_body(("html",)).get_content()


def test_a_relay_that_is_away_delays_and_loses_nothing(post):
    app, sink = post
    ticket = a_ticket(app)
    sink.down()
    for hours in range(5):
        run_all(hours)
    assert deliveries(ticket) == [("acknowledgement", "queued")]
    sink.up()
    run_all(8)
    assert len(sink.letters) == 1
    assert deliveries(ticket) == [("acknowledgement", "sent")]


def test_trying_in_vain_for_long_is_shown(post):
    app, sink = post
    ticket = a_ticket(app)
    sink.answer = "451 4.3.0 later"
    for hours in (0, 1, 2, 3, 3.9):
        run_all(hours)
        assert not ticket.trouble
    for hours in (4.1, 4.3, 5):
        run_all(hours)
    assert ticket.trouble
    assert deliveries(ticket) == [("acknowledgement", "queued")]
    assert list(db.session.scalars(sa.select(Event.kind))).count("letter.delayed") == 1
    sink.answer = "250 2.0.0 fine"
    run_all(6)
    assert (deliveries(ticket), ticket.trouble) == ([("acknowledgement", "sent")], False)


@pytest.mark.parametrize("where", ["answer", "answer_recipient"])
def test_a_refusal_for_good_is_shown_at_once_and_can_be_sent_again(post, where):
    app, sink = post
    ticket = a_ticket(app)
    setattr(sink, where, "550 5.1.1 no such user")
    run_all()
    assert (deliveries(ticket), ticket.trouble) == ([("acknowledgement", "failed")], True)
    setattr(sink, where, "250 2.0.0 fine")
    letter = next(m for m in ticket.messages if m.direction == "out")
    talking.retry_letter(ticket, a_member_of_staff().actor, letter)
    run_all()
    assert (deliveries(ticket), ticket.trouble) == ([("acknowledgement", "sent")], False)
    assert verify()[1] is None


def test_given_up_after_five_days(post):
    app, sink = post
    ticket = a_ticket(app)
    sink.down()
    job = db.session.scalar(sa.select(Job).where(Job.kind == "letter.send"))
    with unit():
        job.tries = sending.FIVE_DAYS_OF_TRIES - 1
    run_all(1)
    assert (deliveries(ticket), ticket.trouble) == ([("acknowledgement", "failed")], True)


def test_a_connection_cut_after_the_dot_sends_the_same_message_id_again(post):
    app, sink = post
    ticket = a_ticket(app)
    sink.cut = Cut.TAKEN
    run_all()
    sink.cut = None
    run_all(1)
    assert [letter.message["Message-ID"] for letter in sink.letters] == [sink.letters[0].message["Message-ID"]] * 2
    assert deliveries(ticket) == [("acknowledgement", "sent")]


def test_without_a_mail_server_letters_wait_uncounted(app):
    with app.app_context():
        ticket = a_ticket(app)
        for hours in range(3):
            run_all(hours)
        assert deliveries(ticket) == [("acknowledgement", "queued")]
        assert db.session.scalar(sa.select(Job.tries).where(Job.kind == "letter.send")) == 0


@pytest.mark.parametrize("forged", ["<a@b>\r\nBcc: x@example.org", "no brackets", "<" + "x" * 400 + "@y>", "<a b@c>"])
def test_a_hostile_message_id_injects_nothing(post, forged):
    app, sink = post
    a_ticket(app, message_id=forged)
    run_all()
    mail = sink.letters[0].message
    assert (mail["In-Reply-To"], mail["Bcc"]) == (None, None)
    assert sink.letters[0].recipients == ("maria@example.org",)


def test_the_reply_address_belongs_to_one_ticket(app):
    with app.app_context():
        ticket, other = a_ticket(app), a_ticket(app, sender="tom@example.org")
        key = app.config["SETTINGS"].secret_key
        address = reply_address(ticket, key)
        assert ticket_of_reply_address(address.upper(), key).id == ticket.id
        assert ticket_of_reply_address(address.replace(f"+r{ticket.number}-", f"+r{other.number}-"), key) is None
        assert ticket_of_reply_address(address, key + "x") is None
        assert len(address.split("@")[0]) <= 64


def test_no_letter_is_sent_for_an_address_that_is_gone(post):
    app, sink = post
    ticket = a_ticket(app, sender="")
    assert ticket.answerable is False
    run_all()
    assert sink.letters == []
    assert db.session.scalar(sa.select(sa.func.count(Message.id)).where(Message.direction == "out")) == 0
