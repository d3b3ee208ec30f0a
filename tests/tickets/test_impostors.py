"""Impostors reach no level beyond what they truly have, and genuine people reach theirs without anybody's help."""

import random
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from compliance.db import clock_at, db, now
from compliance.ledger import verify
from compliance.rules import addresses, evidence, identity
from compliance.rules.abilities import REQUESTER, SYSTEM
from compliance.rules.evidence import Check, Evidence
from compliance.tickets import asking, showing, talking
from compliance.tickets.arrivals import Arrival
from compliance.tickets.door import Refused
from compliance.tickets.models import Link, Message, Ticket
from compliance.tickets.placing import known_on
from compliance.tickets.tokens import code_of
from tests.factories import a_member_of_staff, a_ticket
from tests.tickets.dossiers import DOSSIERS, MOVED, VICTIM, Dossier

KEY = "k" * 40
SIGNED = Evidence(("mx.example.test",), (
    Check("dkim", "pass", "example.org", True), Check("dmarc", "pass", "example.org", True)))
FORGED = Evidence(("mx.example.test",), (Check("dkim", "none"), Check("dmarc", "fail", "example.org", True)))


def on_file() -> dict:
    """Whom the systems know, and since when the address stands there."""
    today = now().date()
    return {VICTIM: today - timedelta(days=2000), MOVED: today - timedelta(days=10)}


def latest(ticket: Ticket, purpose: str) -> Link:
    wanted = sa.select(Link).where(Link.ticket_id == ticket.id, Link.purpose == purpose)
    return db.session.scalars(wanted.order_by(Link.id.desc())).first()


def answer(ticket: Ticket, sender: str, found: Evidence | None, channel: str = "mail") -> Arrival:
    return Arrival(channel=channel, contact=ticket.contact, sender=sender, outcome="reply", evidence=found,
                   text="It was me.", body="It was me.")


def look_up(ticket: Ticket, ana, knows: str) -> None:
    """What honest staff find: the file goes by the exact address, and what was said fits or does not."""
    since = next((day for address, day in on_file().items() if addresses.key(address) == ticket.requester.email_key), None)
    showing.check_file(ticket, ana, since=since, points=knows.split())


def attack(app, ana, dossier: Dossier) -> Ticket:
    """Everything that this impostor can do, while staff do what they do for everybody."""
    ticket = a_ticket(app, dossier.kind, sender=dossier.sender, evidence=SIGNED if dossier.signed else None)
    if dossier.behalf != "self":
        showing.say_for_another(ticket, REQUESTER, behalf=dossier.behalf, name="Maria Keller", email=dossier.person)
    if dossier.doubts:
        showing.doubt(ticket, ana, dossier.doubts.split())
    for write in (lambda: talking.ask_proof(ticket, ana), lambda: asking.send_code(ticket, REQUESTER)):
        try:
            letter = write()
        except Refused:
            continue
        if letter.recipient in dossier.reads:
            talking.give_proof(ticket, REQUESTER, latest(ticket, "proof"))
    for guess in range(identity.CODE_TRIES + 3):
        asking.give_code(ticket, REQUESTER, f"{guess:06d}", KEY)
    if known_on(ticket, VICTIM):
        talking.receive_message(ticket, REQUESTER, answer(ticket, VICTIM, FORGED))
    look_up(ticket, ana, dossier.knows)
    return ticket


def too_far(app) -> list[str]:
    """The stories of those who got further than they should."""
    ana = a_member_of_staff(email=f"ana{random.random()}@staff.example.org").actor
    found = []
    for dossier in DOSSIERS:
        ticket = attack(app, ana, dossier)
        if ticket.proof > dossier.due or not showing.lacks(ticket.requests[0], ticket):
            found.append(dossier.story)
    return found


def test_thirty_impostors(sqlite_app):
    assert len(DOSSIERS) == 30
    with sqlite_app.app_context():
        assert too_far(sqlite_app) == []
        assert verify()[1] is None


@pytest.mark.drill
@pytest.mark.parametrize(("where", "name", "fault"), [
    (identity, "NEAR", frozenset()),
    (identity, "ON_FILE_DAYS", 0),
    (identity, "CONTROL", None),
    (addresses, "key", lambda address: re.sub(r"[+][^@]*|[.](?=[^@]*@)", "", address)),
    (showing, "asked_for_another", lambda ticket: False),
    (evidence, "shows_control", lambda found: True),
    (addresses, "likeness", lambda address: address),
], ids=lambda value: value if isinstance(value, str) else "")
def test_a_planted_fault_lets_one_through(sqlite_app, monkeypatch, where, name, fault):
    if name == "CONTROL":
        where, name, fault = identity, "need", lambda *given: identity.Need(1)
    monkeypatch.setattr(where, name, fault)
    with sqlite_app.app_context():
        assert too_far(sqlite_app)


def test_a_signed_answer_to_the_secret_address_shows_control_and_a_replayed_mail_does_not(sqlite_app):
    with sqlite_app.app_context():
        ticket = a_ticket(sqlite_app, sender=VICTIM, evidence=SIGNED)
        for sender, found, channel in (("eve@example.org", SIGNED, "mail"), (VICTIM, None, "mail"), (VICTIM, FORGED, "mail"),
                                       (VICTIM, SIGNED, "form")):
            talking.receive_message(ticket, REQUESTER, answer(ticket, sender, found, channel))
            assert ticket.proof == 0
        talking.receive_message(ticket, REQUESTER, answer(ticket, VICTIM, SIGNED))
        assert (ticket.proof, ticket.proof_way) == (1, "signed")


class Genuine:
    """Somebody who asks about their own data, as people are: some lose the link, some have moved, few know their number."""

    def __init__(self, app, ana, chance: random.Random, number: int) -> None:
        self.app, self.ana, self.chance = app, ana, chance
        self.known = chance.random() < 0.9
        kind = chance.choice(("removal", "removal", "amendment", "access", "restriction"))
        self.ticket = a_ticket(app, kind, sender=f"person{number}@example.org")
        strong = ["customer_number", "order_number", "recent_activity", "joined"]
        self.knows = {"name", *chance.sample(strong, k=chance.choices((0, 1, 2, 3), (1, 30, 40, 29))[0])}

    def show_control(self) -> None:
        """By link, mostly; by code, by answering, or with a link that had lapsed."""
        ticket = self.ticket
        talking.ask_proof(ticket, SYSTEM)
        way = self.chance.choices(("link", "code", "signed", "late", "never"), (78, 8, 5, 8, 1))[0]
        if way == "link":
            talking.give_proof(ticket, REQUESTER, latest(ticket, "proof"))
        elif way == "code":
            asking.send_code(ticket, REQUESTER)
            assert asking.give_code(ticket, REQUESTER, code_of(latest(ticket, "code"), KEY), KEY)
        elif way == "signed":
            talking.receive_message(ticket, REQUESTER, answer(ticket, ticket.requester.email, SIGNED))
        elif way == "late":
            with clock_at(now() + timedelta(days=9)):
                talking.renew_proof(ticket, REQUESTER, latest(ticket, "proof"))
                talking.give_proof(ticket, REQUESTER, latest(ticket, "proof"))

    def be_looked_up(self) -> None:
        """Staff keep what they find; where that does not do, one press of theirs asks."""
        since = now().date() - timedelta(days=900) if self.known else None
        showing.check_file(self.ticket, self.ana, since=since, points=["name"])
        if "level" in showing.lacks(self.ticket.requests[0], self.ticket) and self.ticket.proof:
            strong = sorted(identity.POINTS.keys() - identity.NEAR)
            question = asking.ask_question(self.ticket, self.ana, strong)
            asking.answer_question(self.ticket, REQUESTER, question, answer(self.ticket, "", None, "form"))
            showing.check_file(self.ticket, self.ana, since=since, points=sorted(self.knows))


@pytest.mark.drill
def test_genuine_people_reach_the_level_they_need(sqlite_app):
    """95 of 100 by themselves, and all of them without a document."""
    chance = random.Random(12)
    with sqlite_app.app_context():
        ana = a_member_of_staff().actor
        people = [Genuine(sqlite_app, ana, chance, number) for number in range(200)]
        for person in people:
            person.show_control()
            person.be_looked_up()
        there = [person for person in people if not showing.lacks(person.ticket.requests[0], person.ticket)]
        assert len(there) >= 190
        assert db.session.scalar(sa.select(sa.func.count(Message.id)).where(Message.letter.in_(["document", "reply"]))) == 0
