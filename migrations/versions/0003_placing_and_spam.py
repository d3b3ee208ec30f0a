"""placing mail by hand, the spam pile, bounces and loops"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, UtcDateTime
from migrations import guards

revision = "0003"
down_revision = "0002"

MOMENT = UtcDateTime(timezone=True)


def upgrade() -> None:
    guards.lift(op.get_bind())
    op.create_table(
        "dead_addresses",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("revived_at", MOMENT, nullable=True),
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("last_event_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["last_event_id"], ["events.id"], name=op.f("fk_dead_addresses_last_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dead_addresses")),
        sa.UniqueConstraint("key", name=op.f("uq_dead_addresses_key")),
    )
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lift(op.get_bind())
    op.drop_table("dead_addresses")
    guards.lay(op.get_bind())
