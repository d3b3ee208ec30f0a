"""many machines"""

from alembic import op

from migrations import guards

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
