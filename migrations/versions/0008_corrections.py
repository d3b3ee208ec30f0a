"""corrections of what was read from prose"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, UtcDateTime
from migrations import guards

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "learning_examples",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("ticket_id", BigId, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("suggested", sa.String(20), nullable=False),
        sa.Column("language", sa.String(10)),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_learning_examples_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_examples")),
    )
    op.create_index(op.f("ix_learning_examples_ticket_id"), "learning_examples", ["ticket_id"])
    guards.lay(op.get_bind())


def downgrade() -> None:
    op.drop_table("learning_examples")
    guards.lay(op.get_bind())
