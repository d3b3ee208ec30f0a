"""Behind a proxy and without: headers that visitors can write count only where a setting says that a proxy writes them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, request, request_started

from config import Settings
from tests.conftest import ROOT, opened_app

NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
CADDY = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
FORGED = {
    "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "evil.example.net", "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil", "X-Forwarded-Port": "444", "Forwarded": "for=203.0.113.9;host=evil.example.net",
    "X-Real-IP": "203.0.113.9",
}
SELF, PROXY = "198.51.100.7", "127.0.0.1"


@contextmanager
def seen(app: Flask) -> Iterator[list[tuple[str | None, str, str, str]]]:
    """Who asks, for which host, how and under which prefix, as the program sees it."""
    requests: list[tuple[str | None, str, str, str]] = []

    def note(_app: Flask) -> None:
        requests.append((request.remote_addr, request.host, request.scheme, request.script_root))

    with request_started.connected_to(note, app):
        yield requests


@pytest.mark.parametrize(("proxies", "headers", "expected"), [
    ("0", {}, (SELF, "books.example", "http", "")),
    ("0", FORGED, (SELF, "books.example", "http", "")),
    ("1", FORGED, ("203.0.113.9", "evil.example.net", "https", "")),
    ("1", {"X-Forwarded-For": "203.0.113.9, 192.0.2.1"}, ("192.0.2.1", "books.example", "http", "")),
    ("2", {"X-Forwarded-For": "203.0.113.9, 192.0.2.1, 192.0.2.2"}, ("192.0.2.1", "books.example", "http", "")),
    ("2", {"X-Forwarded-For": "203.0.113.9"}, (SELF, "books.example", "http", "")),
    ("1", {"X-Real-IP": "203.0.113.9", "Forwarded": "for=203.0.113.9"}, (SELF, "books.example", "http", "")),
])
def test_who_is_believed(sqlite_url: str, proxies: str, headers: dict[str, str], expected: tuple[str, str, str, str]) -> None:
    """Nobody by default; with PROXIES, the last so many entries, which the proxies themselves wrote."""
    with opened_app(DATABASE_URL=sqlite_url, PROXIES=proxies) as app, seen(app) as requests:
        app.test_client().get("/healthz", base_url="http://books.example", headers=headers, environ_base={"REMOTE_ADDR": SELF})
    assert requests == [expected]


def test_no_visitor_escapes_the_limits_by_a_header(sqlite_url: str) -> None:
    """Each try names another address; all are counted as one visitor's."""
    with opened_app(DATABASE_URL=sqlite_url) as app:
        client = app.test_client()
        page = client.get("/staff/sign-in").text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert token
        form = {"csrf_token": token[1], "email": "ana@example.org", "password": "wrong"}
        answers = (
            client.post("/staff/sign-in", data=form, headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
            for number in range(40)
        )
        assert 429 in answers


def test_no_host_of_a_visitor_gets_into_links(sqlite_url: str) -> None:
    """Neither Host nor X-Forwarded-Host is written into what people follow."""
    with opened_app(DATABASE_URL=sqlite_url, PUBLIC_URL="https://books.example") as app:
        for path in ("/", "/policy", "/requests/new", "/staff/sign-in"):
            answer = app.test_client().get(path, base_url="http://evil.example.net", headers=FORGED)
            assert "evil.example.net" not in answer.text + str(answer.headers), path


def test_nginx_replaces_what_visitors_send() -> None:
    """Every header that the program believes is set, none appended to."""
    for header in ("Host", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"):
        value = re.search(rf"^\s*proxy_set_header {header} (\S+);$", NGINX, re.MULTILINE)
        assert value, header
        assert value[1] in {"$host", "$remote_addr", "$scheme"}
    assert "$proxy_add_x_forwarded_for" not in NGINX


def test_snippets_agree_with_the_program(sqlite_url: str) -> None:
    """The port, how much may be sent, and what is for those inside."""
    with opened_app(DATABASE_URL=sqlite_url) as app:
        most, port = app.config["MAX_CONTENT_LENGTH"], Settings().port
        paths = {rule.rule for rule in app.url_map.iter_rules()}
    assert f"proxy_pass http://127.0.0.1:{port};" in NGINX
    assert f"UPSTREAM:127.0.0.1:{port}" in CADDY
    assert "client_max_body_size 30m;" in NGINX
    assert "max_size 30MB" in CADDY
    assert most == 30_000_000
    for path in ("/metrics", "/readyz"):
        assert path in paths
        assert f"location = {path} {{ return 404; }}" in NGINX
        assert re.search(rf"@inside path.* {path}\b", CADDY)
