"""What no intake can be faster than: the standard library only parsing the mails, and the database only committing them."""

import sqlite3
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from time import perf_counter

import psycopg

ROWS = 1500
LARGE = 20_000
RUNS = 3


def parsed(mails: list[bytes], **options: policy.Policy) -> float:
    """Mails a second that the `email` package reads: every header and the words of every text part."""

    def parse() -> None:
        for raw in mails:
            mail = message_from_bytes(raw, **options)
            _ = [str(value) for value in mail.values()] if options else mail.items()
            for part in mail.walk():
                if not part.is_multipart():
                    part.get_payload(decode=True)

    return _rate(len(mails), parse)


def committed(url: str, folder: Path, row: bytes) -> float:
    """Rows a second that the database takes, one commit each, from one client: `url` of PostgreSQL, or SQLite in `folder`."""
    rows = ROWS if len(row) < LARGE else ROWS // 10
    if url.startswith("sqlite"):
        with sqlite3.connect(folder / "floor.db", isolation_level=None) as book:
            for pragma in ("journal_mode=WAL", "synchronous=FULL"):
                book.execute(f"PRAGMA {pragma}")
            book.execute("CREATE TABLE IF NOT EXISTS floor (id INTEGER PRIMARY KEY, raw BLOB)")
            rate = _rate(rows, lambda: [book.execute("INSERT INTO floor (raw) VALUES (?)", (row,)) for _ in range(rows)])
        book.close()
        return rate
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE TABLE IF NOT EXISTS floor (id BIGSERIAL PRIMARY KEY, raw BYTEA)")
        rate = _rate(rows, lambda: [server.execute("INSERT INTO floor (raw) VALUES (%s)", (row,)) for _ in range(rows)])
        server.execute("DROP TABLE floor")
    return rate


def _rate(count: int, work: Callable[[], object]) -> float:
    """The best of three runs on what may be a busy machine."""
    best = 0.0
    for _ in range(RUNS):
        begin = perf_counter()
        work()
        best = max(best, count / (perf_counter() - begin))
    return best
