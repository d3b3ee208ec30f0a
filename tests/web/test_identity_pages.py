"""Showing who one is, on the pages: a code, a question, the person for whom an agent asks. Nobody learns what we know."""

import io
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import clock_at, db, now
from compliance.ledger import Event, verify
from compliance.letters.writing import with_links, write_to_requester
from compliance.rules.abilities import REQUESTER
from compliance.rules.identity import CODE_MINUTES, CODE_TRIES
from compliance.sealing import SealKey
from compliance.tickets import asking, documents, showing, talking
from compliance.tickets.asking import CODES_A_DAY
from compliance.tickets.documents import lying
from compliance.tickets.models import Link, Message, Ticket
from compliance.tickets.tokens import code_of, link_token
from tests.factories import a_member_of_staff, a_ticket
from tests.web.desk import Desk, text_of


class Visitor:
    """Somebody at the pages about one ticket."""

    def __init__(self, app, *kinds: str, **arrival) -> None:
        self.app, self.client = app, app.test_client()
        self.key = app.config["SETTINGS"].secret_key
        with app.app_context():
            ticket = a_ticket(app, *kinds, **arrival)
            self.id, self.reference = ticket.id, ticket.reference

    @property
    def ticket(self) -> Ticket:
        return db.session.get_one(Ticket, self.id)

    def ask(self, reference: str = "", email: str = "maria@example.org"):
        answer = self.client.post("/requests/code", data={"reference": reference or self.reference, "email": email})
        with self.app.app_context():
            jobs.run_due()
        return answer

    def letters(self, letter: str) -> list[Message]:
        wanted = sa.select(Message).where(Message.ticket_id == self.id, Message.letter == letter).order_by(Message.id)
        return list(db.session.scalars(wanted))

    def code(self) -> str:
        """What the latest letter says."""
        with self.app.app_context():
            written = write_to_requester(self.letters("code")[-1], self.ticket)
            return re.search(r"^\d{6}$", with_links(written.text, "https://x.example", self.key), re.M)[0]

    def enter(self, digits: str, reference: str = ""):
        return self.client.post("/requests/code/enter", data={"reference": reference or self.reference, "digits": digits})

    def proof(self) -> int:
        with self.app.app_context():
            db.session.expire_all()
            return self.ticket.proof

    def link(self, purpose: str) -> str:
        with self.app.app_context():
            wanted = sa.select(Link).where(Link.ticket_id == self.id, Link.purpose == purpose).order_by(Link.id.desc())
            return f"/{purpose}/{link_token(db.session.scalars(wanted).first(), self.key)}"


@pytest.fixture
def visitor(app) -> Visitor:
    return Visitor(app, "removal")


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_shows_control(visitor):
    assert visitor.client.get(f"/requests/code?reference={visitor.reference}").status_code == 200
    visitor.ask(email=" MARIA@example.org ")
    code = visitor.code()
    assert visitor.enter(wrong(code)).status_code == 422
    assert visitor.proof() == 0
    assert "confirmed" in visitor.enter(f"{code[:3]} {code[3:]}").text
    assert visitor.proof() == 1
    assert visitor.enter(code).status_code == 422
    with visitor.app.app_context():
        assert (visitor.ticket.proof_way, visitor.ticket.shown) == ("code", {"ways": ["code"]})
        assert code not in str(db.session.execute(sa.text("SELECT * FROM messages")).all())
        assert verify()[1] is None


def test_a_code_lapses_and_its_tries_end(visitor):
    visitor.ask()
    code = visitor.code()
    for _ in range(CODE_TRIES):
        visitor.enter(wrong(code))
    assert visitor.enter(code).status_code == 422
    visitor.ask()
    newer = visitor.code()
    with clock_at(now() + timedelta(minutes=CODE_MINUTES + 1)):
        assert visitor.enter(newer).status_code == 422
    assert visitor.proof() == 0


def test_a_newer_code_ends_the_older_and_a_day_has_few(visitor):
    visitor.ask()
    older = visitor.code()
    for _ in range(CODES_A_DAY + 2):
        visitor.ask()
    assert visitor.enter(older).status_code == 422 or older == visitor.code()
    with visitor.app.app_context():
        assert len(visitor.letters("code")) == CODES_A_DAY


def test_a_code_is_bound_to_its_request(visitor):
    other = Visitor(visitor.app, "removal", sender="eve@example.org")
    other.ask(email="eve@example.org")
    assert visitor.enter(other.code()).status_code == 422
    assert visitor.proof() == 0


def test_the_page_says_the_same_whatever_is_named(visitor):
    """A known pair, a known reference with another's address, a look-alike, and nothing at all."""
    named = [(visitor.reference, "maria@example.org"), (visitor.reference, "eve@example.org"),
             (visitor.reference, "mаria@example.org"), ("PR-2026-999999", "maria@example.org"), ("x\0", "")]
    answers = {text_of(visitor.ask(*pair)).replace(pair[0], "") for pair in named}
    assert len(answers) == 1
    with visitor.app.app_context():
        assert len(visitor.letters("code")) == 1
        assert "maria" not in str(db.session.execute(sa.text("SELECT payload FROM jobs")).all())
    refused = {text_of(visitor.enter("000000", reference)) for reference, _ in named[1:]}
    assert len(refused) == 1


def test_a_question_is_answered_on_the_own_page(visitor):
    desk = Desk(visitor.app)
    assert desk.act(visitor.reference, "identity/question", points="customer_number").status_code == 302
    own = visitor.link("requests")
    assert "Customer or account number" in visitor.client.get(own).text
    assert visitor.client.post(f"{own}/answers", data={"customer_number": "K-17", "name": "ignored"}).status_code == 303
    assert "Please answer this" not in visitor.client.get(own).text
    with visitor.app.app_context():
        ticket = visitor.ticket
        assert (ticket.state, ticket.proof) == ("open", 0)  # right or wrong, an answer alone shows no mailbox
        assert ticket.messages[-1].text == "customer or account number: K-17"
        assert "K-17" not in str(db.session.execute(sa.text("SELECT data FROM events")).all())
        with pytest.raises(asking.Refused, match="answered"):
            asking.answer_question(ticket, REQUESTER, visitor.letters("question")[0], None)
    assert desk.act(visitor.reference, "identity/file", since="2020-01-01", points="customer_number").status_code == 302
    page = text_of(desk.get(f"/staff/tickets/{visitor.reference}"))
    assert "on file, unchanged, for 30 days or more" in page
    assert "K-17" in page


def test_the_person_is_asked_and_not_their_agent(visitor):
    with visitor.app.app_context():
        ana = a_member_of_staff().actor
        showing.ask_for_another(visitor.ticket, ana, behalf="client", name="Tom Baker", email="tom@example.net")
        letter = talking.ask_proof(visitor.ticket, ana)
        assert (letter.letter, letter.recipient) == ("mandate", "tom@example.net")
    visitor.ask()
    with visitor.app.app_context():
        assert visitor.letters("code") == []  # the agent's own mailbox shows nothing
    page = visitor.client.get(visitor.link("proof"))
    assert "maria@example.org" in page.text
    assert visitor.proof() == 0
    visitor.client.post(visitor.link("proof"))
    with visitor.app.app_context():
        assert visitor.ticket.shown == {"ways": ["link"], "papers": ["confirmed"]}
        assert showing.lacks(visitor.ticket.requests[0], visitor.ticket) == {"level", "mandate"}


def test_the_person_says_no(visitor):
    with visitor.app.app_context():
        ana = a_member_of_staff().actor
        showing.ask_for_another(visitor.ticket, ana, behalf="client", name="Tom Baker", email="tom@example.net")
        talking.ask_proof(visitor.ticket, ana)
    no = f"{visitor.link('proof')}/no"
    assert "in your name" in visitor.client.post(no).text
    assert visitor.client.post(no).status_code == 410
    with visitor.app.app_context():
        assert (visitor.ticket.proof, visitor.ticket.doubts, visitor.ticket.state) == (0, ["denied"], "open")
        assert db.session.scalar(sa.select(sa.func.count(Event.id)).where(Event.kind == "proof.denied")) == 1
        assert verify()[1] is None


def test_an_agent_cannot_name_their_own_mailbox_as_the_person_s(visitor):
    with visitor.app.app_context():
        ana = a_member_of_staff().actor
        for own in ("maria@example.org", "Maria+client@example.org", "m.aria@example.org", ""):
            showing.ask_for_another(visitor.ticket, ana, behalf="client", name="Tom Baker", email=own)
            with pytest.raises(talking.Refused, match="of their own"):
                talking.ask_proof(visitor.ticket, ana)


def test_the_code_of_a_link_is_its_own():
    links = [Link(id=n, nonce=str(n)) for n in range(300)]
    assert len({code_of(link, "key") for link in links}) > 295
    assert code_of(links[0], "key") != code_of(links[0], "other")


def test_a_document_is_asked_sealed_read_and_erased(make_app):
    visitor = Visitor(make_app(IDENTITY_DOCUMENTS="yes"), "access")
    desk = Desk(visitor.app)
    own, picture = visitor.link("requests"), b"%PDF-1.4 Maria Keller born 1980"
    given = {"document": (io.BytesIO(picture), "id.pdf")}
    assert visitor.client.post(f"{own}/document", data=given).status_code == 422  # nobody asked
    assert desk.act(visitor.reference, "identity/document").status_code == 302
    own = visitor.link("requests")
    assert "Show us a document" in visitor.client.get(own).text
    assert visitor.client.post(f"{own}/document", data={"document": (io.BytesIO(b"MZ\0"), "x.pdf")}).status_code == 422
    assert visitor.client.post(f"{own}/document", data={"document": (io.BytesIO(picture), "id.pdf")}).status_code == 303
    with visitor.app.app_context():
        kept = lying(visitor.ticket)[0]
        assert picture not in kept.sealed
        path, key_id = f"identity/documents/{kept.id}", kept.key_id
    assert Desk(visitor.app, "agent", "ben").act(visitor.reference, path).status_code == 403
    with desk.act(visitor.reference, path) as opened:
        assert opened.data == picture
    assert desk.act(visitor.reference, "identity/document/fits").status_code == 302
    with visitor.app.app_context():
        assert (lying(visitor.ticket), visitor.ticket.proof, db.session.get(SealKey, key_id)) == ([], 2, None)
        told = set(db.session.scalars(sa.select(Event.kind).where(Event.kind.like("document.%"))))
        assert told == {"document.received", "document.read", "document.erased"}
        assert verify()[1] is None


def test_an_undecided_document_goes_by_itself_and_none_is_asked_for_where_the_house_forbids_it(visitor):
    with visitor.app.app_context():
        ana, ticket = a_member_of_staff().actor, visitor.ticket
        with pytest.raises(asking.Refused, match="asks for no documents"):
            documents.ask_document(ticket, ana, allowed=False)
        documents.ask_document(ticket, ana, allowed=True)
        documents.give_document(ticket, REQUESTER, b"%PDF-1.4", "application/pdf")
        jobs.run_due()
        assert len(lying(ticket)) == 1
        with clock_at(now() + timedelta(days=documents.DAYS, minutes=1)):
            jobs.run_due()
        assert lying(ticket) == []


def test_a_parent_declares_on_their_page(visitor):
    with visitor.app.app_context():
        showing.ask_for_another(visitor.ticket, a_member_of_staff().actor, behalf="child", name="Lea", email="")
    own = visitor.link("requests")
    assert visitor.client.post(f"{own}/declaration", data={"full_name": " "}).status_code == 422
    assert visitor.client.post(f"{own}/declaration", data={"full_name": "Maria Keller"}).status_code == 303
    assert visitor.client.post(f"{own}/declaration", data={"full_name": "Maria Keller"}).status_code == 422
    with visitor.app.app_context():
        assert visitor.ticket.shown == {"papers": ["declaration"]}
        assert "level" in showing.lacks(visitor.ticket.requests[0], visitor.ticket)
