"""the ladder of reminders, digests and calendar feeds"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, Json, UtcDateTime
from migrations import guards

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    guards.lift(op.get_bind())
    op.create_table(
        "plans",
        sa.Column("ticket_id", BigId, autoincrement=False, nullable=False),
        sa.Column("next_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("rungs", Json, nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_plans_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_plans")),
    )
    op.create_index(op.f("ix_plans_next_at"), "plans", ["next_at"])
    op.add_column("reminders", sa.Column("late", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("staff", sa.Column("timezone", sa.String(60)))
    op.add_column("staff", sa.Column("digest", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("staff", sa.Column("feed", sa.String(64)))
    op.create_index(op.f("ix_staff_feed"), "staff", ["feed"])
    op.create_table(
        "digest_lines",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("staff_id", BigId, nullable=False),
        sa.Column("ticket_id", BigId, nullable=False),
        sa.Column("rung", sa.String(20), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_digest_lines_staff_id_staff")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_digest_lines_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_lines")),
        sa.UniqueConstraint(
            "staff_id", "ticket_id", "rung", "due_on", name=op.f("uq_digest_lines_staff_id_ticket_id_rung_due_on")),
    )
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lift(op.get_bind())
    op.drop_table("digest_lines")
    op.drop_index(op.f("ix_staff_feed"), "staff")
    for column in ("feed", "digest", "timezone"):
        op.drop_column("staff", column)
    op.drop_column("reminders", "late")
    op.drop_table("plans")
    guards.lay(op.get_bind())
