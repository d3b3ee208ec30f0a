"""working together"""

from alembic import op

from migrations import guards

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
