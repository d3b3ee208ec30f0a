"""Fixtures that give a test a real server; PostgreSQL is one for each test process, everything else is the test's own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page

from tests.servers.browser import chromium, window
from tests.servers.dovecot import Dovecot
from tests.servers.dovecot import dovecot as running_dovecot
from tests.servers.postfix import Postfix, postfix
from tests.servers.postgres import PostgresServer, postgres
from tests.servers.smtp_sink import SmtpSink
from tests.servers.smtp_sink import smtp_sink as running_sink


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A running PostgreSQL; a test that stops or breaks one makes its own with `postgres()`."""
    with postgres() as server:
        yield server


@pytest.fixture
def start_postfix() -> Iterator[Callable[..., Postfix]]:
    """Starts a Postfix: `start_postfix(lmtp_port=...)` or `start_postfix(command=[...])`."""
    with ExitStack() as running:
        yield lambda **way: running.enter_context(postfix(**way))


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    """A running Dovecot with an empty mailbox."""
    with running_dovecot() as server:
        yield server


@pytest.fixture
def smtp_sink() -> Iterator[SmtpSink]:
    """A running SMTP sink."""
    with running_sink() as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running Chromium, for the tests of one file: while it runs, they cannot use asyncio in their own thread."""
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page at a desk's size in a fresh profile; the test fails for what must not happen on it (see `window`)."""
    with window(browser) as opened:
        yield opened
