"""The trail at the desk and the bundle of a ticket; the checkpoint for everybody."""

import io
import json
import runpy
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from compliance.db import clock_at, db, now
from compliance.ledger import Event, seal, verify
from compliance.ledger.checkpoints import signer
from compliance.reports import trail
from compliance.tickets import talking
from tests.factories import a_member_of_staff, a_system, a_ticket
from tests.web.desk import Desk, text_of

VERIFIER = Path(__file__).resolve().parents[2] / "docs" / "verify_trail.py"
NAME = "Łukasz Žižek Ünal"


@pytest.fixture
def reference(sqlite_app):
    """A ticket with a file's worth of history."""
    with sqlite_app.app_context():
        a_system()
        ticket = a_ticket(sqlite_app, "removal", sender_name=NAME, body="Ask tom@elsewhere.example, he knows.",
                          text="Ask tom@elsewhere.example, he knows.")
        staff = a_member_of_staff("agent", "noter@staff.example.org")
        talking.note(ticket, staff.actor, "Between us.")
        return ticket.reference


def test_the_checkpoint_is_shown_to_everybody(client):
    """First there is none; then the latest, and the key that opens it."""
    assert client.get("/audit/checkpoint").status_code == 404
    with client.application.app_context():
        a_ticket(client.application)
        seal()
        statement = signer().opened(client.get("/audit/checkpoint").text)
        assert client.get("/audit/key").text.strip() == signer().verifier_key()
    assert statement.size > 0


def test_the_trail_is_searched(sqlite_app, reference):
    """By ticket, actor, subject and day; what is unknown says so."""
    desk = Desk(sqlite_app, "auditor")
    with sqlite_app.app_context():
        seal()
        a_ticket(sqlite_app, "access")
    everything = text_of(desk.get("/staff/trail"))
    assert "entries are sealed" in everything
    assert "waits" in everything
    assert reference in everything
    assert "internal note" in text_of(desk.get(f"/staff/trail?ticket={reference}&kind=ticket"))
    assert "internal note" not in text_of(desk.get(f"/staff/trail?ticket={reference}&kind=task"))
    assert "Nothing fits" in text_of(desk.get("/staff/trail?since=2099-01-01"))
    assert "Nothing fits" in text_of(desk.get("/staff/trail?until=2001-01-01"))
    assert "Nothing fits" in text_of(desk.get("/staff/trail?actor=command"))
    assert "There is no ticket PR-2000-000001" in text_of(desk.get("/staff/trail?ticket=PR-2000-000001"))
    for hostile in ("before=-1", "before=%27", "actor=9999999999999999999999", "since=x", "kind=%00"):
        assert desk.get(f"/staff/trail?{hostile}").status_code == 200


def test_pages_show_every_event_once(book):
    """However many happened in the same moment."""
    with clock_at(now() - timedelta(days=1)):
        for number in range(30):
            a_ticket(book, sender=f"p{number}@example.org")
    seen, before = [], None
    while True:
        page = trail.page(trail.Search(), before)
        seen += [event.id for event in page.events]
        if not page.more:
            break
        before = page.events[-1].id
    assert sorted(seen) == sorted(db.session.scalars(sa.select(Event.id)))
    assert len(set(seen)) == len(seen)


def parts_of(packed: bytes) -> dict[str, bytes]:
    """Name -> content of a bundle, without the ticket's folder."""
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        return {name.split("/", 1)[1]: file.read(name) for name in file.namelist()}


def test_a_bundle_is_the_same_each_time_and_proves_itself(sqlite_app, reference):
    """Handing it out is told, and changes nothing in it."""
    desk = Desk(sqlite_app, "officer")
    path = f"/staff/tickets/{reference}/bundle"
    first, again = desk.post(path, third_parties="shown"), desk.post(path, third_parties="shown")
    assert first.data == again.data
    parts = parts_of(first.data)
    facts, proof = json.loads(parts["ticket.json"]), json.loads(parts["proofs.json"])
    assert (facts["person"]["name"], facts["messages"][-1]["text"]) == (NAME, "Between us.")
    assert facts["requests"][0]["clock"]["how"]
    assert runpy.run_path(str(VERIFIER))["check_proof"](proof, None) == len(proof["events"]) > 4
    assert parts["summary.pdf"].startswith(b"%PDF")
    with sqlite_app.app_context():
        told = db.session.scalars(sa.select(Event).where(Event.kind == "house.bundled")).all()
        assert len(told) == 2
        assert told[0].ticket_id is not None
        assert verify()[1] is None


def test_third_parties_are_blackened(sqlite_app, reference):
    """Another's address, the note among colleagues, the colleague's name; the person's own stays."""
    desk = Desk(sqlite_app, "officer")
    parts = parts_of(desk.post(f"/staff/tickets/{reference}/bundle", third_parties="redacted").data)
    words = parts["ticket.json"].decode()
    assert "tom@elsewhere.example" not in words
    assert "Between us." not in words
    assert "maria@example.org" in words
    assert not any(name.startswith(("mails/", "files/")) for name in parts)
    assert desk.post("/staff/tickets/PR-2000-000001/bundle").status_code == 404


def test_refusals_and_reading_are_told(sqlite_app, reference):
    """Who may not see a page; an auditor at a ticket, whose work does not tell it by itself."""
    Desk(sqlite_app, "agent", "ben").get("/staff/trail")
    Desk(sqlite_app, "officer", "ana").get(f"/staff/tickets/{reference}")
    auditor = Desk(sqlite_app, "auditor", "ines")
    auditor.get(f"/staff/tickets/{reference}")
    with sqlite_app.app_context():
        own = sa.select(Event).where(Event.entity == "house", Event.actor == "staff").order_by(Event.id)
        told = db.session.scalars(own).all()
        assert [(event.kind, event.data) for event in told] == [
            ("house.refused", {"act": "audit.read", "reason": "not_allowed"}), ("house.read", {"what": "ticket"})]
        assert (told[1].actor_id, told[0].ticket_id) == (auditor.staff_id, None)
        assert verify()[1] is None
    assert "read ticket" in text_of(auditor.get(f"/staff/trail?ticket={reference}"))
