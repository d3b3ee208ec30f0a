"""The master keys, which wrap the keys of sealed storage (`sealing`).

They are the setting MASTER_KEY or the lines of `<instance>/master.key` (mode 0600), which is made when it is first needed. The
first one wraps, all of them open. The file is read again when it changes, so that processes at work follow a rotation.
"""

import hashlib
import os
import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES, NONCE_BYTES = 32, 12
ID_LENGTH = 16  # characters of a master key's id


@dataclass(frozen=True)
class Master:
    """One master key; its id says nothing about it."""

    id: str
    cipher: AESGCM

    @classmethod
    def of(cls, secret: str) -> "Master":
        """The key that a long random text stands for."""
        key = hashlib.sha256(secret.encode()).digest()
        return cls(hashlib.sha256(b"id of " + key).hexdigest()[:ID_LENGTH], AESGCM(key))

    def wrap(self, key_id: int, secret: bytes) -> dict[str, object]:
        """A row of `seal_keys`."""
        nonce = os.urandom(NONCE_BYTES)
        return {"id": key_id, "master": self.id, "wrapped": nonce + self.cipher.encrypt(nonce, secret, as_bytes(key_id))}

    def unwrap(self, key_id: int, wrapped: bytes) -> bytes:
        """The secret. Raises InvalidTag."""
        return self.cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], as_bytes(key_id))


class Ring:
    """The master keys at hand, the one that wraps first."""

    def __init__(self, given: Sequence[str], path: Path) -> None:
        self.path = path
        self.in_file = not given
        self._masters = [Master.of(secret) for secret in given]
        self._seen = (0, 0)
        self._lock = threading.Lock()

    def masters(self) -> list[Master]:
        """All of them; those of the file as it is now, made when it is not there."""
        if self.in_file:
            with self._lock:
                self._follow_file()
        return self._masters

    def add(self) -> None:
        """Puts a new key before the others in the file."""
        self._write([secrets.token_hex(KEY_BYTES), *self.lines()])

    def keep_only(self, ids: set[str]) -> int:
        """Drops the keys from the file that are not the first and whose id is not among these. Returns how many."""
        lines = self.lines()
        kept = [line for place, line in enumerate(lines) if place == 0 or Master.of(line).id in ids]
        self._write(kept)
        return len(lines) - len(kept)

    def lines(self) -> list[str]:
        """What stands in the file."""
        self.masters()
        return self.path.read_text(encoding="ascii").split()

    def _follow_file(self) -> None:
        try:
            there = self.path.stat()
        except FileNotFoundError:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make()
            there = self.path.stat()
        if (there.st_mtime_ns, there.st_ino) != self._seen:
            self._masters = [Master.of(line) for line in self.path.read_text(encoding="ascii").split()]
            self._seen = (there.st_mtime_ns, there.st_ino)

    def _make(self) -> None:
        """Made whole under another name first: of two that start at once, one is linked and the other finds it."""
        fresh = self._fresh([secrets.token_hex(KEY_BYTES)])
        try:
            os.link(fresh, self.path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
            _make_durable(self.path.parent)

    def _write(self, lines: list[str]) -> None:
        os.replace(self._fresh(lines), self.path)
        _make_durable(self.path.parent)

    def _fresh(self, lines: list[str]) -> Path:
        fresh = self.path.with_name(f"{self.path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
        return fresh


def _make_durable(folder: Path) -> None:
    """Names in a folder survive a power loss once the folder itself is synced: a key that is lost loses what it opens."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def as_bytes(number: int) -> bytes:
    """A row's id, as what is encrypted is bound to it."""
    return number.to_bytes(8, "big")
