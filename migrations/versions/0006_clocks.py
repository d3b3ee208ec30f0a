"""pauses, extensions and the steps of each clock"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, Json, UtcDateTime
from migrations import guards

revision = "0006"
down_revision = "0005"


REQUESTS = ("received_at", "pauses", "stopped", "extension_ground", "extension_letter_id", "extended_on", "extended_until")


def upgrade() -> None:
    guards.lift(op.get_bind())
    op.add_column("tickets", sa.Column("paused", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("tickets", sa.Column("holidays", sa.String(20)))
    op.add_column("tickets", sa.Column("regime", sa.String(40), nullable=False, server_default="eu-gdpr"))
    op.add_column("requests", sa.Column("received_at", UtcDateTime(timezone=True)))
    op.add_column("requests", sa.Column("pauses", Json, nullable=False, server_default=sa.text("'[]'")))
    op.add_column("requests", sa.Column("stopped", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("requests", sa.Column("extension_ground", sa.String(20)))
    op.add_column("requests", sa.Column("extension_letter_id", BigId))
    op.add_column("requests", sa.Column("extended_on", sa.Date))
    op.add_column("requests", sa.Column("extended_until", sa.Date))
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lift(op.get_bind())
    for column in reversed(REQUESTS):
        op.drop_column("requests", column)
    for column in ("regime", "holidays", "paused"):
        op.drop_column("tickets", column)
    guards.lay(op.get_bind())
