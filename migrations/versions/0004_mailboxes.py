"""mailboxes that are fetched by IMAP"""

from alembic import op

from migrations import guards

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lay(op.get_bind())
