"""The pages of whoever looks after a system, in a real browser: from the link in the mail to the answer; axe finds nothing."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from compliance.db import db
from compliance.registers import systems
from compliance.registers.systems import Entry
from compliance.rules.abilities import SYSTEM
from compliance.tickets import instructing
from compliance.tickets.models import Task
from compliance.tickets.tokens import task_token
from tests.factories import a_ticket
from tests.servers.browser import DESK, PHONE, axe, picture, window


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """A browser looks at pages; one database is enough."""
    return sqlite_url


@pytest.fixture
def address(app: Flask, site: str) -> str:
    """The address in the mail, for an objection."""
    with app.app_context():
        system = systems.add(SYSTEM, Entry("Parcel service", ["objection"], relation="recipient", contact="p@parcels.example",
                                           how={"objection": "Set the flag no-contact."}))
        task = a_ticket(app, "objection").tasks[0]
        row = instructing.instruct(task, SYSTEM)
        token = task_token(task.id, row.nonce, system.contact, app.config["SETTINGS"].secret_key)
        db.session.remove()
    return f"{site}/tasks/{token}"


@pytest.mark.parametrize(("size", "dark"), [(DESK, False), (PHONE, True)], ids=["desk, light", "phone, dark"])
def test_from_the_link_to_the_answer(app: Flask, browser: Browser, address: str, size: tuple[int, int], dark: bool) -> None:
    with window(browser, size, dark=dark, scripts=False) as page:
        page.goto(address)
        picture(page, f"owners-closed-{size[0]}")
        expect(page.get_by_text("Maria")).to_have_count(0)
        page.get_by_role("button", name="Show the task").click()
        expect(page.get_by_text("Maria Keller")).to_be_visible()
        page.get_by_role("button", name="Send the answer").click()
        expect(page.get_by_text("There is a problem")).to_be_visible()
        picture(page, f"owners-task-{size[0]}")
        page.get_by_label("Nothing found").check()
        page.get_by_role("button", name="Send the answer").click()
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    with app.app_context():
        assert db.session.query(Task).one().outcome == "nothing_found"


def test_axe_finds_nothing(browser: Browser, address: str) -> None:
    with window(browser, PHONE) as page:
        page.goto(address)
        assert axe(page) == []
        page.get_by_role("button", name="Show the task").click()
        assert axe(page) == []
