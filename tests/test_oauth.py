"""Access tokens: held until they lapse, refreshed by two flows, refresh tokens that change are kept, nothing is told."""

import json
import stat
import threading

import pytest

from compliance.oauth import TokenRefused, TokenServerAway, TokenSource, xoauth2
from config import Settings
from tests.servers.token_server import CLIENT, CLIENT_SECRET, FIRST_REFRESH, token_server

SCOPE = "https://outlook.office.com/IMAP.AccessAsUser.All offline_access"


@pytest.fixture
def server():
    """A running token server."""
    with token_server("privacy@example.test") as running:
        yield running


def source(server, tmp_path, **more: str) -> TokenSource:
    """The program's source of tokens from that server; a new one each time, as in another process."""
    environment = {
        "INSTANCE_PATH": str(tmp_path), "IMAP_OAUTH_TOKEN_URL": f"{server.url}/token", "IMAP_OAUTH_CLIENT_ID": CLIENT,
        "IMAP_OAUTH_CLIENT_SECRET": CLIENT_SECRET, "IMAP_OAUTH_REFRESH_TOKEN": FIRST_REFRESH, "IMAP_OAUTH_SCOPE": SCOPE, **more,
    }
    found = TokenSource.of(Settings.from_environment(environment))
    assert found is not None
    return found


def test_a_token_is_held_until_a_minute_before_it_lapses(server, tmp_path):
    tokens = source(server, tmp_path)
    assert tokens.token() == tokens.token() == "access-1"
    assert tokens.token(renew=True) == "access-2"
    server.lasts = 59
    assert tokens.token(renew=True) == "access-3"
    assert tokens.token() == "access-4"
    assert {form["scope"] for form in server.asked} == {SCOPE}


def test_client_credentials(server, tmp_path):
    assert source(server, tmp_path, IMAP_OAUTH_REFRESH_TOKEN="").token() == "access-1"
    assert server.asked[0]["grant_type"] == "client_credentials"
    assert list(tmp_path.iterdir()) == []


def test_the_newest_refresh_token_is_kept_for_the_owner_alone(server, tmp_path):
    for number in range(1, 4):
        assert source(server, tmp_path).token() == f"access-{number}"
    kept = tmp_path / "oauth.json"
    assert json.loads(kept.read_text())["newest"] == server.refresh == "refresh-3"
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_a_newly_set_refresh_token_beats_the_kept_one(server, tmp_path):
    source(server, tmp_path).token()
    server.refresh = "granted anew"
    with pytest.raises(TokenRefused):
        source(server, tmp_path).token()
    assert source(server, tmp_path, IMAP_OAUTH_REFRESH_TOKEN="granted anew").token() == "access-3"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"given": 1}'])
def test_a_spoiled_file_falls_back_to_the_setting(server, tmp_path, content):
    (tmp_path / "oauth.json").write_text(content)
    assert source(server, tmp_path).token() == "access-1"


def test_those_who_refresh_at_once_take_turns(server, tmp_path):
    """Each refresh token works once, so two that used the same one would be refused."""
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(source(server, tmp_path).token())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [f"access-{number}" for number in range(1, 9)]


def test_what_is_wrong_is_said_by_its_code_alone(server, tmp_path):
    with pytest.raises(TokenRefused) as refusal:
        source(server, tmp_path, IMAP_OAUTH_CLIENT_SECRET="hush-hush").token()
    assert str(refusal.value) == "invalid_client"


@pytest.mark.parametrize("status", [200, 429, 500, 503])
def test_a_server_in_trouble_is_away(server, tmp_path, status):
    server.fails = status
    with pytest.raises(TokenServerAway):
        source(server, tmp_path).token()


def test_no_server_is_away(server, tmp_path):
    with pytest.raises(TokenServerAway):
        source(server, tmp_path, IMAP_OAUTH_TOKEN_URL="http://127.0.0.1:9/token").token()


def test_without_an_address_there_is_no_source(tmp_path):
    assert TokenSource.of(Settings.from_environment({"INSTANCE_PATH": str(tmp_path)})) is None


def test_xoauth2_as_the_providers_describe_it():
    assert xoauth2("someuser@example.com", "ya29.x") == b"user=someuser@example.com\x01auth=Bearer ya29.x\x01\x01"
