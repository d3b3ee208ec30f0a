"""the ladder of reminders, digests and calendar feeds"""

from alembic import op

from migrations import guards

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
