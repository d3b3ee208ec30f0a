"""DKIM: signs letters with the key of DKIM_KEY_FILE (RFC 6376; RSA with SHA-256, as RFC 8301 asks).

`load` reads the key once at the start, tries it, and names a wrong one then, not when the first letter is due. From is signed
once more than it occurs, so that nobody can add a second one (RFC 6376 section 5.4.2).
"""

import binascii
from dataclasses import dataclass, field
from pathlib import Path

import dkim
from dkim.crypto import HASH_ALGORITHMS, RSASSA_PKCS1_v1_5_sign, UnparsableKeyError, parse_pem_private_key

from config import Settings, SettingsError

SIGNED = (
    b"from", b"to", b"subject", b"date", b"message-id", b"in-reply-to", b"references", b"reply-to", b"mime-version",
    b"content-type", b"auto-submitted", b"list-unsubscribe", b"list-unsubscribe-post",
)
LEAST_BITS = 1024


@dataclass(frozen=True)
class Signer:
    """Signs for one domain with one key."""

    domain: str
    selector: str
    key: bytes = field(repr=False)

    def sign(self, raw: bytes) -> bytes:
        """A whole mail with CRLF line ends, signed."""
        header = raw.partition(b"\r\n\r\n")[0].lower()
        names = [name for name in SIGNED if b"\r\n" + name + b":" in b"\r\n" + header]
        signature: bytes = dkim.sign(
            raw, self.selector.encode(), self.domain.encode(), self.key, include_headers=[*names, b"from"],
            canonicalize=(b"relaxed", b"relaxed"),
        )
        return signature + raw


def load(settings: Settings) -> Signer | None:
    """The signer that the settings describe, None without a key. Raises SettingsError naming a key that is no good."""
    if not settings.dkim_key_file:
        return None
    domain = settings.dkim_domain or settings.contact_address[0].partition("@")[2]
    try:
        key = Path(settings.dkim_key_file).expanduser().read_bytes().replace(b"\r\n", b"\n")
        _try(key)
    except OSError as error:
        raise SettingsError(f"Wrong settings: DKIM_KEY_FILE cannot be read ({error.strerror}).") from error
    except (UnparsableKeyError, ValueError, binascii.Error, IndexError, KeyError, TypeError) as error:
        raise SettingsError("Wrong settings: DKIM_KEY_FILE is no RSA key of 1024 bits or more in PEM.") from error
    return Signer(domain, settings.dkim_selector, key)


def _try(key: bytes) -> None:
    parsed = parse_pem_private_key(key)
    if parsed["modulus"].bit_length() < LEAST_BITS:
        raise ValueError("short")
    RSASSA_PKCS1_v1_5_sign(HASH_ALGORITHMS[b"rsa-sha256"](b"a trial"), parsed)
