"""letters by the house"""

from alembic import op

from migrations import guards

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
