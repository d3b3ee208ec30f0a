"""sealing and retention"""

from alembic import op

from migrations import guards

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
