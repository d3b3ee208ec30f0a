"""The register of dead addresses: entered, found whatever the case, revived, and never with the address in it."""

import sqlalchemy as sa

from compliance.db import db
from compliance.ledger import Event, verify
from compliance.registers import dead_addresses
from compliance.registers.dead_addresses import DeadAddress
from compliance.rules.abilities import SYSTEM

KEY = "k" * 32
MARIA = "Maria@Example.org"


def test_an_address_dies_and_is_revived(book):
    assert not dead_addresses.is_dead(MARIA, KEY)
    assert dead_addresses.mark(MARIA, "bounced", KEY, SYSTEM)
    assert not dead_addresses.mark(MARIA, "bounced", KEY, SYSTEM)
    assert dead_addresses.is_dead(" maria@example.ORG", KEY)
    assert not dead_addresses.is_dead("mario@example.org", KEY)
    assert dead_addresses.revive("maria@example.org", KEY, SYSTEM)
    assert not dead_addresses.revive(MARIA, KEY, SYSTEM)
    assert not dead_addresses.is_dead(MARIA, KEY)
    assert dead_addresses.mark(MARIA, "bounced", KEY, SYSTEM)
    assert dead_addresses.is_dead(MARIA, KEY)
    told = db.session.scalars(sa.select(Event.kind).where(Event.entity == "address").order_by(Event.id)).all()
    assert told == ["address.died", "address.revived", "address.died"]
    assert verify()[1] is None


def test_the_address_stands_nowhere_and_another_key_finds_nothing(book):
    dead_addresses.mark(MARIA, "bounced", KEY, SYSTEM)
    entry = db.session.scalar(sa.select(DeadAddress))
    assert "maria" not in f"{entry.key}{entry.reason}".lower()
    assert not dead_addresses.is_dead(MARIA, "x" * 32)
