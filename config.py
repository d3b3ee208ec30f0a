"""Every setting, read from the environment (and `.env`) once, checked at the start.

`Settings.from_environment(mapping)` turns names into typed values or raises one `SettingsError` that names all that are
wrong or missing together, so that nobody mends them one restart at a time. `Settings.load()` also reads `.env` and makes
the secret key on first start: `instance/secret.key`, mode 0600, never a default one.

Each field's metadata says in a sentence what the setting does; `flask settings` and a test of the docs read it there.
"""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
LOGOS = (".svg", ".png", ".jpg", ".webp")
ADDRESS = re.compile(r"[^@\s,<>]{1,64}@[^@\s,<>]{1,190}")
SECRET_BYTES = 32
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# A connection that a restart has cut is noticed before it is used; a server that does not answer is given up in seconds.
POSTGRES = {"pool_pre_ping": True, "connect_args": {"connect_timeout": 5}}


class SettingsError(ValueError):
    """One message that names every setting that is wrong."""


def _text(value: str) -> str:
    return value.strip()


def _number(value: str) -> int:
    if not value.strip().isdigit():
        raise ValueError(f"needs a whole number, not {value!r}")
    return int(value)


def _count(value: str) -> int:
    number = _number(value)
    if number < 1:
        raise ValueError("needs at least 1")
    return number


def _port(value: str) -> int:
    number = _number(value)
    if not 1 <= number <= 65535:
        raise ValueError("needs a port from 1 to 65535")
    return number


def _flag(value: str) -> bool:
    word = value.strip().lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"", "0", "false", "no", "off"}:
        return False
    raise ValueError(f"needs true or false, not {value!r}")


def _path(value: str) -> Path:
    return Path(value.strip()).expanduser().absolute()


def _addresses(value: str) -> tuple[str, ...]:
    found = tuple(part.strip().lower() for part in value.split(",") if part.strip())
    wrong = [part for part in found if not ADDRESS.fullmatch(part) or "+" in part.split("@")[0]]
    if wrong or not found:
        raise ValueError("needs mail addresses without '+', separated by commas" + "".join(f"; not {w!r}" for w in wrong))
    return found


def _outside(value: str) -> str:
    if value.strip() and not ADDRESS.fullmatch(value.strip()):
        raise ValueError(f"needs a mail address, not {value!r}")
    return value.strip()


def _names(value: str) -> tuple[str, ...]:
    return tuple(part.strip().lower() for part in value.split(",") if part.strip())


def _pairs(value: str) -> tuple[str, ...]:
    """Names of others keep their case."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _secrets(value: str) -> tuple[str, ...]:
    found = tuple(part.strip() for part in value.split(",") if part.strip())
    if any(len(part) < SECRET_BYTES for part in found):
        raise ValueError(f"needs at least {SECRET_BYTES} characters for each key")
    return found


def _token(value: str) -> str:
    token = value.strip()
    if token and (len(token) < SECRET_BYTES or not token.isascii() or not token.isprintable()):
        raise ValueError(f"needs at least {SECRET_BYTES} characters, all of them ASCII")
    return token


def _zone(value: str) -> str:
    try:
        ZoneInfo(value.strip())
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"needs a time zone such as Europe/Berlin, not {value!r}") from error
    return value.strip()


def _url(value: str) -> str:
    parts = urlsplit(value.strip())
    if value.strip() and (parts.scheme not in {"http", "https"} or not parts.netloc):
        raise ValueError(f"needs an address such as https://privacy.example.org, not {value!r}")
    return value.strip().rstrip("/")


def _secure_url(value: str) -> str:
    """A web address to which secrets are sent: TLS, except on this machine."""
    parts = urlsplit(value.strip())
    if value.strip() and parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError(f"needs an address that begins with https://, not {value!r}")
    return value.strip()


def _imap(value: str) -> str:
    """What is wrong is said without the address, which may hold a password."""
    try:
        parts = urlsplit(value.strip())
        whole = parts.scheme in {"imap", "imaps"} and parts.hostname and parts.username and parts.port != 0
    except ValueError:
        whole = False
    if value.strip() and not whole:
        raise ValueError("needs an address such as imaps://user%40example.org@imap.example.org/INBOX")
    return value.strip()


def _colour(value: str) -> str:
    if value.strip() and not COLOUR.fullmatch(value.strip()):
        raise ValueError(f"needs a colour such as #0f5f5c, not {value!r}")
    return value.strip().lower()


def _logo(value: str) -> str:
    path = value.strip()
    if path and (not path.lower().endswith(LOGOS) or not Path(path).is_file()):
        raise ValueError(f"needs a file that is there and ends in {', '.join(LOGOS)}, not {value!r}")
    return str(Path(path).absolute()) if path else ""


def _database(value: str) -> str:
    url = value.strip()
    if not url or url.startswith("sqlite:///"):
        return url
    for prefix in ("postgresql+psycopg://", "postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url[len(prefix):]
    raise ValueError("needs postgresql://user@host/name or sqlite:///path")


def _setting(default: Any, read: Callable[[str], Any], says: str) -> Any:
    return field(default=default, metadata={"read": read, "says": says})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings; the name in the environment is the field's in capitals."""

    database_url: str = _setting("", _database, "Where the book is kept; empty is SQLite inside INSTANCE_PATH.")
    instance_path: Path = _setting(Path("instance").absolute(), _path, "Folder for the embedded database and the keys.")
    secret_key: str = _setting("", _text, "Signs sessions, links and reply addresses; made on first start when empty.")
    master_key: tuple[str, ...] = _setting(
        (), _secrets, "Opens sealed mails and files; several by commas, the newest first; empty is a key file made when needed."
    )
    audit_key: str = _setting(
        "", _text, "Signs the checkpoints of the trail: PRIVATE+KEY+name+id+base64; empty is a key file made when needed."
    )
    audit_checkpoint_to: str = _setting(
        "", _outside, "Address outside to which checkpoints of the trail are mailed each hour and each 1,000 entries."
    )
    suppression_keys: tuple[str, ...] = _setting(
        (), _secrets, "Secrets of the suppression register, by commas: the first for new entries; empty is SECRET_KEY."
    )
    backup_path: str = _setting(
        "", _text, "Folder of backups; where it is set, the clock keeps the journal of erasures there."
    )
    public_url: str = _setting("", _url, "How people reach the web pages; links in letters begin with it.")
    contact_address: tuple[str, ...] = _setting(
        ("privacy@localhost",), _addresses, "The contact addresses of the privacy policy, separated by commas."
    )
    organisation: str = _setting("Our organisation", _text, "Name shown on pages and in letters.")
    accent_color: str = _setting("", _colour, "The house's own colour on every page, such as #0f5f5c; empty is ours.")
    logo_file: str = _setting("", _logo, "The house's logo on the public pages: a file that ends in .svg, .png, .jpg or .webp.")
    timezone: str = _setting("UTC", _zone, "Time zone in which days are counted and shown.")
    default_regime: str = _setting("eu-gdpr", _text, "The law that counts where a request names none.")
    laws_on: tuple[str, ...] = _setting(
        (), _names, "Laws that count although their text was not read here, by their ids, separated by commas."
    )
    learn_from_corrections: bool = _setting(
        False, _flag, "Keep mails whose suggestion staff corrected as examples to learn from, until their ticket is erased."
    )
    identity_documents: bool = _setting(
        False, _flag, "Whether officers may ask for a copy of an identity document, where nothing else shows who somebody is."
    )
    holidays: str = _setting("", _text, "Public holidays that count: country or country-subdivision, such as DE-BE.")
    port: int = _setting(8000, _port, "Port of the web pages on 127.0.0.1.")
    lmtp_port: int = _setting(8024, _port, "Port of the LMTP listener on 127.0.0.1.")
    workers: int = _setting(2, _count, "Workers that `flask serve` runs: one writes while another reads the next mails.")
    max_mail_bytes: int = _setting(50_000_000, _number, "Largest mail taken, in bytes; a larger one gets 552.")
    max_answers_a_day: int = _setting(5, _number, "Letters that go out by themselves to one address in a day.")
    max_mails_a_day: int = _setting(
        50, _number, "Tickets that one address may open in a day; what comes beyond lies on the spam pile."
    )
    mail_server: str = _setting("", _text, "SMTP relay for letters; while it is empty, letters wait in the outbox.")
    mail_port: int = _setting(25, _port, "Port of the SMTP relay.")
    mail_username: str = _setting("", _text, "User name at the SMTP relay.")
    mail_password: str = _setting("", _text, "Password at the SMTP relay.")
    mail_use_tls: bool = _setting(False, _flag, "STARTTLS to the SMTP relay.")
    mail_use_ssl: bool = _setting(False, _flag, "TLS from the first byte to the SMTP relay.")
    dkim_key_file: str = _setting("", _text, "RSA key in PEM with which letters are signed (DKIM); empty signs none.")
    dkim_selector: str = _setting("", _text, "Selector under which its public half stands in the DNS.")
    dkim_domain: str = _setting("", _text, "Domain that signs; empty is that of the first contact address.")
    authserv_id: tuple[str, ...] = _setting(
        (), _names, "Names under which our own mail servers report on senders (RFC 8601), by commas; empty believes none."
    )
    mx_hops: int = _setting(1, _number, "How many Received fields our own mail servers add to a mail.")
    verify_dkim: bool = _setting(False, _flag, "Whether signatures of mails are checked here where no server of ours reports.")
    trust_spam_headers: bool = _setting(True, _flag, "Whether what our mail server writes on top about spam is believed.")
    imap_url: str = _setting(
        "", _imap, "A mailbox to fetch from, such as imaps://user%40example.org@imap.example.org/INBOX; imap:// is STARTTLS."
    )
    imap_password: str = _setting("", str, "Password of the mailbox.")
    imap_processed: str = _setting("Processed", _text, "Folder to which fetched mails are moved once they are kept.")
    imap_failed: str = _setting("Failed", _text, "Folder for mails of which only the header could be kept.")
    imap_oauth_token_url: str = _setting("", _secure_url, "Where OAuth 2 tokens for the mail servers are had.")
    imap_oauth_client_id: str = _setting("", _text, "The program's name at that server.")
    imap_oauth_client_secret: str = _setting("", _text, "Its secret there, where it has one.")
    imap_oauth_refresh_token: str = _setting("", _text, "Refresh token of the mailbox; empty is the client credentials flow.")
    imap_oauth_scope: str = _setting("", _text, "What is asked for there, separated by spaces.")
    oidc_issuer: str = _setting(
        "", _secure_url, "Issuer of the organisation's own sign-in (OpenID Connect), such as https://id.example.org."
    )
    oidc_client_id: str = _setting("", _text, "The program's name at that provider.")
    oidc_client_secret: str = _setting("", _text, "Its secret there.")
    oidc_name: str = _setting("your organisation", _text, "How the button on the sign-in page calls that provider.")
    oidc_scope: str = _setting("openid email profile", _text, "What is asked for there, separated by spaces.")
    oidc_groups_claim: str = _setting("groups", _text, "Claim of the ID token in which the groups of somebody stand.")
    oidc_roles: tuple[str, ...] = _setting(
        (), _pairs, "Groups and their roles, by commas, such as privacy=officer, it=admin; the first that fits counts."
    )
    oidc_trust_addresses: bool = _setting(
        False, _flag, "Whether mail addresses count that the provider does not say it has verified; only for one of your own."
    )
    oidc_is_second_factor: bool = _setting(
        False, _flag, "Whether signing in at the provider counts as a second factor, because it asks for several itself."
    )
    second_factor_roles: tuple[str, ...] = _setting(
        (), _names, "Roles that need a second factor to sign in, by commas, such as admin, officer."
    )
    session_idle_minutes: int = _setting(120, _count, "Minutes without use after which somebody of staff signs in again.")
    session_hours: int = _setting(12, _count, "Hours after which somebody of staff signs in again in any case.")
    metrics_token: str = _setting("", _token, "Bearer token that /metrics asks for; empty shows it to this machine alone.")
    proxies: int = _setting(0, _number, "How many reverse proxies stand in front, whose X-Forwarded headers are trusted.")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Settings from NAME -> text. Raises SettingsError naming every one that is wrong."""
        values: dict[str, Any] = {}
        wrong: list[str] = []
        for item in fields(cls):
            name = item.name.upper()
            if name not in environment:
                continue
            try:
                values[item.name] = item.metadata["read"](environment[name])
            except ValueError as error:
                wrong.append(f"{name} {error}")
        settings = cls(**values)
        wrong += settings._contradictions()
        if wrong:
            raise SettingsError("Wrong settings: " + "; ".join(wrong) + ".")
        return settings._completed()

    @classmethod
    def load(cls) -> "Settings":
        """Settings of this process: the environment over `.env`; makes the instance folder and the key when missing."""
        dotenv = {name: value for name, value in dotenv_values(".env").items() if value is not None}
        settings = cls.from_environment({**dotenv, **os.environ})
        settings.instance_path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if settings.secret_key:
            return settings
        return replace(settings, secret_key=_kept_secret(settings.instance_path / "secret.key"))

    def _contradictions(self) -> list[str]:
        found = []
        if self.mail_use_tls and self.mail_use_ssl:
            found.append("MAIL_USE_TLS and MAIL_USE_SSL exclude each other")
        if self.secret_key and len(self.secret_key) < SECRET_BYTES:
            found.append(f"SECRET_KEY needs at least {SECRET_BYTES} characters")
        if not self.organisation:
            found.append("ORGANISATION is empty")
        if self.dkim_key_file and not self.dkim_selector:
            found.append("DKIM_KEY_FILE needs DKIM_SELECTOR")
        if self.imap_oauth_token_url and not self.imap_oauth_client_id:
            found.append("IMAP_OAUTH_TOKEN_URL needs IMAP_OAUTH_CLIENT_ID")
        if self.oidc_issuer and not self.oidc_client_id:
            found.append("OIDC_ISSUER needs OIDC_CLIENT_ID")
        if not self.imap_processed or not self.imap_failed or self.imap_processed == self.imap_failed:
            found.append("IMAP_PROCESSED and IMAP_FAILED need to be two folders")
        return found

    def _completed(self) -> "Settings":
        url, password = _without_password(self.imap_url)
        return replace(
            self,
            imap_url=url, imap_password=self.imap_password or password,
            database_url=self.database_url or f"sqlite:///{self.instance_path / 'compliance.db'}",
            public_url=self.public_url or f"http://127.0.0.1:{self.port}",
        )

    def flask(self) -> dict[str, Any]:
        """The same settings under the names that Flask and its extensions look for."""
        names = {item.name.upper(): getattr(self, item.name) for item in fields(self)}
        secure = self.public_url.startswith("https://")
        return names | {
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": POSTGRES if self.database_url.startswith("postgresql") else {},
            "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": secure,
            "MAX_CONTENT_LENGTH": 30_000_000,
            "MAX_FORM_PARTS": 100,
            "BOOTSTRAP_SERVE_LOCAL": True,
            "SEND_FILE_MAX_AGE_DEFAULT": 3600,
            "MAIL_DEFAULT_SENDER": (self.organisation, self.contact_address[0]),
            "RATELIMIT_STORAGE_URI": "book://" if self.database_url.startswith("postgresql") else "memory://",
            "RATELIMIT_HEADERS_ENABLED": False,
            "BABEL_DEFAULT_TIMEZONE": self.timezone,
            "WTF_CSRF_TIME_LIMIT": None,  # a page may stay open for as long as its session; what was typed must not be lost
            "WTF_CSRF_SSL_STRICT": False,  # browsers send no Referer to us (guard); token, SameSite and __Host- cookie do it
        }


def _without_password(url: str) -> tuple[str, str]:
    """A mailbox's address without its password, so that it can be shown; and the password."""
    parts = urlsplit(url)
    if parts.password is None:
        return url, ""
    user, host = parts.netloc.rpartition("@")[::2]
    return parts._replace(netloc=f"{user.partition(':')[0]}@{host}").geturl(), unquote(parts.password)


def _kept_secret(path: Path) -> str:
    """The secret in `path`, made with mode 0600 when it is not there; two starts at once agree on one."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(SECRET_BYTES))
        file.flush()
        os.fsync(file.fileno())
    return path.read_text(encoding="ascii").strip()
