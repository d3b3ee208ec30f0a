"""A real Postfix hands mail over by LMTP and by pipe, and keeps what was refused for now."""

from collections.abc import Callable

import pytest

from tests.servers.machine import folder, free_port, wait_until
from tests.servers.postfix import PIPE_USER, Postfix

pytestmark = pytest.mark.postfix
RAW = b"Subject: hello\r\n\r\nbody\r\n"
Start = Callable[..., Postfix]


def test_waits_for_a_listener_that_is_down(start_postfix: Start) -> None:
    """Mail for a port where nobody listens stays queued, over a restart too."""
    server = start_postfix(lmtp_port=free_port())
    server.submit(RAW)
    wait_until(lambda: "status=deferred" in server.log(), "the mail is deferred")
    server.stop()
    server.start()
    assert server.queue_size() == 1


def test_pipes(start_postfix: Start) -> None:
    """A command gets the raw mail on standard input, sender and recipient as arguments; 75 makes Postfix try again."""
    with folder("pipe", PIPE_USER) as home:
        command = home / "command"
        command.write_text(f"#!/bin/sh\ntest -e {home}/open || exit 75\necho $1 $2 >{home}/envelope\ncat >{home}/mail\n")
        command.chmod(0o755)
        server = start_postfix(command=[str(command)])
        server.submit(RAW)
        wait_until(lambda: "status=deferred" in server.log(), "the mail is deferred")
        (home / "open").touch()
        server.flush()
        server.wait_until_empty()
        assert (home / "envelope").read_text() == "someone@example.org privacy@example.test\n"
        head, _, body = (home / "mail").read_bytes().partition(b"\n\n")
        assert b"\nSubject: hello\n" in head
        assert body == b"body\n"

