"""pauses, extensions and the steps of each clock"""

from alembic import op

from migrations import guards

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
