"""The PostgreSQL of the tests: it answers, comes back after its faults, and gives fresh databases."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.servers.postgres import PostgresServer, postgres

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def breakable() -> Iterator[PostgresServer]:
    """A durable server that these tests may break."""
    with postgres(durable=True) as server:
        yield server


def answer(server: PostgresServer, statement: str) -> object:
    """The first value that a statement returns, None where it returns nothing; waits at most two seconds."""
    with psycopg.connect(server.url(), connect_timeout=2, autocommit=True) as connection:
        cursor = connection.execute(statement)
        row = cursor.fetchone() if cursor.description else None
        return row and row[0]


def test_durable_by_wish_alone(breakable: PostgresServer, postgres_server: PostgresServer) -> None:
    """A server for faults waits for the disk; the one for all other tests does not."""
    assert (answer(breakable, "SHOW fsync"), answer(postgres_server, "SHOW fsync")) == ("on", "off")


def test_databases_are_copies(postgres_server: PostgresServer) -> None:
    """A database is made from a template, and dropped under whoever is still connected."""
    postgres_server.create("original")
    with psycopg.connect(postgres_server.url("original")) as connection:
        connection.execute("CREATE TABLE t AS SELECT 7 AS seven")
    postgres_server.create("copied", "original")
    with psycopg.connect(postgres_server.url("copied")) as connection:
        assert connection.execute("SELECT seven FROM t").fetchone() == (7,)
        connection.commit()
        postgres_server.drop("copied")
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    postgres_server.drop("original")


@pytest.mark.parametrize("fault", ["stop", "kill"])
def test_comes_back(breakable: PostgresServer, fault: str) -> None:
    """What was committed is there after a stop and after a crash, on the same port."""
    answer(breakable, "CREATE TABLE kept AS SELECT 1 AS one")
    getattr(breakable, fault)()
    with pytest.raises(psycopg.OperationalError):
        answer(breakable, "SELECT 1")
    breakable.start()
    assert answer(breakable, "SELECT one FROM kept") == 1
    answer(breakable, "DROP TABLE kept")


def test_frozen(breakable: PostgresServer) -> None:
    """A frozen server answers nothing, and goes on when thawed."""
    breakable.freeze()
    with pytest.raises(psycopg.OperationalError):
        answer(breakable, "SELECT 1")
    breakable.thaw()
    assert answer(breakable, "SELECT 1") == 1
