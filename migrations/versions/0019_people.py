"""people"""

from alembic import op

from migrations import guards

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
