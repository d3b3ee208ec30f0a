"""own page"""

from alembic import op

from migrations import guards

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
