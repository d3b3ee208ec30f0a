"""working together"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, Json, UtcDateTime
from migrations import guards

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "bulk_runs", sa.Column("id", BigId, autoincrement=False, nullable=False), sa.Column("staff_id", BigId, nullable=False),
        sa.Column("act", sa.String(20), nullable=False), sa.Column("fields", Json, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False), sa.Column("ended_at", UtcDateTime, nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_bulk_runs_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_runs")))
    op.create_index("ix_bulk_runs_staff_id", "bulk_runs", ["staff_id"])
    op.create_table(
        "bulk_items", sa.Column("run_id", BigId, autoincrement=False, nullable=False),
        sa.Column("ticket_id", BigId, autoincrement=False, nullable=False), sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(30), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["bulk_runs.id"], name=op.f("fk_bulk_items_run_id_bulk_runs")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_bulk_items_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("run_id", "ticket_id", name=op.f("pk_bulk_items")))
    op.create_index("ix_bulk_items_ticket_id", "bulk_items", ["ticket_id"])
    op.create_table(
        "approval_rules", sa.Column("kind", sa.String(20), nullable=False), sa.Column("hours", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_approval_rules")))
    op.create_table(
        "warrants", sa.Column("ticket_id", BigId, nullable=False), sa.Column("request_id", BigId, nullable=False),
        sa.Column("plan", sa.String(64), nullable=False), sa.Column("maker_id", BigId, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False), sa.Column("approver_id", BigId, nullable=True),
        sa.Column("not_before", UtcDateTime, nullable=True), sa.Column("ended_at", UtcDateTime, nullable=True),
        sa.Column("ended_why", sa.String(20), nullable=True), sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("last_event_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_warrants_ticket_id_tickets")),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_warrants_request_id_requests")),
        sa.ForeignKeyConstraint(["last_event_id"], ["events.id"], name=op.f("fk_warrants_last_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warrants")))
    op.create_index("ix_warrants_request_id", "warrants", ["request_id"])
    op.create_index("ix_warrants_ticket_id", "warrants", ["ticket_id"])
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lift(op.get_bind())
    for table in ("warrants", "approval_rules", "bulk_items", "bulk_runs"):
        op.drop_table(table)
    guards.lay(op.get_bind())
