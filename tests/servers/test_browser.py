"""Chromium opens pages, and what must not happen on them is noticed."""

from contextlib import ExitStack

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.servers.browser import axe, window
from tests.servers.site import serving

pytestmark = pytest.mark.browser
GOOD = "<!doctype html><html lang=en><title>Hello</title><main><h1>Hello</h1><p>World</p></main></html>"


def test_axe(page: Page) -> None:
    """A good page has no violations, a picture without a text is one."""
    page.set_content(GOOD)
    assert axe(page) == []
    page.set_content(GOOD.replace("World", "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"))
    assert [line.split(":")[0] for line in axe(page)] == ["image-alt"]


@pytest.mark.parametrize(("script", "fault"), [
    ("undefinedFunction()", "script failed"),
    ("fetch('http://198.51.100.1/').catch(() => 0)", "a request to 198.51.100.1"),
])
def test_faults_are_noticed(browser: Browser, script: str, fault: str) -> None:
    """A script that fails and a request to elsewhere end the test."""
    stack = ExitStack()
    page = stack.enter_context(window(browser))
    page.set_content(f"{GOOD}<script>{script}</script>")
    with pytest.raises(AssertionError, match=fault):
        stack.close()


def test_what_the_policy_stops_is_noticed(browser: Browser) -> None:
    """An inline script under our policy ends the test, too."""
    app = Flask(__name__)

    @app.route("/")
    def start() -> tuple[str, dict[str, str]]:
        return f"{GOOD}<script>1</script>", {"Content-Security-Policy": "script-src 'self'"}

    with serving(app) as address, pytest.raises(AssertionError, match="blocked"), window(browser) as page:
        page.goto(address)
