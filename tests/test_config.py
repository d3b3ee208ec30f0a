"""Settings: read once, checked together, secrets made and not shown."""

import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import Settings, SettingsError


def test_nothing_needs_to_be_set(tmp_path):
    settings = Settings.from_environment({"INSTANCE_PATH": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path}/compliance.db"
    assert settings.public_url == "http://127.0.0.1:8000"


def test_every_wrong_setting_is_named_in_one_message():
    wrong = {
        "DATABASE_URL": "mysql://x", "CONTACT_ADDRESS": "nobody", "TIMEZONE": "Mars/Olympus", "PORT": "0", "LMTP_PORT": "x",
        "PUBLIC_URL": "privacy.example.org", "MAIL_USE_TLS": "perhaps", "SECRET_KEY": "short", "ORGANISATION": " ",
    }
    with pytest.raises(SettingsError) as error:
        Settings.from_environment(wrong)
    for name in wrong:
        assert name in str(error.value)


def test_a_secret_does_not_stand_in_the_message():
    with pytest.raises(SettingsError) as error:
        Settings.from_environment({"SECRET_KEY": "hush-hush"})
    assert "hush-hush" not in str(error.value)


@pytest.mark.parametrize(("given_url", "url"), [
    ("postgresql://u@h/db", "postgresql+psycopg://u@h/db"), ("postgres://u@h/db", "postgresql+psycopg://u@h/db"),
    ("sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
])
def test_database_addresses(given_url, url):
    assert Settings.from_environment({"DATABASE_URL": given_url}).database_url == url


def test_several_contact_addresses():
    settings = Settings.from_environment({"CONTACT_ADDRESS": "Privacy@Example.org, datenschutz@example.org"})
    assert settings.contact_address == ("privacy@example.org", "datenschutz@example.org")
    with pytest.raises(SettingsError, match="CONTACT_ADDRESS"):
        Settings.from_environment({"CONTACT_ADDRESS": "privacy+x@example.org"})


def test_the_key_is_made_once_for_the_owner_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INSTANCE_PATH", str(tmp_path / "inst"))
    monkeypatch.delenv("SECRET_KEY", raising=False)
    first = Settings.load()
    assert len(first.secret_key) == 64
    assert Settings.load().secret_key == first.secret_key
    assert stat.S_IMODE(os.stat(tmp_path / "inst" / "secret.key").st_mode) == 0o600


def test_dotenv_is_read_and_the_environment_wins(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("ORGANISATION=From the file\nPORT=8123\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORT", "8124")
    monkeypatch.setenv("INSTANCE_PATH", str(tmp_path))
    monkeypatch.delenv("ORGANISATION", raising=False)
    settings = Settings.load()
    assert (settings.organisation, settings.port) == ("From the file", 8124)


@given(st.dictionaries(st.sampled_from([f"{name}" for name in (
    "DATABASE_URL", "CONTACT_ADDRESS", "TIMEZONE", "PORT", "PUBLIC_URL", "MAIL_USE_TLS", "HOLIDAYS", "MAX_MAIL_BYTES",
)]), st.text()))
def test_any_text_gives_settings_or_one_message(environment):
    try:
        settings = Settings.from_environment(environment)
    except SettingsError:
        return
    assert 1 <= settings.port <= 65535
