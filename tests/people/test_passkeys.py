"""Security keys: what is taken from them, and what of a copied page, an old answer, a copied or foreign key is not."""

import json

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.db import db
from compliance.ledger import verify
from compliance.people import passkeys, second_step, sessions
from compliance.people.models import Staff, StaffSession
from compliance.people.passkeys import Site
from compliance.people.second_step import StepError
from tests.factories import a_member_of_staff
from tests.people.software_key import SoftwareKey

SITE = Site("http://localhost", "localhost", "Example Books")


@pytest.fixture
def ana(book: Flask) -> Staff:
    """Ana, without any second factor."""
    return a_member_of_staff()


def session_of(staff: Staff, level: int = sessions.HALF) -> StaffSession:
    return sessions.find(sessions.begin(staff, "", level))


def with_key(staff: Staff) -> SoftwareKey:
    """A key that is added to the account."""
    key, session = SoftwareKey(), session_of(staff, sessions.ENOUGH)
    passkeys.add(session, SITE, key.create(passkeys.ask_new(session, SITE)), "blue")
    return key


def test_a_key_is_added_and_signs_in(ana: Staff) -> None:
    """With recovery codes; the session goes on under another cookie."""
    session = session_of(ana, sessions.ENOUGH)
    key, options = SoftwareKey(), passkeys.ask_new(session, SITE)
    assert json.loads(options)["attestation"] == "none"
    _token, codes = passkeys.add(session, SITE, key.create(options), "blue")
    assert (len(codes), [there.name for there in second_step.factors_of(ana).keys]) == (10, ["blue"])
    half = session_of(ana)
    token = passkeys.give(half, SITE, key.get(passkeys.ask(half, SITE)))
    assert sessions.find(token).level == sessions.STRONG
    assert second_step.factors_of(ana).keys[0].used_at
    assert verify()[1] is None


def test_an_answer_is_taken_once_and_in_its_own_session(ana: Staff) -> None:
    """The challenge is used up, and is another one in each session."""
    key, first, second = with_key(ana), session_of(ana), session_of(ana)
    answer = key.get(passkeys.ask(first, SITE))
    passkeys.ask(second, SITE)
    with pytest.raises(StepError):
        passkeys.give(second, SITE, answer)
    passkeys.give(first, SITE, answer)
    with pytest.raises(StepError):
        passkeys.give(first, SITE, answer)


@pytest.mark.parametrize("wrong", ["origin", "domain", "foreign", "copied", "absent", "altered", "unasked"])
def test_what_is_not_taken(ana: Staff, wrong: str) -> None:
    """A copied page, another one's key, a copy of the key, a key that nobody touched, an answer to nothing."""
    key, half = with_key(ana), session_of(ana)
    options = passkeys.ask(half, SITE)
    if wrong == "origin":
        key.origin = "http://localhost.evil.example"
    if wrong == "domain":
        key.domain = "evil.example"
    if wrong == "foreign":
        key = with_key(a_member_of_staff(email="eve@staff.example.org"))
    if wrong == "copied":
        passkeys.give(half, SITE, key.get(options))
        options, key.count = passkeys.ask(half, SITE), 0
    answer = key.get(options, 0) if wrong == "absent" else key.get(options)
    if wrong == "altered":
        answer = answer.replace('"signature": "M', '"signature": "N')
    if wrong == "unasked":
        half = session_of(ana)
    with pytest.raises(StepError, match="not taken"):
        passkeys.give(half, SITE, answer)


def test_a_key_belongs_to_one_account(ana: Staff) -> None:
    """And one that is there is not added again; more than ten are too many."""
    key, eve = with_key(ana), a_member_of_staff(email="eve@staff.example.org")
    for staff in (ana, eve):
        session = session_of(staff, sessions.ENOUGH)
        with pytest.raises(StepError, match="could not be added"):
            passkeys.add(session, SITE, key.create(passkeys.ask_new(session, SITE)), "again")
    for _ in range(passkeys.MOST - 1):
        with_key(ana)
    with pytest.raises(StepError, match="at most ten"):
        with_key(ana)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(
    st.text(max_size=200), st.just("x" * 30_000),
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=20),
                 lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
                     st.sampled_from(["id", "rawId", "type", "response", "clientDataJSON", "attestationObject", "signature",
                                      "authenticatorData"]), inner, max_size=6), max_leaves=12).map(json.dumps)))
def test_no_answer_breaks_it(sqlite_app: Flask, answer: str) -> None:
    """Whatever is sent, it is refused in words."""
    with sqlite_app.app_context():
        staff = db.session.query(Staff).first() or a_member_of_staff()
        session = session_of(staff, sessions.ENOUGH)
        passkeys.ask_new(session, SITE)
        with pytest.raises(StepError):
            passkeys.add(session, SITE, answer, "x")
        passkeys.ask(session, SITE)
        with pytest.raises(StepError):
            passkeys.give(session, SITE, answer)


@pytest.mark.parametrize(("address", "domain"), [
    ("https://privacy.example.org", "privacy.example.org"), ("https://privacy.example.org:8443", "privacy.example.org"),
    ("http://localhost:8000", "localhost"), ("http://127.0.0.1:8000", None), ("https://[::1]", None),
    ("http://privacy.example.org", None), ("", None),
])
def test_where_browsers_offer_keys(address: str, domain: str | None) -> None:
    """Over HTTPS, and at localhost."""
    found = passkeys.site_of(address, "x")
    assert (found.domain if found else None) == domain
    assert found is None or found.origin == address
