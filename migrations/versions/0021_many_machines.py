"""many machines: limits that all processes count together; what the health page and the figures ask is read from indexes"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, UtcDateTime
from migrations import guards

revision = "0021"
down_revision = "0020"

GIVEN_UP, QUEUED = sa.text("state = 'set_aside'"), sa.text("delivery = 'queued'")


def upgrade() -> None:
    op.create_index("ix_jobs_set_aside", "jobs", ["id"], sqlite_where=GIVEN_UP, postgresql_where=GIVEN_UP)
    op.create_index("ix_messages_queued", "messages", ["at"], sqlite_where=QUEUED, postgresql_where=QUEUED)
    op.create_table(
        "rate_hits",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate_hits")),
    )
    op.create_index("ix_rate_hits_key_at", "rate_hits", ["key", "at"])
    op.create_index("ix_rate_hits_at", "rate_hits", ["at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE rate_hits SET UNLOGGED")
    guards.lay(op.get_bind())


def downgrade() -> None:
    op.drop_table("rate_hits")
    op.drop_index("ix_messages_queued", "messages")
    op.drop_index("ix_jobs_set_aside", "jobs")
    guards.lay(op.get_bind())
