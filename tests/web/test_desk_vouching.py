"""How sure a sender is, in words on the ticket."""

import pytest
from flask import Flask

from compliance.rules.evidence import Check, Evidence
from tests.factories import a_ticket
from tests.web.desk import Desk, text_of

BY = ("mx.example.test",)
DKIM = Check("dkim", "pass", "example.org", aligned=True)
ENOUGH = "nothing more is needed"


@pytest.mark.parametrize(("checks", "kind", "says", "enough"), [
    ((DKIM,), "unsubscribe", "The mail server of example.org vouches for this sender (DKIM). So says mx.example.test.", True),
    ((DKIM,), "removal", "The mail server of example.org vouches for this sender (DKIM).", False),
    ((Check("dmarc", "fail", "example.org", aligned=True), DKIM), "unsubscribe", "may well be forged", False),
    ((Check("spf", "pass", "example.org", aligned=True),), "unsubscribe", "may send for example.org (SPF)", False),
    ((Check("spf", "pass", "evil.example"),), "unsubscribe", "Nobody vouches", False),
    ((), "unsubscribe", "Nobody vouches: anyone could have written this From address.", False),
])
def test_what_is_said_of_a_sender(
    sqlite_app: Flask, checks: tuple[Check, ...], kind: str, says: str, enough: bool
) -> None:
    """And whether it is enough for what is asked."""
    desk = Desk(sqlite_app)
    with sqlite_app.app_context():
        reference = a_ticket(sqlite_app, kind, evidence=Evidence(BY, checks) if checks else None).reference
    page = text_of(desk.get(f"/staff/tickets/{reference}"))
    assert says in page
    assert (ENOUGH in page) is enough
