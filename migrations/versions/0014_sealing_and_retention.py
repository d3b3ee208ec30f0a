"""sealing and retention"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId
from migrations import guards

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "seal_keys",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("master", sa.String(16), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_keys")),
    )
    op.create_index(op.f("ix_seal_keys_master"), "seal_keys", ["master"])
    op.add_column("kept_mails", sa.Column("key_id", BigId, nullable=True))
    op.add_column("attachments", sa.Column("key_id", BigId, nullable=True))
    guards.lay(op.get_bind())


def downgrade() -> None:
    op.drop_column("attachments", "key_id")
    op.drop_column("kept_mails", "key_id")
    op.drop_table("seal_keys")
    guards.lay(op.get_bind())
