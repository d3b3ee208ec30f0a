"""Security keys in a real browser, with Chromium's own virtual key."""

from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD, a_member_of_staff
from tests.servers.browser import axe, picture

ADDRESS = "ana@staff.example.org"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite does for looking."""
    return sqlite_url


@pytest.fixture
def desk(app: Flask, site: str) -> str:
    """The desk at a name to which keys can be bound."""
    address = site.replace("127.0.0.1", "localhost")
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], public_url=address)
    with app.app_context():
        a_member_of_staff("admin", ADDRESS, PASSWORD)
    return address


def with_virtual_key(page: Page) -> None:
    """Puts a key into the browser that answers without being touched."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": False,
        "automaticPresenceSimulation": True}})


def sign_in(page: Page, desk: str) -> None:
    page.goto(f"{desk}/staff/sign-in")
    page.get_by_label("Mail address").fill(ADDRESS)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.browser
def test_a_key_is_added_and_signs_in(desk: str, page: Page) -> None:
    """From the page of the account to the second step of the next sign-in."""
    with_virtual_key(page)
    sign_in(page, desk)
    page.goto(f"{desk}/staff/account/security")
    page.get_by_text("Add a key").click()
    page.get_by_label("Name of the key").fill("The blue one")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("The blue one, added")).to_be_visible()
    assert axe(page) == []
    picture(page, "account-keys")
    page.context.clear_cookies()
    sign_in(page, desk)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    assert axe(page) == []
    page.get_by_role("button", name="Use a security key or passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All that is open")
