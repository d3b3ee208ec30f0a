"""reports"""

from alembic import op

from migrations import guards

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
