"""systems and respondents"""

from alembic import op

from migrations import guards

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
