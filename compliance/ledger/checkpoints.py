"""Signed statements of how long the log is and what its root is: C2SP tlog-checkpoint in a C2SP signed-note (Ed25519).

The key is the setting AUDIT_KEY or the file `<instance>/audit.key` (mode 0600), made when it is first needed, in the form that
the note tools of the Go checksum database write: `PRIVATE+KEY+<name>+<id>+<base64>`. Its name is the log's origin.
Whoever holds a checkpoint and `verifier_key()` can tell whether the log that is shown later still has the same beginning.
"""

import base64
import binascii
import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
DASH = "\u2014"
ID_BYTES, SEED_BYTES = 4, 32
PREFIX = "PRIVATE+KEY+"


class WrongCheckpoint(ValueError):
    """A text that is no checkpoint of this log, or is not signed by its key."""


@dataclass(frozen=True)
class Statement:
    """What a checkpoint says: of which log, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    def body(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def of(cls, body: str) -> "Statement":
        """The statement in the lines. Raises WrongCheckpoint."""
        lines = body.split("\n")
        try:
            origin, size, root = lines[0], lines[1], base64.b64decode(lines[2], validate=True)
        except (IndexError, binascii.Error) as error:
            raise WrongCheckpoint("this is no checkpoint") from error
        if not origin or not (size.isascii() and size.isdigit() and str(int(size)) == size) or len(root) != SEED_BYTES:
            raise WrongCheckpoint("this is no checkpoint")
        return cls(origin, int(size), root)


class Signer:
    """The log's key."""

    def __init__(self, text: str) -> None:
        """`text` as it stands in the file. Raises ValueError."""
        try:
            self.name, key_id, secret = text.strip().removeprefix(PREFIX).split("+", 2)
            raw = base64.b64decode(secret, validate=True)
            if not text.startswith(PREFIX) or raw[:1] != ED25519:
                raise ValueError("of another kind")
            self._key = Ed25519PrivateKey.from_private_bytes(raw[1:])
        except ValueError as error:
            raise ValueError("the key of the audit log is not PRIVATE+KEY+<name>+<id>+<base64>") from error
        self._public = self._key.public_key().public_bytes_raw()
        if key_id != self.id.hex():
            raise ValueError("the key of the audit log does not fit its id")

    @classmethod
    def made(cls, name: str) -> str:
        """The text of a new key."""
        seed = secrets.token_bytes(SEED_BYTES)
        public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
        return f"{PREFIX}{name}+{_id_of(name, public).hex()}+{base64.b64encode(ED25519 + seed).decode()}"

    @property
    def id(self) -> bytes:
        """Four bytes that tell keys apart."""
        return _id_of(self.name, self._public)

    def verifier_key(self) -> str:
        """The public half, as tools that read signed notes take it."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self._public).decode()}"

    def sign(self, statement: Statement) -> str:
        """The checkpoint."""
        body = statement.body()
        signature = base64.b64encode(self.id + self._key.sign(body.encode())).decode()
        return f"{body}\n{DASH} {self.name} {signature}\n"

    def opened(self, note: str) -> Statement:
        """What a checkpoint says that this key signed. Raises WrongCheckpoint."""
        body, blank, signatures = note.replace("\r\n", "\n").strip("\n").rpartition("\n\n")
        statement = Statement.of(body + "\n" if blank else "")
        for line in signatures.split("\n"):
            if self._signed(body + "\n", line) and statement.origin == self.name:
                return statement
        raise WrongCheckpoint("the checkpoint is not signed by this log's key")

    def _signed(self, body: str, line: str) -> bool:
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        try:
            raw = base64.b64decode(encoded, validate=True)
            if (dash, name, raw[:ID_BYTES]) != (DASH, self.name, self.id):
                return False
            Ed25519PublicKey.from_public_bytes(self._public).verify(raw[ID_BYTES:], body.encode())
        except (binascii.Error, InvalidSignature, ValueError):
            return False
        return True


def _id_of(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:ID_BYTES]


class Keeper:
    """Where the key is: given, or in a file that is made when it is first needed."""

    def __init__(self, given: str, path: Path, name: str) -> None:
        self._path, self._name = path, name
        self._signer = Signer(given) if given else None

    def signer(self) -> Signer:
        """The key. Raises ValueError for a file that holds none."""
        if self._signer is None:
            if not self._path.exists():
                self._make()
            self._signer = Signer(self._path.read_text(encoding="utf-8"))
        return self._signer

    def _make(self) -> None:
        """Made whole under another name first: of two that start at once, one is linked and the other finds it."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = self._path.with_name(f"{self._path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(Signer.made(self._name) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, self._path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()


_keepers: list[Keeper] = []


def load(given: str, instance: Path, name: str) -> None:
    """Says where the log's key is; a new one is named `name`. Raises ValueError for a given one that is none."""
    _keepers[:] = [Keeper(given, instance / "audit.key", name)]


def signer() -> Signer:
    """The key of this process."""
    return _keepers[0].signer()
