"""The database: it answers, has the newest schema and its triggers, and keeps what it has acknowledged."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from compliance.db import db
from compliance.doctor.findings import Finding, ok, warning, wrong
from config import Settings

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
LOCAL_IS_ENOUGH = {"synchronous_commit": {"on", "local", "remote_write", "remote_apply"}}


def check(settings: Settings) -> Iterator[Finding]:
    """The findings of the database."""
    try:
        with db.engine.connect() as connection:
            yield ok("database.reachable", f"{connection.dialect.name} answers")
            yield _schema(connection)
            if connection.dialect.name == "postgresql":
                yield from _durable(connection)
    except SQLAlchemyError as error:
        yield wrong("database.reachable", f"it cannot be reached ({type(error).__name__})",
                    "Start it, or mend DATABASE_URL; mail servers keep their mails until then.")


def _schema(connection: sa.Connection) -> Finding:
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    at = MigrationContext.configure(connection).get_current_revision()
    if at is None:
        return wrong("database.schema", "it is empty", "Run: flask db upgrade")
    if at == newest:
        return ok("database.schema", f"the schema is the newest ({at})")
    return wrong("database.schema", f"the schema is {at}, this program needs {newest}",
                 "Run: flask db upgrade. If the schema is the newer one, an older program runs here: bring it up to date.")


def _durable(connection: sa.Connection) -> Iterator[Finding]:
    said = {name: str(connection.scalar(sa.text(f"SHOW {name}"))) for name in DURABLE}
    lax = [name for name, value in said.items() if value not in LOCAL_IS_ENOUGH.get(name, {"on"})]
    if lax:
        yield wrong("database.durable", f"PostgreSQL runs with {', '.join(lax)} off: a power loss loses acknowledged mails",
                    "Set them to on in postgresql.conf and restart it.")
    else:
        yield ok("database.durable", "what is acknowledged is on the disk")
    most = int(str(connection.scalar(sa.text("SHOW max_connections"))))
    used = connection.scalar(sa.text("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")) or 0
    if used > most * 0.8:
        yield warning("database.connections", f"{used} of {most} connections are in use",
                      "Raise max_connections, or put PgBouncer in front (session mode).")
