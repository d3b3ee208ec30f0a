"""why somebody is suppressed, under which law and key, and why no longer"""

import sqlalchemy as sa
from alembic import op

from migrations import guards

revision = "0015"
down_revision = "0014"

def upgrade() -> None:
    op.add_column("suppressions", sa.Column("made_with", sa.String(8), nullable=False, server_default=""))
    op.add_column("suppressions", sa.Column("reason", sa.String(20), nullable=False, server_default="left"))
    op.add_column("suppressions", sa.Column("law", sa.String(40)))
    op.add_column("suppressions", sa.Column("lifted_because", sa.String(20)))
    op.add_column("suppressions", sa.Column("evidence", sa.String(64)))
    op.create_index(op.f("ix_suppressions_by_ticket_id"), "suppressions", ["by_ticket_id"])
    op.add_column("house", sa.Column("is_mute", sa.Boolean(), nullable=False, server_default=sa.false()))
    guards.lay(op.get_bind())


def downgrade() -> None:
    op.drop_column("house", "is_mute")
    op.drop_index(op.f("ix_suppressions_by_ticket_id"), "suppressions")
    for column in ("evidence", "lifted_because", "law", "reason", "made_with"):
        op.drop_column("suppressions", column)
    guards.lay(op.get_bind())
