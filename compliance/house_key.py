"""The house's own signing key (Ed25519, RFC 8032): what is signed with it can be checked by anybody who has its public half.

It lies in the instance folder as `signing.key` (PEM, mode 0600), made at first use. Two processes that make it at once agree on
one. The public half is 32 bytes, written in base64.
"""

import base64
import os
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

FILE = "signing.key"


def sign(instance: Path, content: bytes) -> bytes:
    """The signature of the house: 64 bytes."""
    return _key(instance).sign(content)


def holds(instance: Path, content: bytes, signature: bytes) -> bool:
    """Whether the house has signed this."""
    try:
        _key(instance).public_key().verify(signature, content)
    except InvalidSignature:
        return False
    return True


def public_half(instance: Path) -> str:
    """The public key in base64."""
    return base64.b64encode(_key(instance).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


@cache
def _key(instance: Path) -> Ed25519PrivateKey:
    path = instance / FILE
    if not path.exists():
        _make(path)
    key = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} holds no Ed25519 key")
    return key


def _make(path: Path) -> None:
    """Writes a new key whole or not at all; one that is there by now stays."""
    draft = path.with_name(f"{FILE}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
