"""The whole road in a real browser, a mail server at its end: from the public form to the closed ticket and its letter."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from compliance import jobs
from compliance.db import db
from compliance.ledger import verify
from tests.factories import PASSWORD, a_member_of_staff, a_system
from tests.servers.browser import PHONE, picture, window
from tests.servers.smtp_sink import SmtpSink

pytestmark = pytest.mark.browser


@pytest.fixture
def app(make_app, smtp_sink: SmtpSink) -> Flask:
    """The program with a mail server, an officer and a system."""
    made = make_app(MAIL_SERVER="127.0.0.1", MAIL_PORT=str(smtp_sink.port))
    with made.app_context():
        a_member_of_staff("officer", password=PASSWORD)
        a_system("Community forum", ("removal",))
        db.session.remove()
    return made


def work(app: Flask) -> None:
    """What the worker does meanwhile."""
    with app.app_context():
        jobs.run_due()
        db.session.remove()


def ask(page: Page, site: str) -> None:
    """Maria fills in the form on her phone."""
    page.goto(f"{site}/requests/new")
    page.get_by_label("Remove my data").check()
    page.get_by_label("Your e-mail address").fill("maria@example.org")
    page.get_by_label("Your name").fill("Maria Keller")
    page.get_by_label("Where do you live?").select_option(label="Germany")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send my request").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")


def link_in(letter: str, purpose: str, site: str) -> str:
    """The address in a letter, at the test's own port."""
    path = re.search(rf"https?://[^/\s]+(/{purpose}/\S+)", letter)
    assert path
    return site + path[1]


def test_from_the_form_to_the_closed_ticket(app: Flask, site: str, browser: Browser, smtp_sink: SmtpSink) -> None:
    with window(browser, PHONE) as phone, window(browser) as desk:
        ask(phone, site)
        work(app)
        welcome = smtp_sink.letters[0].message.get_body(("plain",)).get_content()
        phone.goto(link_in(welcome, "requests", site))
        expect(phone.get_by_text("a person will look at it")).to_be_visible()

        desk.goto(f"{site}/staff/")
        desk.get_by_label("Mail address").fill("ana@staff.example.org")
        desk.get_by_label("Password").fill(PASSWORD)
        desk.get_by_role("button", name="Sign in").click()
        desk.locator("a[data-open]").click()
        expect(desk.get_by_role("heading", level=1)).to_have_text("Maria Keller")
        desk.get_by_text("Ask for proof").click()
        desk.get_by_role("button", name="Send the question").click()
        expect(desk.get_by_text("waiting for the person").first).to_be_visible()
        work(app)

        proof = smtp_sink.letters[1].message.get_body(("plain",)).get_content()
        phone.goto(link_in(proof, "proof", site))
        phone.get_by_role("button", name="Yes, it was me").click()
        expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you, that is confirmed")

        desk.reload()
        expect(desk.get_by_text("Missing for removal")).to_be_visible()
        desk.get_by_text("I looked the person up").click()
        desk.get_by_label("The address has stood in our systems").fill("2020-05-04")
        desk.get_by_role("button", name="Keep what I found").click()
        desk.get_by_role("button", name="Done Community forum").click()
        picture(desk, "road-ticket")
        desk.get_by_text("Close removal").click()
        removal = desk.locator("section.panel", has_text="Systems")
        removal.get_by_label("done", exact=True).check()
        removal.get_by_role("button", name="Look at the letter first").click()
        desk.get_by_role("button", name="Send and close").click()
        expect(desk.get_by_text("Removal is closed.")).to_be_visible()
        work(app)

        closing = smtp_sink.letters[2].message
        assert "Community forum: done" in closing.get_body(("plain",)).get_content()
        assert closing["In-Reply-To"]
        desk.reload()
        expect(desk.get_by_text("was handed to the mail server.").first).to_be_visible()
        phone.goto(link_in(welcome, "requests", site))
        expect(phone.get_by_text("We have answered.")).to_be_visible()
    with app.app_context():
        assert verify()[1] is None
