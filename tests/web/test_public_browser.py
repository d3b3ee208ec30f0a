"""The person's pages in a real browser: by keyboard, without scripts, at 320 px; axe finds nothing in any state."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from compliance.db import db
from compliance.tickets import talking
from compliance.tickets.models import Link
from compliance.tickets.tokens import link_token
from tests.factories import a_member_of_staff, a_system, a_ticket
from tests.servers.browser import DESK, PHONE, axe, picture, window

pytestmark = pytest.mark.browser
NARROW = (320, 640)
WIDER = "() => document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite does for looking."""
    return sqlite_url


def look(page: Page, name: str) -> None:
    """The page as it stands is good for everybody."""
    expect(page.locator("h1")).to_have_count(1)
    assert axe(page) == []
    assert not page.evaluate(WIDER)
    picture(page, name)


@pytest.mark.parametrize(("size", "dark"), [(PHONE, False), (NARROW, True), (DESK, False)])
def test_the_form_from_start_to_end(site: str, browser: Browser, size: tuple[int, int], dark: bool) -> None:
    """Every state of the form, with the mistakes that people make."""
    with window(browser, size, dark=dark) as page:
        page.goto(site)
        look(page, f"public-home-{size[0]}")
        page.get_by_role("link", name="Start").click()
        look(page, f"public-form-{size[0]}")
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("alert")).to_contain_text("There is a problem")
        look(page, f"public-form-wrong-{size[0]}")
        page.get_by_label("Correct my data").check()
        page.get_by_label("And what should it be?").fill("12 Mill Lane")
        page.get_by_label("Your e-mail address").fill("maria@example.org")
        page.get_by_label("Tell us more").fill("Please delete my account, too.")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("link", name="Say what is wrong").click()
        page.keyboard.type("21 Mill Lane")
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
        look(page, f"public-check-{size[0]}")
        page.get_by_role("button", name="Change something").click()
        expect(page.get_by_label("And what should it be?")).to_have_value("12 Mill Lane")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Send my request").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")
        look(page, f"public-received-{size[0]}")


def test_by_keyboard_alone_and_without_scripts(site: str, browser: Browser) -> None:
    """Tab, space and enter."""
    with window(browser, PHONE, scripts=False) as page:
        page.goto(f"{site}/requests/new")
        page.get_by_label("Stop mailing me").focus()
        page.keyboard.press("Space")
        while page.evaluate("document.activeElement.name") != "email":
            page.keyboard.press("Tab")
        page.keyboard.type("maria@example.org")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
        page.get_by_role("button", name="Send my request").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_proof_and_the_own_page(app: Flask, site: str, browser: Browser, size: tuple[int, int]) -> None:
    """Behind the links in the letters."""
    with app.app_context():
        a_system("Community forum")
        talking.ask_proof(a_ticket(app, "removal", "unsubscribe"), a_member_of_staff().actor)
        key = app.config["SETTINGS"].secret_key
        links = {link.purpose: f"{site}/{link.purpose}/{link_token(link, key)}" for link in db.session.query(Link)}
        db.session.remove()
    with window(browser, size, dark=True) as page:
        page.goto(links["requests"])
        page.get_by_text("Why this date?").first.click()
        look(page, f"public-own-{size[0]}")
        page.get_by_role("button", name="Send the message").click()
        look(page, f"public-own-wrong-{size[0]}")
        page.get_by_role("link", name="Withdraw this").nth(1).click()
        look(page, f"public-withdraw-{size[0]}")
        page.get_by_role("button", name="Withdraw it").click()
        expect(page.get_by_text("withdrawn", exact=True)).to_be_visible()
        page.goto(links["proof"])
        look(page, f"public-proof-{size[0]}")
        page.get_by_role("button", name="Yes, it was me").click()
        look(page, f"public-proof-given-{size[0]}")
        page.goto(links["proof"])
        look(page, f"public-proof-over-{size[0]}")
        page.goto(f"{site}/proof/nothing")
        look(page, f"public-nothing-{size[0]}")


@pytest.mark.parametrize("scripts", [True, False])
def test_leaving_a_mailing_list(app: Flask, site: str, browser: Browser, *, scripts: bool) -> None:
    """By keyboard; the page that asks, and the one that says that it is done."""
    said = app.test_cli_runner().invoke(args=["unsubscribe-link", "maria@example.org", "weekly"]).stdout
    with window(browser, PHONE, dark=scripts, scripts=scripts) as page:
        page.goto(f"{site}/unsubscribe/{said.split()[0].rsplit('/', 1)[1]}")
        if scripts:  # axe needs them
            look(page, "public-unsubscribe")
        page.get_by_role("button", name="Unsubscribe").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("You are unsubscribed")
        if scripts:
            look(page, "public-unsubscribed")
