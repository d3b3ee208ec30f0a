"""Sealed storage: raw mails, attachments and documents lie in the database compressed and encrypted (AES-256-GCM, RFC 5116).

Each mail, and the files of each message together, have a key of their own; it is wrapped by the master key and lies in a table
apart (`seal_keys`). Destroying the row makes every copy of what it sealed worthless, wherever that copy is, as long as no copy
of the key is left: so back up keys apart, keep only the newest such copy, or rotate the master key.

The master key is the setting MASTER_KEY or a file (`keyring`). Lose it and what is sealed is lost.

What is sealed is bound to the row that it stands in (`about`), so that nobody can put one row's content into another.
`key_id` None means content from before sealing: it is handed out as it is.
"""

import os
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, BigId, db, new_id
from compliance.keyring import ID_LENGTH, KEY_BYTES, NONCE_BYTES, Ring, as_bytes

PACKED, PLAIN = b"\x01", b"\x02"  # the first byte: compressed before it was sealed, or not worth it
LEVEL = 1  # of zlib: mails shrink to a third at it already
SAMPLE_BYTES = 16_384
WORTH = 0.95  # of the sample's size: what shrinks less is left as it is


class SealKey(Base):
    """The key of one sealed thing, wrapped by the master key named `master`. The row is deleted to destroy it."""

    __tablename__ = "seal_keys"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    master: Mapped[str] = mapped_column(sa.String(ID_LENGTH))
    wrapped: Mapped[bytes] = mapped_column(sa.LargeBinary)


class Unopenable(Exception):
    """The key was destroyed or is not at hand, or the content is not what was sealed."""


@dataclass(frozen=True)
class Sealed:
    """Content as it is stored, and the key that opens it."""

    key_id: int
    content: bytes


@dataclass(frozen=True)
class Stored:
    """Sealed content as it was read from a row; `about` is the row's id, `key_id` None where it was never sealed."""

    key_id: int | None
    about: int
    content: bytes


_rings: list[Ring] = []


def load(given: Sequence[str], instance: Path) -> None:
    """Says where the master keys are: given ones, else the file in the instance folder."""
    _rings[:] = [Ring(given, instance / "master.key")]


def ring() -> Ring:
    """The master keys of this process."""
    return _rings[0]


def seal_each(contents: Iterable[tuple[int, bytes]]) -> list[Sealed]:
    """Seals contents, each about its row's id and with a key of its own, written in the open unit in one statement."""
    keys = [(new_id(), os.urandom(KEY_BYTES), about, content) for about, content in contents]
    _write_keys([(key_id, secret) for key_id, secret, _, _ in keys])
    return [Sealed(key_id, _seal(AESGCM(secret), about, content)) for key_id, secret, about, content in keys]


def seal_together(contents: Iterable[tuple[int, bytes]]) -> list[Sealed]:
    """Seals contents, each about its row's id, with one key for all of them, written in the open unit."""
    key_id, secret = new_id(), os.urandom(KEY_BYTES)
    _write_keys([(key_id, secret)])
    cipher = AESGCM(secret)
    return [Sealed(key_id, _seal(cipher, about, content)) for about, content in contents]


def open_each(stored: Sequence[Stored]) -> list[bytes]:
    """What was sealed, in the same order, with one look for the keys. Raises Unopenable over any."""
    wanted = sa.select(SealKey.id, SealKey.master, SealKey.wrapped).where(SealKey.id.in_({one.key_id for one in stored}))
    with db.session.no_autoflush:
        keys = {row.id: _unwrapped(row) for row in db.session.execute(wanted)}
    return [_open(keys, one) for one in stored]


def destroy(key_ids: Sequence[int]) -> None:
    """Destroys keys in the open unit: what they sealed can no longer be read."""
    db.session.execute(sa.delete(SealKey).where(SealKey.id.in_(key_ids)).execution_options(synchronize_session=False))


def rewrap(after: int, limit: int) -> tuple[int, int]:
    """Wraps keys anew that older master keys wrap, in the open unit: at most `limit` of those with a greater id.

    Returns the last one's id and how many it were.
    """
    first = ring().masters()[0]
    old = sa.select(SealKey.id, SealKey.master, SealKey.wrapped).where(SealKey.master != first.id, SealKey.id > after)
    rows = db.session.execute(old.order_by(SealKey.id).limit(limit).with_for_update()).all()
    table = SealKey.__table__
    anew = sa.update(table).where(table.c.id == sa.bindparam("key")).values(  # type: ignore[arg-type]
        master=first.id, wrapped=sa.bindparam("anew"))
    wrapped = [{"key": row.id, "anew": first.wrap(row.id, _secret(row))["wrapped"]} for row in rows]
    if wrapped:
        db.session.connection().execute(anew, wrapped)
    return (rows[-1].id if rows else after), len(wrapped)


def masters_in_use() -> set[str]:
    """The ids of the master keys that wrap any key."""
    return set(db.session.scalars(sa.select(SealKey.master).distinct()))


def _write_keys(keys: list[tuple[int, bytes]]) -> None:
    master = ring().masters()[0]
    if keys:
        db.session.connection().execute(sa.insert(SealKey), [master.wrap(key_id, secret) for key_id, secret in keys])


def _seal(cipher: AESGCM, about: int, content: bytes) -> bytes:
    form, packed = _packed(content)
    nonce = os.urandom(NONCE_BYTES)
    return form + nonce + cipher.encrypt(nonce, packed, form + as_bytes(about))


def _packed(content: bytes) -> tuple[bytes, bytes]:
    sample = content[:SAMPLE_BYTES]
    packed = zlib.compress(sample, LEVEL)
    if len(packed) > WORTH * len(sample):
        return PLAIN, content
    return PACKED, packed if len(sample) == len(content) else zlib.compress(content, LEVEL)


def _open(keys: dict[int, AESGCM], one: Stored) -> bytes:
    if one.key_id is None:
        return one.content
    if one.key_id not in keys:
        raise Unopenable(f"the key {one.key_id} is not there")
    form, nonce, rest = one.content[:1], one.content[1:1 + NONCE_BYTES], one.content[1 + NONCE_BYTES:]
    try:
        content = keys[one.key_id].decrypt(nonce, rest, form + as_bytes(one.about))
    except (InvalidTag, ValueError) as error:
        raise Unopenable(f"the content of row {one.about} is not what was sealed") from error
    return zlib.decompress(content) if form == PACKED else content


def _unwrapped(row: sa.Row[int, str, bytes]) -> AESGCM:
    return AESGCM(_secret(row))


def _secret(row: sa.Row[int, str, bytes]) -> bytes:
    master = next((master for master in ring().masters() if master.id == row.master), None)
    if master is None:
        raise Unopenable(f"the master key {row.master} is not at hand")
    try:
        return master.unwrap(row.id, row.wrapped)
    except InvalidTag as error:
        raise Unopenable(f"the key {row.id} is not what was wrapped") from error
