"""sending limits, dead addresses, one-click unsubscribe"""

from alembic import op

from migrations import guards

revision = "0005"
down_revision = "0003"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
