"""Accounts: one-time links, passwords, sign-in, sessions that end."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from compliance.db import clock_at, db, now
from compliance.ledger import Event, verify
from compliance.people import accounts
from compliance.people.accounts import AccountError
from compliance.rules.abilities import SYSTEM
from tests.factories import PASSWORD, a_member_of_staff


@pytest.fixture
def book(app):
    with app.app_context():
        yield app


def test_a_link_works_once_and_only_for_its_time(book):
    staff, token = accounts.add(SYSTEM, "Ana@Example.org", "officer")
    assert staff.email == "ana@example.org"
    assert accounts.invited(token).id == staff.id
    assert accounts.invited(token + "x") is None
    with clock_at(now() + accounts.INVITATION + timedelta(seconds=1)):
        assert accounts.invited(token) is None
    accounts.set_password(staff, PASSWORD)
    assert accounts.invited(token) is None
    assert token not in str(db.session.execute(sa.text("SELECT * FROM staff")).all())


def test_signing_in(book):
    a_member_of_staff("agent", password=PASSWORD)
    assert accounts.sign_in("ANA@staff.example.org ", PASSWORD) is not None
    assert accounts.sign_in("ana@staff.example.org", PASSWORD + "x") is None
    assert accounts.sign_in("nobody@staff.example.org", PASSWORD) is None
    assert accounts.sign_in("ana@staff.example.org", "x" * 100_000) is None
    told = sa.select(Event.kind).where(Event.kind.like("%sign%")).order_by(Event.id)
    assert db.session.scalars(told).all() == [
        "staff.signed_in", "staff.sign_in_failed", "house.sign_in_failed", "staff.sign_in_failed"]
    assert verify()[1] is None


def test_nobody_signs_in_before_a_password_is_chosen_or_after_being_disabled(book):
    staff = a_member_of_staff("agent")
    assert accounts.sign_in(staff.email, "") is None
    accounts.set_password(staff, PASSWORD)
    accounts.disable(staff, SYSTEM)
    assert accounts.sign_in(staff.email, PASSWORD) is None


@pytest.mark.parametrize("password", ["", "short", "x" * 257])
def test_passwords_have_a_length(book, password):
    with pytest.raises(AccountError, match="characters"):
        accounts.set_password(a_member_of_staff(), password)


def test_one_account_for_one_address(book):
    a_member_of_staff()
    with pytest.raises(AccountError, match="already"):
        a_member_of_staff()
    with pytest.raises(AccountError, match="no role"):
        accounts.add(SYSTEM, "x@example.org", "emperor")
    with pytest.raises(AccountError, match="not a mail address"):
        accounts.add(SYSTEM, "x", "agent")


def test_the_first_administrator_has_one_link_at_a_time(book):
    first = accounts.first_administrator()
    second = accounts.first_administrator()
    assert accounts.invited(first) is None
    staff = accounts.invited(second)
    assert (staff.role, staff.email) == ("admin", "")
    accounts.set_password(staff, PASSWORD, email="Root@Example.org", name="Ruth")
    assert accounts.first_administrator() is None
    assert accounts.sign_in("root@example.org", PASSWORD) is not None


def test_who_may_not_manage_accounts(book):
    agent = a_member_of_staff("agent").actor
    with pytest.raises(AccountError, match="may not"):
        accounts.add(agent, "x@example.org", "agent")
