"""many machines: what the health page and the figures ask is read from indexes"""

import sqlalchemy as sa
from alembic import op

from migrations import guards

revision = "0021"
down_revision = "0020"

GIVEN_UP, QUEUED = sa.text("state = 'set_aside'"), sa.text("delivery = 'queued'")


def upgrade() -> None:
    op.create_index("ix_jobs_set_aside", "jobs", ["id"], sqlite_where=GIVEN_UP, postgresql_where=GIVEN_UP)
    op.create_index("ix_messages_queued", "messages", ["at"], sqlite_where=QUEUED, postgresql_where=QUEUED)
    guards.lay(op.get_bind())


def downgrade() -> None:
    op.drop_index("ix_messages_queued", "messages")
    op.drop_index("ix_jobs_set_aside", "jobs")
    guards.lay(op.get_bind())
