"""Settings that are allowed and yet unsafe or pointless: debugging, weak keys, no TLS, a proxy that is not told of."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from compliance.doctor.findings import Finding, ok, warning, wrong
from config import LOOPBACK, Settings

FEWEST = 12  # different characters in a key that nobody made up
MADE_UP = ("change", "secret", "password", "default", "example", "insecure", "development")
TRUE = frozenset({"1", "true", "yes", "on"})


def check(settings: Settings) -> Iterator[Finding]:
    """The findings of settings; one that all is well where there are none."""
    found = [*_dangerous(settings), *_pages(settings), *_house(settings)]
    yield from found or [ok("settings", "no unsafe setting was found")]


def _dangerous(settings: Settings) -> Iterator[Finding]:
    if os.environ.get("FLASK_DEBUG", "").lower() in TRUE:
        yield wrong("settings.debug", "FLASK_DEBUG is on: whoever makes a page fail can run programs here",
                    "Take FLASK_DEBUG out.")
    keys = {
        "SECRET_KEY": (settings.secret_key,), "MASTER_KEY": settings.master_key, "SUPPRESSION_KEYS": settings.suppression_keys,
    }
    for name, given in keys.items():
        if any(_is_weak(key) for key in given):
            yield wrong("settings.key", f"{name} looks made up: it can be guessed",
                        "Make one, before there is work in the book: python3 -c 'import secrets; print(secrets.token_hex(32))'")
    url = urlsplit(settings.database_url.replace("+psycopg", ""))
    if url.scheme == "postgresql" and url.hostname and url.hostname not in LOOPBACK and "sslmode=" not in url.query:
        yield warning("settings.database", "the connection to PostgreSQL need not be encrypted",
                      "Add ?sslmode=verify-full (or require) to DATABASE_URL.")
    if hasattr(os, "geteuid") and os.geteuid() == 0 and not Path("/.dockerenv").exists():
        yield warning("settings.user", "this runs as root", "Run everything as a user of its own, as deploy/systemd does.")


def _is_weak(key: str) -> bool:
    return len(set(key)) < FEWEST or any(word in key.lower() for word in MADE_UP)


def _pages(settings: Settings) -> Iterator[Finding]:
    url = urlsplit(settings.public_url)
    if url.hostname in LOOPBACK:
        if settings.mail_server and settings.mail_server not in LOOPBACK:
            yield wrong("settings.public_url", "links in letters lead to this machine alone",
                        "Set PUBLIC_URL to the address that people reach.")
        return
    if url.scheme == "http":
        yield wrong("settings.public_url", "pages and links go without TLS: whoever listens can act for the requester",
                    "Put a proxy with TLS in front (deploy/) and set PUBLIC_URL to https://...")
    if not settings.proxies:
        yield warning("settings.proxies", "no proxy is trusted: limits count everybody behind one as one visitor",
                      "Set PROXIES to how many proxies stand in front, 1 for nginx or Caddy on this machine.")


def _house(settings: Settings) -> Iterator[Finding]:
    if settings.contact_address == ("privacy@localhost",):
        yield warning("settings.contact_address", "CONTACT_ADDRESS is not set", "Set it to the address of your privacy policy.")
    if settings.organisation == "Our organisation":
        yield warning("settings.organisation", "ORGANISATION is not set", "Set it to the name that requesters know.")
    if not settings.audit_checkpoint_to:
        yield warning("settings.audit_checkpoint_to", "no checkpoint of the trail leaves the house: its owner could rewrite it",
                      "Set AUDIT_CHECKPOINT_TO to an address elsewhere.")
