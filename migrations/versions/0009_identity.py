"""identity: what was shown, for whom somebody asks, tries at a code, documents"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, Json, UtcDateTime
from migrations import guards

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("tickets", sa.Column("shown", Json, nullable=False, server_default="{}"))
    op.add_column("tickets", sa.Column("doubts", Json, nullable=False, server_default="[]"))
    op.add_column("tickets", sa.Column("behalf", sa.String(10)))
    op.add_column("requesters", sa.Column("for_name", sa.String(300), nullable=False, server_default=""))
    op.add_column("requesters", sa.Column("for_email", sa.String(320), nullable=False, server_default=""))
    op.add_column("requesters", sa.Column("likeness", sa.String(320), nullable=False, server_default=""))
    op.create_index(op.f("ix_requesters_likeness"), "requesters", ["likeness"])
    op.add_column("links", sa.Column("tries", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "identity_documents",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("ticket_id", BigId, nullable=False),
        sa.Column("type", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("erased_at", UtcDateTime(timezone=True)),
        sa.Column("key_id", BigId, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_identity_documents_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_documents")),
    )
    op.create_index(op.f("ix_identity_documents_ticket_id"), "identity_documents", ["ticket_id"])
    guards.lay(op.get_bind())


def downgrade() -> None:
    op.drop_table("identity_documents")
    op.drop_column("links", "tries")
    op.drop_index(op.f("ix_requesters_likeness"), "requesters")
    for name in ("likeness", "for_email", "for_name"):
        op.drop_column("requesters", name)
    for name in ("behalf", "doubts", "shown"):
        op.drop_column("tickets", name)
    guards.lay(op.get_bind())
