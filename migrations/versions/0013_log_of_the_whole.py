"""log of the whole"""

from alembic import op

from migrations import guards

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
