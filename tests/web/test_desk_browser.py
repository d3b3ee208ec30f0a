"""The desk in a real browser: the road by hand and by keys; every page for everybody, at both widths, light and dark."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from compliance import jobs
from compliance.db import db, unit
from compliance.people import accounts
from compliance.people.models import Staff
from compliance.registers import dead_addresses, systems
from compliance.registers.systems import Entry, System
from compliance.rules.abilities import REQUESTER, SYSTEM
from compliance.rules.evidence import Check, Evidence
from compliance.tickets import amending, instructing, placing, queries, talking, working
from compliance.tickets.amending import Field
from compliance.tickets.arrivals import Arrival, Asked, File, Hint, Mark, write_message
from compliance.tickets.models import Task, Ticket
from compliance.tickets.opening import open_ticket
from tests.factories import PASSWORD, a_member_of_staff, a_system, a_ticket, office
from tests.servers.browser import DESK, PHONE, axe, picture, window

pytestmark = pytest.mark.browser
LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".visually-hidden"))
    .map((e) => `too wide: ${e.tagName}.${e.className}`)"""
ARABIC = "أرجو حذف جميع بياناتي الشخصية من أنظمتكم."


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite does for looking."""
    return sqlite_url


@pytest.fixture
def filled(app: Flask) -> Flask:
    """A book with a bit of everything."""
    with app.app_context():
        ana = a_member_of_staff("admin", "ana@staff.example.org", PASSWORD)
        a_system("Forum")
        a_system(f"{LONG} archive", ("removal",))
        a_ticket(app, asked=(Asked("removal", "eu-gdpr", confidence=970, marks=(Mark("text", 7, 24),)), Asked("unsubscribe")),
                 evidence=Evidence(("mx.example.test",), (Check("dkim", "pass", "example.org", aligned=True),)),
                 text="Please delete my account and stop.", body="Please delete my account and stop.\n> quoted",
                 files=(File(f"{LONG}.pdf", "application/pdf", b"%PDF", "0" * 64),), warnings=("no readable text",))
        arabic = a_ticket(app, sender_name="أحمد", subject="طلب", text=ARABIC, body=ARABIC, language="ar")
        talking.ask_proof(arabic, ana.actor)
        talking.write(arabic, ana.actor, LONG)
        talking.note(arabic, ana.actor, "call back")
        _an_amendment(app, ana)
        a_ticket(app, asked=(), needs_reading=True, sender="", sender_name="")
        a_ticket(app, suspected="filter", sender="win@example.org", sender_name="")
        stray = open_ticket(Arrival("mail", "privacy@example.test", "m@example.net", asked=(Asked("access"),)), REQUESTER,
                            office(app), Hint(arabic, "reference"))
        placing.place(a_ticket(app, "access", sender="other@example.org"), ana.actor, onto=stray)
        dead_addresses.mark("m@example.net", "bounced", app.config["SETTINGS"].secret_key, ana.actor)
        with unit():
            away = Arrival("mail", "privacy@example.test", "robot@example.org", subject="Away", outcome="auto_reply")
            write_message(away, None)
            jobs.enqueue("letter.send", message=1)
        db.session.remove()
    return app


def _an_amendment(app: Flask, ana: Staff) -> None:
    """In fields, done in one system, asked of a processor in another and of Ana in a third."""
    for entry in (Entry("CRM", ["amendment"], relation="processor", contact="crm@processor.example", holds=LONG),
                  Entry("Shop", ["amendment"], relation="recipient", respondent_id=ana.id, instructions=LONG)):
        systems.add(SYSTEM, entry)
    ticket = a_ticket(app, "amendment", sender="ines@example.org", sender_name="Inês Prado")
    amending.set_fields(ticket.requests[0], ana.actor, [Field("Street", "Old Lane 1", LONG), Field("عنوان", "", ARABIC)])
    talking.accept_proof(ticket, ana.actor, "call_back")
    crm, forum, shop = ticket.tasks
    working.finish_task(forum, ana.actor, "done")
    instructing.instruct(crm, SYSTEM)
    instructing.instruct(shop, SYSTEM)


@pytest.fixture
def desk(filled: Flask, site: str, page: Page) -> Page:
    """Ana at the desk."""
    return signed_in(page, site)


def signed_in(page: Page, site: str) -> Page:
    page.goto(f"{site}/staff/")
    page.get_by_label("Mail address").fill("ana@staff.example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All that is open")
    return page


def press(page: Page, key: str) -> None:
    """A key, once the page's script listens."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def test_a_request_is_worked_from_the_queue_to_its_closing_letter(desk: Page) -> None:
    """With the keys where there are keys."""
    press(desk, "j")
    press(desk, "a")
    expect(desk.get_by_text("is yours.")).to_be_visible()
    press(desk, "j")
    press(desk, "o")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Maria Keller")
    desk.get_by_role("button", name="Yes, removal").click()
    desk.get_by_text("It was shown another way").click()
    desk.get_by_label("called back on a number on file").check()
    desk.get_by_role("button", name="Accept the proof").click()
    for system in ("Forum", f"{LONG} archive"):
        desk.get_by_role("button", name=f"Done {system}").click()
    press(desk, "e")
    removal = desk.locator("section.panel", has_text="Systems")
    removal.get_by_label("done", exact=True).check()
    removal.get_by_label("Your words in the letter").fill("All gone.")
    removal.get_by_role("button", name="Look at the letter first").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Close Removal: done")
    expect(desk.get_by_text("maria@example.org")).to_be_visible()
    picture(desk, "desk-closing")
    desk.get_by_role("button", name="Send and close").click()
    expect(desk.get_by_text("Removal is closed.")).to_be_visible()
    expect(desk.get_by_text("Ana Torres closed Removal as done.")).to_be_visible()


def test_the_keys_of_the_ticket_page(desk: Page) -> None:
    """r and i lead to the boxes, typing there presses nothing, u leads back."""
    press(desk, "j")
    press(desk, "o")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Maria Keller")
    press(desk, "r")
    expect(desk.get_by_label("Write to the person")).to_be_focused()
    desk.keyboard.type("aeu")
    expect(desk.get_by_label("Write to the person")).to_have_value("aeu")
    press(desk, "Escape")
    press(desk, "u")
    expect(desk.get_by_role("heading", level=1)).to_have_text("All that is open")
    press(desk, "?")
    expect(desk.get_by_role("heading", name="Keys")).to_be_visible()


@pytest.mark.parametrize(("size", "dark"), [
    pytest.param(DESK, False, id="desk, light"), pytest.param(PHONE, True, id="phone, dark"),
    pytest.param(DESK, True, id="desk, dark", marks=pytest.mark.drill),
    pytest.param(PHONE, False, id="phone, light", marks=pytest.mark.drill),
])
def test_every_page_for_everybody(filled: Flask, site: str, browser: Browser, size: tuple[int, int], dark: bool) -> None:
    """axe finds nothing, and nothing stands out of the page's width."""
    wrong = []
    with window(browser, size, dark=dark) as page:
        for path in paths(filled, signed_out=True):
            wrong += looked_at(page, f"{site}{path}", size, dark)
        signed_in(page, site)
        for path in paths(filled, signed_out=False):
            wrong += looked_at(page, f"{site}{path}", size, dark)
    assert wrong == []


def test_the_desk_works_without_scripts(filled: Flask, site: str, browser: Browser) -> None:
    """Keys and speed are all that is missing."""
    with window(browser, scripts=False) as page:
        signed_in(page, site)
        page.get_by_role("link", name="Maria Keller").click()
        page.get_by_label("Internal note").fill("by hand")
        page.get_by_role("button", name="Keep the note").click()
        expect(page.get_by_text("The note is kept.")).to_be_visible()
        page.get_by_text("It is somebody else").click()
        page.locator("#act-person").get_by_role("link", name="Continue").click()
        page.locator("#act-person").get_by_label("Name").fill("Maria Keller-Berg")
        page.get_by_role("button", name="Correct it").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Maria Keller-Berg")


def test_the_list_changes_in_place(desk: Page) -> None:
    """A filter brings the list alone; the address follows, and the way back leads back."""
    desk.evaluate("window.kept = true")
    press(desk, "f")
    desk.get_by_label("Kind").select_option("unsubscribe")
    desk.get_by_role("button", name="Show").first.click()
    expect(desk.get_by_role("link", name="Show all")).to_be_visible()
    assert "kind=unsubscribe" in desk.url
    assert desk.locator("[data-row]").count() == 1
    assert desk.evaluate("window.kept") is True
    desk.get_by_role("link", name="Show all").click()
    expect(desk.get_by_role("link", name="Show all")).to_have_count(0)
    assert desk.locator("[data-row]").count() > 1
    desk.get_by_role("button", name="Take it").first.click()
    expect(desk.get_by_text("is yours.")).to_be_visible()
    assert desk.evaluate("window.kept") is True


def test_many_are_ticked_by_keys_and_done(filled: Flask, desk: Page) -> None:
    """x ticks, the form says what happens, the run shows its results by itself."""
    for key in "jxjx":
        press(desk, key)
    desk.get_by_label("With what is selected").select_option("tag")
    desk.get_by_role("button", name="Continue", exact=True).click()
    desk.get_by_label("Further tags").fill("spring")
    desk.get_by_role("button", name="See what happens").click()
    expect(desk.get_by_text("2 tickets will be done")).to_be_visible()
    desk.get_by_role("button", name="Do it").click()
    expect(desk.get_by_text("0 of 2 done.")).to_be_visible()
    with filled.app_context():
        jobs.run_due(limit=50)
        db.session.remove()
    expect(desk.get_by_text("Done: 2 tickets.")).to_be_visible()


def paths(app: Flask, *, signed_out: bool) -> Iterator[str]:
    """Every page that can be looked at."""
    if signed_out:
        with app.app_context():
            _, token = accounts.add(accounts.SYSTEM, "new@staff.example.org", "agent")
        yield from ("/staff/sign-in", "/staff/welcome/wrong", f"/staff/welcome/{token}")
        return
    yield from ("/staff/", "/staff/?view=spam", "/staff/?view=suspected", "/staff/?q=maria", "/staff/automatic-mail",
                "/staff/systems", "/staff/systems/new", "/staff/contacts", "/staff/contacts/privacy@example.test",
                "/staff/people", "/staff/failed-jobs", "/staff/dashboard", "/staff/approvals", "/staff/reports/2026",
                "/staff/?kind=removal&due=month", "/staff/?view=first", "/staff/trail", "/staff/retention",
                "/staff/suppression", "/staff/policies", "/staff/letters", "/staff/tickets/new", "/staff/account/security",
                "/staff/board", "/staff/account", "/staff/tasks", "/staff/blocks", "/staff/?view=asked")
    with app.app_context():
        references = db.session.scalars(sa.select(Ticket.reference).order_by(Ticket.id)).all()
        pile = [mail.id for mail in queries.set_aside_mail()]
        system = db.session.scalar(sa.select(System.id).where(System.contact != ""))
        own = db.session.scalar(sa.select(Task.id).join(System, System.id == Task.system_id).where(System.name == "Shop"))
    yield from (f"/staff/systems/{system}", f"/staff/tasks/{own}")
    yield from (f"/staff/automatic-mail/{mail}" for mail in pile)
    yield from (f"/staff/tickets/{reference}?act=every" for reference in references)


def looked_at(page: Page, address: str, size: tuple[int, int], dark: bool) -> list[str]:
    """What is wrong with a page, everything on it opened."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('main details:not(.menu)').forEach(d => d.open = true)")
    name = address.split("/staff/")[1].replace("/", "-").replace("?", "-") or "queue"
    picture(page, f"desk-{name[:30]}-{size[0]}-{'dark' if dark else 'light'}")
    faults = [*axe(page), *page.evaluate(TOO_WIDE)]
    return [f"{address}: {fault}" for fault in faults]
