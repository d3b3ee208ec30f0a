"""Signing in at the organisation's provider: a real one is asked; whom it sends is let in, and what is spoilt is not."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from flask import Flask
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from compliance.ledger import verify
from compliance.people import accounts
from compliance.rules.abilities import SYSTEM
from tests.conftest import opened_app
from tests.factories import a_member_of_staff
from tests.people.second_factors import with_app
from tests.servers.provider import CLIENT, SECRET, Provider, providing
from tests.web.desk import Desk, text_of

ADDRESS = "ana@staff.example.org"


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A provider that signs Ana in, who is among the officers."""
    with providing() as running:
        running.claims = {"sub": "4711", "email": ADDRESS, "email_verified": True, "name": "Ana", "groups": ["all", "privacy"]}
        yield running


@pytest.fixture
def app(provider: Provider, sqlite_url: str, tmp_path: Any) -> Iterator[Flask]:
    """The program, which knows that provider."""
    with opened_app(DATABASE_URL=sqlite_url, INSTANCE_PATH=str(tmp_path), OIDC_ISSUER=provider.issuer, OIDC_CLIENT_ID=CLIENT,
                    OIDC_CLIENT_SECRET=SECRET, OIDC_ROLES="privacy=officer, it=admin", PUBLIC_URL="http://localhost") as opened:
        yield opened


def came_back(desk: Desk, where: str = "/staff/sso") -> TestResponse:
    """The desk's answer to what the provider sends back."""
    sent = requests.get(desk.get(where).headers["Location"], allow_redirects=False, timeout=10).headers["Location"]
    return desk.get(sent.removeprefix("http://localhost"))


def role_of(app: Flask) -> str | None:
    with app.app_context():
        found = accounts.by_address(ADDRESS)
        return found.role if found else None


def test_a_group_opens_the_desk_and_gives_the_role(app: Flask, provider: Provider) -> None:
    """An account is made; another group gives another role at the next sign-in; without one it is over."""
    desk = Desk(app, None)
    assert "Sign in with your organisation" in text_of(desk.get("/staff/sign-in"))
    assert came_back(desk, "/staff/sso?next=/staff/systems").headers["Location"] == "/staff/systems"
    assert (desk.get("/staff/systems").status_code, role_of(app)) == (200, "officer")
    provider.claims["groups"] = ["it"]
    came_back(desk)
    assert role_of(app) == "admin"
    provider.claims["groups"] = ["all"]
    assert came_back(Desk(app, None)).headers["Location"] == "/staff/sign-in"
    with app.app_context():
        assert verify()[1] is None


@pytest.mark.parametrize("spoilt", [
    {"aud": "another program"}, {"iss": "https://evil.example"}, {"nonce": "another"}, {"exp": 1_700_000_000}, {"sub": None},
])
def test_a_spoilt_token_opens_nothing(app: Flask, provider: Provider, spoilt: dict[str, Any]) -> None:
    """Made for another program, by another provider, for another try, or long over."""
    provider.claims |= spoilt
    desk = Desk(app, None)
    assert came_back(desk).headers["Location"] == "/staff/sign-in"
    assert (desk.get("/staff/").status_code, role_of(app)) == (302, None)


def test_a_token_that_another_key_signed_opens_nothing(app: Flask, provider: Provider) -> None:
    """Even under the name of the right one."""
    provider.signs = RSAKey.generate_key(2048, parameters={"kid": "one"})
    assert came_back(Desk(app, None)).headers["Location"] == "/staff/sign-in"
    assert role_of(app) is None


def test_an_answer_belongs_to_the_browser_that_asked(app: Flask, provider: Provider) -> None:
    """Sent to another browser it signs nobody in; sent twice it works once; made up it never does."""
    desk, other = Desk(app, None), Desk(app, None)
    sent = requests.get(desk.get("/staff/sso").headers["Location"], allow_redirects=False, timeout=10).headers["Location"]
    path = sent.removeprefix("http://localhost")
    for wrong in (path, "/staff/sso/back", "/staff/sso/back?code=x&state=y", "/staff/sso/back?error=access_denied"):
        assert other.get(wrong).headers["Location"] == "/staff/sign-in"
    assert desk.get(path).headers["Location"] == "/staff/"
    assert desk.get(path).headers["Location"] == "/staff/sign-in"


def test_whose_address_it_is(app: Flask, provider: Provider) -> None:
    """An account is linked where the provider vouches for the address, and then to nobody else; a disabled one stays shut."""
    with app.app_context():
        a_member_of_staff("agent", ADDRESS)
    provider.claims["email_verified"] = False
    assert came_back(Desk(app, None)).headers["Location"] == "/staff/sign-in"
    provider.claims["email_verified"] = True
    assert came_back(Desk(app, None)).headers["Location"] == "/staff/"
    provider.claims["sub"] = "another person of that address"
    assert came_back(Desk(app, None)).headers["Location"] == "/staff/sign-in"
    provider.claims["sub"] = "4711"
    with app.app_context():
        accounts.disable(accounts.by_address(ADDRESS), SYSTEM)
    assert came_back(Desk(app, None)).headers["Location"] == "/staff/sign-in"


def test_our_second_factor_is_asked_unless_theirs_was(app: Flask, provider: Provider) -> None:
    """As the provider says in `amr`."""
    with app.app_context():
        with_app(a_member_of_staff("officer", ADDRESS))
    desk = Desk(app, None)
    came_back(desk)
    assert desk.get("/staff/").headers["Location"].startswith("/staff/second-step")
    provider.claims["amr"] = ["pwd", "mfa"]
    came_back(desk)
    assert desk.get("/staff/").status_code == 200


def test_grave_acts_need_who_showed_themselves_just_now(app: Flask, provider: Provider) -> None:
    """Signed in there hours ago is not enough; the way back to the provider asks it to make sure."""
    provider.claims |= {"groups": ["it"], "auth_time": int(time.time()) - 3600}
    desk = Desk(app, None)
    came_back(desk)
    desk.renew_token()
    page = desk.post("/staff/people")
    assert (page.status_code, "Sign in with your organisation again" in text_of(page)) == (401, True)
    provider.claims["auth_time"] = int(time.time())
    came_back(desk, "/staff/sso?again=1")
    assert (provider.asked["prompt"], provider.asked["max_age"]) == ("login", "0")
    desk.renew_token()
    assert desk.post("/staff/people").status_code == 422


def test_a_provider_that_is_away_is_said(app: Flask, provider: Provider) -> None:
    """In words, with the password's form still there."""
    app.extensions["provider"]._server_metadata_url = "http://127.0.0.1:9/"
    desk = Desk(app, None)
    assert desk.get("/staff/sso").headers["Location"] == "/staff/sign-in"
    assert "did not work" in text_of(desk.get("/staff/sign-in"))
