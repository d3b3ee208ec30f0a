"""log of the whole"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, UtcDateTime
from migrations import guards

revision = "0013"
down_revision = "0012"

INDEXES = {"ix_events_at_id": ["at", "id"], "ix_events_kind_at": ["kind", "at", "id"],
           "ix_events_actor_at": ["actor", "actor_id", "at", "id"]}


def upgrade() -> None:
    op.create_table(
        "unsealed",
        sa.Column("event_id", BigId, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_unsealed")),
    )
    op.create_table(
        "log_leaves",
        sa.Column("place", BigId, autoincrement=False, nullable=False),
        sa.Column("event_id", BigId, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_log_leaves")),
        sa.UniqueConstraint("event_id", name=op.f("uq_log_leaves_event_id")),
    )
    op.create_table(
        "log_nodes",
        sa.Column("level", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", BigId, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("level", "number", name=op.f("pk_log_nodes")),
    )
    op.create_table(
        "checkpoints",
        sa.Column("size", BigId, autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_checkpoints")),
    )
    op.execute("INSERT INTO unsealed SELECT id FROM events")
    for name, columns in INDEXES.items():
        op.create_index(name, "events", columns)
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lift(op.get_bind())
    for name in INDEXES:
        op.drop_index(name, "events")
    for table in ("checkpoints", "log_nodes", "log_leaves", "unsealed"):
        op.drop_table(table)
    guards.lay(op.get_bind())
