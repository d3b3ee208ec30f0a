"""form and policies"""

from alembic import op

from migrations import guards

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
