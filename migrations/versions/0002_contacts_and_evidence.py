"""contact addresses with their own law and language; evidence of the sender"""

from alembic import op

from migrations import guards

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
