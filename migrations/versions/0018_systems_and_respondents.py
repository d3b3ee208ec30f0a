"""systems and respondents"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, Json, UtcDateTime
from migrations import guards

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("systems", sa.Column("relation", sa.String(10), nullable=False, server_default="own"))
    op.add_column("systems", sa.Column("contact", sa.String(254), nullable=False, server_default=""))
    op.add_column("systems", sa.Column("respondent_id", BigId, nullable=True))
    op.add_column("systems", sa.Column("days", sa.Integer(), nullable=True))
    op.add_column("systems", sa.Column("how", Json, nullable=False, server_default="{}"))
    op.create_index("ix_systems_respondent_id", "systems", ["respondent_id"])
    op.create_index("ix_tasks_open", "tasks", ["system_id", "ticket_id"], sqlite_where=sa.text("outcome IS NULL"),
                    postgresql_where=sa.text("outcome IS NULL"))
    op.create_table(
        "instructions", sa.Column("task_id", BigId, autoincrement=False, nullable=False),
        sa.Column("ticket_id", BigId, nullable=False), sa.Column("nonce", sa.String(32), nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False), sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("chase_at", UtcDateTime, nullable=True), sa.Column("chased", sa.Integer(), nullable=False),
        sa.Column("read_at", UtcDateTime, nullable=True), sa.Column("ended", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_instructions_task_id_tasks")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_instructions_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_instructions")))
    op.create_index("ix_instructions_ticket_id", "instructions", ["ticket_id"])
    op.create_index("ix_instructions_chase_at", "instructions", ["chase_at"])
    op.create_table(
        "amendments", sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("request_id", BigId, nullable=False), sa.Column("field", sa.String(80), nullable=False),
        sa.Column("current", sa.Text(), nullable=False), sa.Column("asked", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_amendments_request_id_requests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendments")))
    op.create_index("ix_amendments_request_id", "amendments", ["request_id"])
    op.create_table(
        "amended", sa.Column("id", BigId, autoincrement=False, nullable=False), sa.Column("task_id", BigId, nullable=False),
        sa.Column("amendment_id", BigId, nullable=False), sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_amended_task_id_tasks")),
        sa.ForeignKeyConstraint(["amendment_id"], ["amendments.id"], name=op.f("fk_amended_amendment_id_amendments")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amended")),
        sa.UniqueConstraint("task_id", "amendment_id", name=op.f("uq_amended_task_id_amendment_id")))
    op.create_index("ix_amended_amendment_id", "amended", ["amendment_id"])
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lift(op.get_bind())
    for table in ("amended", "amendments", "instructions"):
        op.drop_table(table)
    op.drop_index("ix_tasks_open", "tasks")
    op.drop_index("ix_systems_respondent_id", "systems")
    for column in ("how", "days", "respondent_id", "contact", "relation"):
        op.drop_column("systems", column)
    guards.lay(op.get_bind())
