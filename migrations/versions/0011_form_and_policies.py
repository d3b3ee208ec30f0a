"""files of a form that is not sent yet, and the versions of the privacy policy"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, UtcDateTime
from migrations import guards

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("submission", sa.String(32), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("type", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("key_id", BigId, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_index(op.f("ix_uploads_submission"), "uploads", ["submission"])
    op.create_index(op.f("ix_uploads_at"), "uploads", ["at"])
    op.create_table(
        "policies",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("last_event_id", BigId, nullable=False),
        sa.Column("effective_on", sa.Date, nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("changed", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["last_event_id"], ["events.id"], name=op.f("fk_policies_last_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policies")),
        sa.UniqueConstraint("effective_on", "language", name=op.f("uq_policies_effective_on_language")),
    )
    guards.lay(op.get_bind())


def downgrade() -> None:
    op.drop_table("policies")
    op.drop_table("uploads")
    guards.lay(op.get_bind())
