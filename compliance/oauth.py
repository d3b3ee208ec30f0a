"""OAuth 2 for mail servers that no longer take passwords: access tokens for IMAP and SMTP, and how they are presented.

`TokenSource.of(settings)` gives access tokens by the refresh token flow (RFC 6749 section 6), or by client credentials
(section 4.4) where no refresh token is set: Microsoft 365's app-only access. A token is held in memory until a minute before
it lapses. Servers that hand out a new refresh token each time (section 6, last paragraph) take the old one back: the newest is
kept in `oauth.json` in the instance folder, mode 0600, and processes that refresh at the same time take turns at its lock.

`xoauth2(user, token)` is what SASL XOAUTH2 sends, over IMAP and SMTP alike: intake and letters both stand on this module.
Nothing here puts a token, a secret or what a server said into a message or a log: codes only.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session

from config import Settings

EARLY_SECONDS = 60  # a token is taken for lapsed so long before it is
UNSAID_SECONDS = 300  # how long one holds whose server does not say
PATIENCE_SECONDS = 20
PASSING = frozenset({"temporarily_unavailable", "server_error", "slow_down"})
CODE = re.compile(r"[a-z_]{1,60}")


class TokenRefused(Exception):
    """The token server refuses for good: a secret or a refresh token is wrong. The message is its error code."""


class TokenServerAway(Exception):
    """The token server cannot be reached or fails; trying again may help."""


class TokenSource:
    """Access tokens for one account. Not to be shared between threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._rotated = settings.instance_path / "oauth.json"
        self._token, self._until = "", 0.0

    @classmethod
    def of(cls, settings: Settings) -> "TokenSource | None":
        """The source that the settings describe; None where IMAP_OAUTH_TOKEN_URL is not set."""
        return cls(settings) if settings.imap_oauth_token_url else None

    def token(self, *, renew: bool = False) -> str:
        """An access token that still holds; with `renew` a new one in any case. Raises TokenRefused, TokenServerAway."""
        if renew or time.monotonic() >= self._until:
            answer = self._ask()
            try:
                lasts = float(answer.get("expires_in") or UNSAID_SECONDS)
                self._token, self._until = str(answer["access_token"]), time.monotonic() + lasts - EARLY_SECONDS
            except (KeyError, ValueError, TypeError) as error:
                raise TokenServerAway("an answer without a token") from error
        return self._token

    def _ask(self) -> dict[str, Any]:
        try:
            if not self._settings.imap_oauth_refresh_token:
                return self._session(lambda session, url: session.fetch_token(url, grant_type="client_credentials"))
            with _locked(self._rotated):
                return self._refreshed()
        except OAuthError as error:
            code = str(error.error)
            if code in PASSING:
                raise TokenServerAway(code) from error
            raise TokenRefused(code if CODE.fullmatch(code) else "refused") from error
        except (requests.RequestException, ValueError) as error:
            raise TokenServerAway(type(error).__name__) from error

    def _refreshed(self) -> dict[str, Any]:
        """Refreshes with the newest refresh token; a newly set one beats what was kept for the one before."""
        given = self._settings.imap_oauth_refresh_token
        mark = hashlib.sha256(given.encode()).hexdigest()
        kept = _read(self._rotated)
        newest = str(kept["newest"]) if kept.get("given") == mark and kept.get("newest") else given
        answer = self._session(lambda session, url: session.refresh_token(url, refresh_token=newest))
        if answer.get("refresh_token", newest) != newest:
            _write(self._rotated, {"given": mark, "newest": answer["refresh_token"]})
        return answer

    def _session(self, ask: Any) -> dict[str, Any]:
        settings = self._settings
        with OAuth2Session(
            settings.imap_oauth_client_id, settings.imap_oauth_client_secret or None, scope=settings.imap_oauth_scope or None,
            token_endpoint_auth_method="client_secret_post" if settings.imap_oauth_client_secret else "none",
            default_timeout=PATIENCE_SECONDS,
        ) as session:
            return dict(ask(session, settings.imap_oauth_token_url))


def xoauth2(user: str, token: str) -> bytes:
    """The initial response of SASL XOAUTH2, not yet in base64."""
    return f"user={user}\x01auth=Bearer {token}\x01\x01".encode()


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Held by one process at a time; let go when it dies."""
    handle = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, value: dict[str, str]) -> None:
    """Replaces the file by a whole one that is on the disk: a refresh token that was lost cannot be asked for again."""
    draft = path.with_suffix(".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(value, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
