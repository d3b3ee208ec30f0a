"""The register of contact addresses: what is refused, what falls to the settings, what is told."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from compliance.db import db
from compliance.ledger import Event, verify
from compliance.registers import contacts
from compliance.registers.contacts import Entry
from compliance.registers.systems import NotAllowed
from compliance.rules.abilities import COMMAND, staff_actor

OURS = ("privacy@example.test", "uk@example.test")
UK = Entry("uk-gdpr", "en", "Europe/London", "GB-ENG", "Example Books UK", "Jane Roe\nLondon")


def test_an_entry_is_added_and_changed(book) -> None:
    """One row for an address; events tell the law, never a name."""
    contacts.keep(COMMAND, " UK@example.test ", UK, OURS)
    contacts.keep(COMMAND, "uk@example.test", replace(UK, regime=""), OURS)
    entry, = contacts.all_entries().values()
    assert (entry.address, entry.regime, entry.sender_name) == ("uk@example.test", "", "Example Books UK")
    told = db.session.scalars(sa.select(Event).where(Event.entity == "contact").order_by(Event.id)).all()
    assert [(event.kind, event.data) for event in told] == [
        ("contact.added", {"law": "uk-gdpr"}), ("contact.changed", {"law": None})]
    assert verify()[1] is None


@pytest.mark.parametrize(("address", "entry", "says"), [
    ("other@example.test", UK, "not in CONTACT_ADDRESS"),
    ("uk@example.test", replace(UK, regime="mars"), "Unknown law"),
    ("uk@example.test", replace(UK, language="English"), "language"),
    ("uk@example.test", replace(UK, timezone="Mars/Olympus"), "time zone"),
    ("uk@example.test", replace(UK, timezone="../../etc/passwd"), "time zone"),
    ("uk@example.test", replace(UK, holidays="XX"), "calendar"),
    ("uk@example.test", replace(UK, sender_name="a\r\nBcc: all@example.org"), "one line"),
    ("uk@example.test", replace(UK, sender_name="x" * 121), "120"),
    ("uk@example.test", replace(UK, signature="x" * 2001), "2000"),
])
def test_what_cannot_be_is_refused(sqlite_app, address: str, entry: Entry, says: str) -> None:
    """With a message that says why; nothing is written."""
    with sqlite_app.app_context():
        with pytest.raises(ValueError, match=says):
            contacts.keep(COMMAND, address, entry, OURS)
        assert contacts.all_entries() == {}


def test_who_may_not_keep_it(sqlite_app) -> None:
    """An agent may not."""
    with sqlite_app.app_context(), pytest.raises(NotAllowed):
        contacts.keep(staff_actor(1, "agent"), "uk@example.test", UK, OURS)


def test_an_entry_out_of_use_says_nothing(sqlite_app) -> None:
    """And neither does one that is not there."""
    with sqlite_app.app_context():
        assert contacts.values_of(contacts.entry_of("uk@example.test")) == Entry()
        assert contacts.values_of(contacts.keep(COMMAND, "uk@example.test", UK, OURS)) == UK
        assert contacts.values_of(contacts.keep(COMMAND, "uk@example.test", replace(UK, active=False), OURS)) == Entry()
