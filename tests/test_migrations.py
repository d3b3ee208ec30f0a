"""Migrations: head equals the models, up and down and up again, the guards laid at the end of each."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade

from compliance.db import Base, db
from migrations import guards


def triggers(connection: sa.Connection) -> set[str]:
    """Names of the guards that are laid."""
    if connection.dialect.name == "sqlite":
        found = connection.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    else:
        found = connection.scalars(sa.text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
    return set(found)


def comparable(_item: object, name: str | None, *_: object) -> bool:
    """Alembic cannot read the search index: SQLite makes several tables of its one."""
    return "search_entries" not in (name or "")


def test_head_equals_the_models(app):
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": comparable})
        assert compare_metadata(context, Base.metadata) == []


def test_down_and_up_again(app):
    with app.app_context():
        with db.engine.connect() as connection:
            laid = triggers(connection)
        downgrade(revision="base")
        with db.engine.connect() as connection:
            assert set(sa.inspect(connection).get_table_names()) == {"alembic_version"}
            assert triggers(connection) == set()
        upgrade()
        with db.engine.connect() as connection:
            assert triggers(connection) == laid


def test_every_guarded_table_has_its_guards(app):
    with app.app_context(), db.engine.connect() as connection:
        laid = triggers(connection)
    for table in [*guards.GUARDED, "events"]:
        assert [name for name in laid if name.startswith(f"guard_{table}_")], table
