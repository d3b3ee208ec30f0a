"""placing mail by hand, the spam pile, bounces and loops"""

from alembic import op

from migrations import guards

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
