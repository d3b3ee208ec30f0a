"""Signing in: TLS, tokens, what is wrong in one clear line with its exit status; no secret is ever said."""

import json
import ssl
import subprocess

import pytest

from compliance.intake import imap
from config import Settings, SettingsError
from tests.conftest import opened_app
from tests.intake.fetching import MAIL, fetch, kept, settings_for, url_of
from tests.servers.dovecot import BARE, PASSWORD, USER, dovecot, with_tls, with_tokens
from tests.servers.machine import free_port
from tests.servers.token_server import CLIENT, CLIENT_SECRET, FIRST_REFRESH, token_server

RAW = MAIL % (1, 1, 1)
SECRETS = (PASSWORD, "hush-hush", CLIENT_SECRET, FIRST_REFRESH)


def run_fetch(app, port: int, **more: object) -> tuple[int, str]:
    """`flask mail fetch`: its exit status and all that it said."""
    settings_for(app, port, **more)
    result = app.test_cli_runner().invoke(args=["mail", "fetch"])
    assert not any(secret in result.output for secret in SECRETS)
    assert "Traceback" not in result.output
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def server():
    """A Dovecot that no test of this file changes."""
    with dovecot() as running:
        yield running


def test_done(sqlite_app):
    with dovecot() as server:
        server.deliver(RAW)
        status, said = run_fetch(sqlite_app, server.port)
    assert (status, json.loads(said.splitlines()[-1])) == (0, {"kept": 1, "again": 0, "held": 0, "left": 0})


@pytest.mark.parametrize(("more", "words"), [
    ({"imap_password": "hush-hush"}, "refuses the user in IMAP_URL with this IMAP_PASSWORD"),
    ({"imap_password": "hush-hüsh"}, "refuses the user in IMAP_URL with this IMAP_PASSWORD"),
    ({"imap_url": ""}, "IMAP_URL is not set"),
    ({"imap_processed": "inbox"}, "must be other folders"),
])
def test_wrong_settings_end_with_1(sqlite_app, server, more, words):
    status, said = run_fetch(sqlite_app, server.port, **more)
    assert status == 1
    assert words in said


def test_a_folder_that_is_not_there(sqlite_app, server):
    status, said = run_fetch(sqlite_app, server.port, imap_url=url_of(server.port, "Nowhere"))
    assert (status, "the folder in IMAP_URL is not there" in said) == (1, True)


def test_a_server_that_cannot_move_one_mail_alone(sqlite_app):
    with dovecot(BARE) as server:
        server.deliver(RAW)
        status, said = run_fetch(sqlite_app, server.port)
        assert server.mails() == [RAW]
    assert (status, "neither MOVE nor UIDPLUS" in said) == (1, True)


def test_what_is_away_ends_with_75(sqlite_app, server):
    assert run_fetch(sqlite_app, 9)[0] == 75
    with opened_app(DATABASE_URL="postgresql://nobody@127.0.0.1:9/none") as app:
        assert run_fetch(app, server.port)[0] == 75


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A key and its certificate for the names of this machine, in one file."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.2", "-keyout", folder / "key",
         "-out", folder / "certificate"], check=True, capture_output=True,
    )
    (folder / "both").write_bytes((folder / "key").read_bytes() + (folder / "certificate").read_bytes())
    return folder / "both"


def test_tls_with_a_certificate_that_is_checked(sqlite_app, certificate, monkeypatch):
    port = free_port()
    with dovecot(with_tls(certificate, port)) as server:
        start_tls = url_of(server.port).replace("127.0.0.1", "127.0.0.2")
        addresses = (f"imaps://{USER.replace('@', '%40')}@localhost:{port}", start_tls)
        server.deliver(RAW)
        for address in addresses:
            status, said = run_fetch(sqlite_app, 0, imap_url=address)
            assert (status, "SSLCertVerificationError" in said) == (75, True)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        for number, address in enumerate(addresses, 1):
            server.deliver(MAIL % (number, number, number))
            assert run_fetch(sqlite_app, 0, imap_url=address)[0] == 0
    assert len(kept(sqlite_app)) == 2
    assert ssl.get_default_verify_paths().cafile == str(certificate)


def test_no_password_goes_where_there_is_no_tls(sqlite_app, server):
    status, said = run_fetch(sqlite_app, 0, imap_url=url_of(server.port).replace("127.0.0.1", "127.0.0.2"))
    assert (status, "cannot be reached" in said) == (75, True)


@pytest.fixture
def tokens():
    """A token server for the user of Dovecot."""
    with token_server(USER) as running:
        yield running


def token_settings(tokens, **more: str) -> dict[str, str]:
    return {
        "imap_oauth_token_url": f"{tokens.url}/token", "imap_oauth_client_id": CLIENT, "imap_password": "",
        "imap_oauth_client_secret": CLIENT_SECRET, "imap_oauth_refresh_token": FIRST_REFRESH, **more,
    }


@pytest.mark.parametrize("refresh", [FIRST_REFRESH, ""])
def test_with_tokens(sqlite_app, tokens, refresh):
    with dovecot(with_tokens(f"{tokens.url}/introspect")) as server:
        server.deliver(RAW)
        assert fetch(sqlite_app, server.port, **token_settings(tokens, imap_oauth_refresh_token=refresh)).kept == 1
    assert tokens.asked[0]["grant_type"] == ("refresh_token" if refresh else "client_credentials")


def test_a_token_that_was_revoked_is_renewed_once(sqlite_app, tokens):
    with dovecot(with_tokens(f"{tokens.url}/introspect")) as server:
        settings = settings_for(sqlite_app, server.port, **token_settings(tokens))
        fetcher = imap.Fetcher(settings)
        with sqlite_app.app_context():
            fetcher.once()
            tokens.valid.clear()
            fetcher.once()
        assert len(tokens.asked) == 2
        tokens.user = "somebody.else@example.test"
        status, said = run_fetch(sqlite_app, server.port, **token_settings(tokens, imap_oauth_refresh_token=""))
    assert (status, "refuses the user in IMAP_URL with this token" in said) == (1, True)


def test_a_token_server_that_refuses_or_is_away(sqlite_app, tokens, server):
    status, said = run_fetch(sqlite_app, server.port, **token_settings(tokens, imap_oauth_client_secret="hush-hush"))
    assert (status, "refuses: invalid_client" in said) == (1, True)
    tokens.fails = 503
    assert run_fetch(sqlite_app, server.port, **token_settings(tokens))[0] == 75


def test_a_password_in_the_address_is_taken_out_of_it(tmp_path):
    with opened_app(INSTANCE_PATH=str(tmp_path), IMAP_URL="imaps://me%40x.org:hush%2Dhush@imap.x.org:993/INBOX") as app:
        settings = app.config["SETTINGS"]
        said = app.test_cli_runner().invoke(args=["settings"]).output
    assert (settings.imap_url, settings.imap_password) == ("imaps://me%40x.org@imap.x.org:993/INBOX", "hush-hush")
    assert "hush" not in said
    assert "imaps://me%40x.org@imap.x.org:993/INBOX" in said


@pytest.mark.parametrize("wrong", [
    {"IMAP_URL": "imap.x.org"}, {"IMAP_URL": "https://me:hush-hush@x.org"}, {"IMAP_URL": "imaps://me:hush-hush@:993"},
    {"IMAP_URL": "imaps://me:hush-hush@x.org:port"}, {"IMAP_URL": "imaps://x.org"}, {"IMAP_PROCESSED": ""},
    {"IMAP_FAILED": "Processed"}, {"IMAP_OAUTH_TOKEN_URL": "http://x.org/token", "IMAP_OAUTH_CLIENT_ID": "a"},
    {"IMAP_OAUTH_TOKEN_URL": "https://x.org/token"},
])
def test_wrong_settings_are_named_without_secrets(wrong):
    with pytest.raises(SettingsError) as error:
        Settings.from_environment(wrong)
    assert next(iter(wrong)) in str(error.value)
    assert "hush" not in str(error.value)
