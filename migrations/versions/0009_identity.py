"""identity"""

from alembic import op

from migrations import guards

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
