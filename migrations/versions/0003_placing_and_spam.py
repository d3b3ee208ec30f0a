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
    op.create_table(
        "known_addresses",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("ticket_id", BigId, nullable=False),
        sa.Column("email_key", sa.String(320), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_known_addresses_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_addresses")),
        sa.UniqueConstraint("ticket_id", "email_key", name=op.f("uq_known_addresses_ticket_id_email_key")),
    )
    op.add_column("messages", sa.Column("placed_from_id", BigId))
    op.add_column("tickets", sa.Column("perhaps_why", sa.String(20)))
    op.add_column("tickets", sa.Column("placed_on_id", BigId))
    op.add_column("tickets", sa.Column("suspected", sa.String(20)))
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lift(op.get_bind())
    for column in ("suspected", "placed_on_id", "perhaps_why"):
        op.drop_column("tickets", column)
    op.drop_column("messages", "placed_from_id")
    op.drop_table("known_addresses")
    op.drop_table("dead_addresses")
    guards.lay(op.get_bind())
