"""A program that only writes: `plain_writer.py DATABASE JOURNAL-MODE SYNCHRONOUS ROWS` says each row once it is committed."""

import os
import sqlite3
import sys

path, journal, synchronous, rows = sys.argv[1:]
book = sqlite3.connect(path, isolation_level=None)
for pragma in (f"journal_mode={journal}", f"synchronous={synchronous}", "secure_delete=ON", "wal_autocheckpoint=20"):
    book.execute(f"PRAGMA {pragma}")
book.execute("CREATE TABLE IF NOT EXISTS kept (number INTEGER PRIMARY KEY, text TEXT)")
for number in range(int(rows)):
    book.execute("BEGIN IMMEDIATE")
    book.execute("INSERT INTO kept VALUES (?, ?)", (number, f"{number}" * 200))
    book.execute("DELETE FROM kept WHERE number = ? - 20 AND number % 3 = 0", (number,))
    book.execute("COMMIT")
    os.write(1, b"%d\n" % number)
book.close()
