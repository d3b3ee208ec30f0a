"""A backup: a folder with a consistent copy of the book, made while it runs, and a manifest that says what it is.

The keys of sealed storage are not in it: they lie beside the backups in one file, the newest copy alone, so that what is erased
cannot be opened out of an old backup. SQLite is copied page by page by its own online backup, PostgreSQL by pg_dump on the same
snapshot as the keys. A backup has its final name only once it is whole and on the disk.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url

from compliance.db import db, now
from compliance.ledger import Event
from compliance.sealing import SealKey

MANIFEST, KEYS = "manifest.json", "keys.jsonl"
BOOKS = {"sqlite": "book.db", "postgresql": "book.dump"}
PAGES = 2_000  # copied at a time, so that writers wait only a moment
CHUNK = 1 << 20


class BackupError(Exception):
    """A backup could not be made or is not what it says; the text is for the administrator."""


def back_up(into: Path) -> Path:
    """Makes a backup in a new folder of `into` and returns it. Raises BackupError, OSError."""
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = now().strftime("%Y%m%dT%H%M%S.%fZ")
    draft = into / f".{name}"
    draft.mkdir(mode=0o700)
    try:
        url = make_url(db.engine.url)
        dialect = db.engine.dialect.name
        book = draft / BOOKS[dialect]
        said, keys = _copy_sqlite(url, book) if dialect == "sqlite" else _copy_postgres(url, book)
        said |= {"made_at": now().isoformat(), "database": dialect, "sha256": sha256_of(book), "size": book.stat().st_size}
        write(draft / MANIFEST, [json.dumps(said, indent=1)])
        _sync(draft)
        draft.rename(into / name)
        write_keys(into, keys)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return into / name


def prune(into: Path, keep: int) -> int:
    """Deletes all but the newest backups. Returns how many went."""
    old = backups_in(into)[:-keep] if keep else []
    for folder in old:
        shutil.rmtree(folder)
    return len(old)


def backups_in(into: Path) -> list[Path]:
    """The whole backups in a folder, oldest first."""
    return sorted(path.parent for path in into.glob(f"*/{MANIFEST}") if not path.parent.name.startswith("."))


def write_keys(into: Path, keys: Iterable[dict[str, Any]]) -> None:
    """Replaces the copy of the keys of sealed storage."""
    write(into / KEYS, (json.dumps(key) for key in keys))


def keys_now() -> list[dict[str, Any]]:
    """The keys of sealed storage, wrapped as they are stored."""
    rows = db.session.execute(sa.select(SealKey.id, SealKey.master, SealKey.wrapped).order_by(SealKey.id))
    return [_key(*row) for row in rows]


def write(path: Path, lines: Iterable[str]) -> None:
    """Writes a file whole or not at all, for its owner alone."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        for line in lines:
            file.write(f"{line}\n")
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    _sync(path.parent)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def program(name: str, *arguments: str, url: URL) -> None:
    """Runs a program of PostgreSQL on the database of this address; the password goes by the environment.

    Raises BackupError.
    """
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    plain = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    try:
        done = subprocess.run([name, *arguments, f"--dbname={plain}"], env={**os.environ, **secret}, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
    except FileNotFoundError as missing:
        raise BackupError(f"{name} is not installed here; it comes with PostgreSQL's client programs") from missing
    if done.returncode:
        raise BackupError(f"{name} failed: {done.stderr.strip()[-500:]}")


def _copy_sqlite(url: URL, book: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    with (closing(sqlite3.connect(f"file:{url.database}?mode=ro", uri=True)) as source,
          closing(sqlite3.connect(book, isolation_level=None)) as copy):
        source.backup(copy, pages=PAGES, sleep=0.01)
        keys = [_key(*row) for row in copy.execute("SELECT id, master, wrapped FROM seal_keys ORDER BY id")]
        last, count = copy.execute("SELECT coalesce(max(id), 0), count(*) FROM events").fetchone()
        schema, = copy.execute("SELECT version_num FROM alembic_version").fetchone()
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA secure_delete=ON")
        copy.execute("DELETE FROM seal_keys")
        copy.execute("VACUUM")
    _sync(book)
    return {"schema": schema, "last_event": last, "events": count}, keys


def _copy_postgres(url: URL, book: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.scalar(sa.text("SELECT pg_export_snapshot()"))
        keys = [_key(*row) for row in connection.execute(
            sa.select(SealKey.id, SealKey.master, SealKey.wrapped).order_by(SealKey.id))]
        events = sa.select(sa.func.coalesce(sa.func.max(Event.id), 0), sa.func.count(Event.id))
        last, count = connection.execute(events).one()
        schema = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        program("pg_dump", "--format=custom", "--exclude-table-data=seal_keys", f"--snapshot={snapshot}", f"--file={book}",
                url=url)
    _sync(book)
    return {"schema": schema, "last_event": last, "events": count}, keys


def _key(key_id: int, master: str, wrapped: bytes) -> dict[str, Any]:
    return {"id": key_id, "master": master, "wrapped": wrapped.hex()}


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
