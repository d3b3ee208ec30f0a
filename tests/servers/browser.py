"""Debian's Chromium under Playwright, and what is looked at in a page.

A `Window` is one page of a fresh profile. It notes what must never happen on our pages: a script that fails, something that
the content security policy stopped, a request to anywhere but this machine. `window.faults` lists them.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.servers.machine import HOST
from tests.servers.needs import need

# Nothing that Chromium does by itself may reach for the network, and root may only run it without its sandbox.
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
DESK = (1280, 800)
PHONE = (390, 844)
BLOCKED = re.compile(r"Content Security Policy|Permissions[- ]Policy|Refused to")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without pages. While it is open, this thread cannot run an asyncio loop of its own."""
    program = need("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def window(browser: Browser, size: tuple[int, int] = DESK, *, dark: bool = False, scripts: bool = True,
           language: str = "en") -> Iterator[Page]:
    """A page of a fresh profile, width and height in CSS pixels. Leaving it raises AssertionError for faults that it noted."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light",
        java_script_enabled=scripts, locale=language, reduced_motion="reduce",
    )
    page, faults = context.new_page(), []

    def note_console(message: ConsoleMessage) -> None:
        if BLOCKED.search(message.text):
            faults.append(f"blocked: {message.text}")

    def note_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in {HOST, "localhost"}:
            faults.append(f"a request to {address.hostname}")

    page.on("console", note_console)
    page.on("pageerror", lambda error: faults.append(f"script failed: {error}"))
    page.on("request", note_request)
    try:
        yield page
        assert not faults, faults
    finally:
        context.close()


def axe(page: Page) -> list[str]:
    """What axe-core finds wrong with a page for people with disabilities, a line for each place; empty is right."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['help']}: {place['target']}" for rule in found for place in rule["nodes"]]


def picture(page: Page, name: str) -> None:
    """Saves a picture of the whole page as NAME.png in the folder that PICTURES names, if it names one."""
    if where := os.environ.get("PICTURES"):
        page.screenshot(path=Path(where) / f"{name}.png", full_page=True)
