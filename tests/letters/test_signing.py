"""DKIM: what goes out verifies with the public key, and nothing changed does; a wrong key is named at the start."""

import base64
import re
import subprocess

import dkim
import pytest

from compliance import jobs
from compliance.letters.relay import on_the_wire
from config import SettingsError
from tests.conftest import opened_app
from tests.factories import a_ticket
from tests.letters.test_relay import a_mail


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """An RSA key in both spellings of PEM, and its record in the DNS."""
    folder = tmp_path_factory.mktemp("keys")
    for name, options in (("pkcs8", []), ("pkcs1", ["-traditional"])):
        subprocess.run(["openssl", "rsa" if options else "genrsa", *options,
                        *(["-in", str(folder / "pkcs8")] if options else []), "-out", str(folder / name),
                        *([] if options else ["2048"])], check=True, capture_output=True)
    public = subprocess.run(["openssl", "rsa", "-in", str(folder / "pkcs8"), "-pubout", "-outform", "DER"], check=True,
                            capture_output=True).stdout
    return folder, b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


def verifies(raw: bytes, record: bytes, asked: list[bytes] | None = None) -> bool:
    """As a receiver would look, with this DNS."""
    def answer(name, timeout=5):
        if asked is not None:
            asked.append(name)
        return record

    return dkim.verify(raw, dnsfunc=answer)


def signed_headers(raw: bytes) -> list[str]:
    return re.sub(rb"\s", b"", re.search(rb"\bh=([^;]+);", raw)[1]).decode().split(":")


@pytest.mark.parametrize("spelling", ["pkcs8", "pkcs1"])
def test_a_letter_on_the_wire_verifies(sqlite_url, tmp_path, smtp_sink, keys, spelling):
    folder, record = keys
    with opened_app(
        DATABASE_URL=sqlite_url, INSTANCE_PATH=str(tmp_path), MAIL_SERVER="127.0.0.1", MAIL_PORT=str(smtp_sink.port),
        DKIM_KEY_FILE=str(folder / spelling), DKIM_SELECTOR="privacy", ORGANISATION="Bücher, Söhne & Co.",
    ) as app, app.app_context():
        a_ticket(app, message_id="<hers@example.org>")
        jobs.run_due(limit=10)
    raw, asked = smtp_sink.letters[0].raw, []
    assert verifies(raw, record, asked)
    assert asked == [b"privacy._domainkey.example.test."]
    assert sorted(signed_headers(raw)) == sorted([
        "from", "from", "to", "subject", "date", "message-id", "in-reply-to", "references", "reply-to", "mime-version",
        "content-type", "auto-submitted"])


@pytest.mark.parametrize(("change", "to"), [
    (rb"Subject: Your", b"Subject: My"), (rb"\r\nFrom: Example", b"\r\nFrom: Someone"),
    (rb"\r\nFrom:", b"\r\nFrom: x@example.net\r\nFrom:"), (rb"One-Click", b"Two-Clicks"), (rb"<https://l>", b"<https://m>"),
    (rb"Reply-To: <?privacy\+r1", b"Reply-To: privacy+r2"), (rb"From here", b"From there"),
])
def test_what_is_changed_on_the_way_does_not_verify(keys, change, to):
    """The control, and the headers of one-click unsubscribe among the signed ones (RFC 8058 section 4)."""
    folder, record = keys
    headers = {"Reply-To": "privacy+r1@example.test", "List-Unsubscribe": "<https://l>",
               "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    signing = {"DKIM_KEY_FILE": str(folder / "pkcs8"), "DKIM_SELECTOR": "s", "DKIM_DOMAIN": "mail.example.test"}
    with opened_app(**signing) as app, app.app_context():
        raw = on_the_wire(a_mail(extra_headers=headers))
    assert verifies(raw, record)
    changed = re.sub(change, to, raw, count=1)
    assert changed != raw
    assert not verifies(changed, record)


def test_without_a_key_nothing_is_signed(sqlite_app):
    with sqlite_app.app_context():
        assert b"DKIM-Signature" not in on_the_wire(a_mail())


@pytest.mark.parametrize("content", ["", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "ed25519",
                                     "short", "public", None])
def test_a_wrong_key_is_named_at_the_start(keys, tmp_path, content):
    folder, _ = keys
    path = tmp_path / "key"
    made = {
        "ed25519": ["genpkey", "-algorithm", "ed25519"], "short": ["genrsa", "512"],
        "public": ["rsa", "-in", str(folder / "pkcs8"), "-pubout"],
    }
    if content in made:
        path.write_bytes(subprocess.run(["openssl", *made[content]], check=True, capture_output=True).stdout)
    elif content is not None:
        path.write_text(content)
    with pytest.raises(SettingsError, match="DKIM_KEY_FILE"), opened_app(DKIM_KEY_FILE=str(path), DKIM_SELECTOR="s"):
        pass


def test_a_key_needs_its_selector():
    with pytest.raises(SettingsError, match="DKIM_SELECTOR"), opened_app(DKIM_KEY_FILE="/nowhere"):
        pass
