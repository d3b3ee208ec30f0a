"""sending limits, dead addresses, one-click unsubscribe"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, UtcDateTime
from migrations import guards

revision = "0005"
down_revision = "0003"

MOMENT = UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "list_links",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("address", sa.String(320), nullable=False),
        sa.Column("in_list", sa.String(40), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_links")),
    )
    op.create_index(op.f("ix_list_links_address"), "list_links", ["address"])
    op.create_table(
        "suppressions",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("in_list", sa.String(40), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("lifted_at", MOMENT, nullable=True),
        sa.Column("by_ticket_id", BigId, nullable=True),
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("last_event_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["last_event_id"], ["events.id"], name=op.f("fk_suppressions_last_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppressions")),
        sa.UniqueConstraint("key", name=op.f("uq_suppressions_key")),
    )
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lift(op.get_bind())
    op.drop_table("suppressions")
    op.drop_index(op.f("ix_list_links_address"), "list_links")
    op.drop_table("list_links")
    guards.lay(op.get_bind())
