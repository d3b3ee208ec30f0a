"""Alembic's environment: the app's own engine and models, one transaction for the whole run."""

from alembic import context
from flask import current_app

from compliance.db import Base

database = current_app.extensions["migrate"].db


def migrate() -> None:
    """Runs the migrations in one transaction: the schema is the old one or the new one, never between."""
    with database.engine.connect().execution_options(writes=True) as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            compare_type=True,
            render_as_batch=connection.dialect.name == "sqlite",
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
        if connection.in_transaction():
            connection.commit()


migrate()
