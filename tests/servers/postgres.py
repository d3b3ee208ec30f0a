"""A real PostgreSQL server of our own on a loopback port, run as `nobody` when we are root.

Without `durable` it lives in memory and does not wait for a disk: faster, and right for every test but those of its faults.
These are `stop()`, `kill()`, `freeze()`; `start()` and `thaw()` bring it back on the same port.
"""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests.servers.machine import HOST, bound, end, folder, free_port, running_as, signal_all, wait_until
from tests.servers.needs import need

USER = "nobody"
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresServer:
    """One server: databases are made and dropped by name."""

    def __init__(self, binaries: Path, home: Path, durable: bool) -> None:
        self.port = free_port()
        self._home = home
        settings = {
            "listen_addresses": HOST, "port": str(self.port), "unix_socket_directories": str(home),
            "shared_buffers": "32MB", "max_connections": "100", "jit": "off",
            "dynamic_shared_memory_type": "mmap", **({} if durable else HASTY),
        }
        self._command = bound(str(binaries / "postgres"), "-D", str(home / "data"))
        for name, value in settings.items():
            self._command += ["-c", f"{name}={value}"]
        subprocess.run(
            [str(binaries / "initdb"), "-D", str(home / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C",
             "--no-sync"],
            check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **running_as(USER),
        )
        self.start()

    def url(self, database: str = "postgres") -> str:
        """Where a database of this server is, as DATABASE_URL says it."""
        return f"postgresql://postgres@{HOST}:{self.port}/{database}"

    def create(self, database: str, template: str = "template1") -> None:
        """Makes a database, as a copy of another one that nobody is connected to."""
        self._order("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", database, template)

    def drop(self, database: str) -> None:
        """Drops a database with all connections to it."""
        self._order("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def start(self) -> None:
        """Starts it and waits until it takes connections."""
        with (self._home / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, **running_as(USER)
            )
        try:
            wait_until(self._takes_connections, "PostgreSQL takes connections")
        except TimeoutError:
            self.stop()
            raise

    def stop(self) -> None:
        """Ends it as an administrator in a hurry does: connections are cut, the next start recovers."""
        end(self._process, signal.SIGQUIT)

    def kill(self) -> None:
        """Ends it as a crash does, between two instructions."""
        signal_all(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def freeze(self) -> None:
        """Halts every process of it: connections stay open and nothing answers."""
        signal_all(self._process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Lets a frozen one go on."""
        signal_all(self._process.pid, signal.SIGCONT)

    def _takes_connections(self) -> bool:
        if self._process.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended: {self.log()}")
        try:
            psycopg.connect(self.url(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _order(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def log(self) -> str:
        """What the server said, all starts together."""
        return (self._home / "log").read_text(errors="replace")


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[PostgresServer]:
    """A new server, gone at the end with all that is in it."""
    binaries = need("PostgreSQL").resolve().parent
    with folder("postgres", USER, in_memory=not durable) as home:
        server = PostgresServer(binaries, home, durable)
        try:
            yield server
        finally:
            server.thaw()
            server.stop()
