"""contact addresses with their own law and language; evidence of the sender"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, Json
from migrations import guards

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    guards.lift(op.get_bind())
    op.create_table(
        "contacts",
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("regime", sa.String(40), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("timezone", sa.String(60), nullable=False),
        sa.Column("holidays", sa.String(20), nullable=False),
        sa.Column("sender_name", sa.String(120), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("last_event_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["last_event_id"], ["events.id"], name=op.f("fk_contacts_last_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("address", name=op.f("uq_contacts_address")),
    )
    op.add_column("messages", sa.Column("evidence", Json, nullable=True))
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lift(op.get_bind())
    op.drop_column("messages", "evidence")
    op.drop_table("contacts")
    guards.lay(op.get_bind())
