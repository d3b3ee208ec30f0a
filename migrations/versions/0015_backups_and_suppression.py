"""backups and suppression"""

from alembic import op

from migrations import guards

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
