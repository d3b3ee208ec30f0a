"""corrections of what was read from prose"""

from alembic import op

from migrations import guards

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
