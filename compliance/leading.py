"""One of many processes leads in a duty (the clock, fetching from one mailbox); the others stand by and one takes over.

On PostgreSQL the lead is an advisory lock, held by a connection of its own: it ends with the process, with its connection, and
where a machine is cut off or its process hangs, soon after (`KEPT_ALIVE`). On SQLite it is a lock on a file of the instance
folder.

Leading saves work; it is not what keeps an effect from happening twice, since whoever lost the lead may find out a moment late:
unique keys, fencing tokens and redelivery keys do that.
"""

import contextlib
import fcntl
import hashlib
import os
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from compliance.db import db

# In the leader's session: a machine that is gone is noticed in 30 seconds, a leader that does not ask in two minutes.
KEPT_ALIVE = {
    "tcp_keepalives_idle": "10s", "tcp_keepalives_interval": "5s", "tcp_keepalives_count": "4",
    "idle_session_timeout": "2min",  # from PostgreSQL 14 on
}
STANDBY_SECONDS = 5.0  # how often one that stands by asks


class Lead:
    """The lead in one duty, for one process and one thread. `folder` is the instance folder. Needs an application context."""

    def __init__(self, duty: str, folder: Path) -> None:
        digest = hashlib.sha256(f"lead {duty}".encode())
        self._key = int.from_bytes(digest.digest()[:8], "big", signed=True)
        self._path = folder / f"lead-{digest.hexdigest()[:16]}.lock"
        self._connection: sa.Connection | None = None
        self._file: int | None = None

    def held(self) -> bool:
        """Whether this process leads; takes the lead where it is free. To be asked at least each minute. False while the
        database is away."""
        if db.engine.dialect.name == "postgresql":
            return self._held_there()
        return self._held_here()

    def leave(self) -> None:
        """Gives the lead up."""
        if self._connection is not None:
            with contextlib.suppress(SQLAlchemyError):
                self._connection.invalidate()  # closed, not kept in the pool: the lock ends with it
                self._connection.close()
            self._connection = None
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _held_there(self) -> bool:
        try:
            if self._connection is not None:
                self._connection.exec_driver_sql("SELECT 1")
                return True
            return self._take()
        except SQLAlchemyError:
            self.leave()
            return False

    def _take(self) -> bool:
        connection = db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(self._key))):
            connection.close()
            return False
        self._connection = connection
        for name, value in KEPT_ALIVE.items():
            with contextlib.suppress(SQLAlchemyError):  # an older PostgreSQL, or a connection without TCP
                connection.execute(sa.select(sa.func.set_config(name, value, False)))
        return True

    def _held_here(self) -> bool:
        if self._file is None:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
                return False
            self._file = handle
        return True
