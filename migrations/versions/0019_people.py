"""people"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, UtcDateTime
from migrations import guards

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "staff_sessions", sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("staff_id", BigId, nullable=False), sa.Column("key", sa.String(64), nullable=False),
        sa.Column("device", sa.String(40), nullable=False), sa.Column("began_at", UtcDateTime, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_sessions_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_sessions")),
        sa.UniqueConstraint("key", name=op.f("uq_staff_sessions_key")))
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])
    op.drop_column("staff", "session_mark")
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lift(op.get_bind())
    op.add_column("staff", sa.Column("session_mark", sa.String(32), nullable=False, server_default=""))
    op.drop_table("staff_sessions")
    guards.lay(op.get_bind())
