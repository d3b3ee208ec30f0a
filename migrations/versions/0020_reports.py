"""reports"""

import sqlalchemy as sa
from alembic import op

from compliance.db import Json, UtcDateTime
from migrations import guards

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "snapshots", sa.Column("name", sa.String(20), nullable=False), sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("figures", Json, nullable=False), sa.PrimaryKeyConstraint("name", name=op.f("pk_snapshots")))
    guards.lay(op.get_bind())


def downgrade() -> None:
    op.drop_table("snapshots")
    guards.lay(op.get_bind())
