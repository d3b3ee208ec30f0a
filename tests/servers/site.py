"""The program's pages on a loopback port, for a browser or any other client; and its commands, as processes."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

from tests.servers.machine import HOST

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serves an app from a thread; gives the address that paths are appended to."""
    server = make_server(HOST, 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def command(*words: str) -> list[str]:
    """The command line of `flask WORDS`, to be run from `ROOT`."""
    return [sys.executable, "-m", "flask", "--app", "wsgi", *words]


def run(environment: Mapping[str, str], *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Runs `flask WORDS` as its own process with these settings over the machine's environment, and waits for it."""
    return run_in(ROOT, environment, *words, stdin=stdin)


def run_in(folder: Path, environment: Mapping[str, str], *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The same, with the program that lies in a folder."""
    return subprocess.run(
        command(*words), cwd=folder, env={**os.environ, **environment}, input=stdin, capture_output=True, timeout=120,
        check=False,
    )
