"""conversation: text blocks, who was asked to look, and who is here"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, UtcDateTime
from migrations import guards

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "text_blocks", sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("title", sa.String(80), nullable=False), sa.Column("language", sa.String(10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False), sa.PrimaryKeyConstraint("id", name=op.f("pk_text_blocks")),
        sa.UniqueConstraint("title", "language", name=op.f("uq_text_blocks_title_language")))
    op.create_table(
        "mentions", sa.Column("id", BigId, autoincrement=False, nullable=False), sa.Column("ticket_id", BigId, nullable=False),
        sa.Column("staff_id", BigId, nullable=False), sa.Column("by_id", BigId, nullable=True),
        sa.Column("at", UtcDateTime, nullable=False), sa.Column("done_at", UtcDateTime, nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_mentions_ticket_id_tickets")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_mentions_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentions")))
    op.create_index("ix_mentions_open", "mentions", ["staff_id", "ticket_id"], sqlite_where=sa.text("done_at IS NULL"),
                    postgresql_where=sa.text("done_at IS NULL"))
    op.create_table(
        "presences", sa.Column("ticket_id", BigId, autoincrement=False, nullable=False),
        sa.Column("staff_id", BigId, autoincrement=False, nullable=False), sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "staff_id", name=op.f("pk_presences")))
    op.create_index("ix_presences_at", "presences", ["at"])
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lift(op.get_bind())
    for table in ("presences", "mentions", "text_blocks"):
        op.drop_table(table)
    guards.lay(op.get_bind())
