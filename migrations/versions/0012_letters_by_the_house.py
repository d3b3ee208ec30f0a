"""the house's own words for letters"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId
from migrations import guards

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "letter_texts",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("last_event_id", BigId, nullable=False),
        sa.Column("letter", sa.String(30), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["last_event_id"], ["events.id"], name=op.f("fk_letter_texts_last_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_texts")),
        sa.UniqueConstraint("letter", "language", "version", name=op.f("uq_letter_texts_letter_language_version")),
    )
    guards.lay(op.get_bind())


def downgrade() -> None:
    op.drop_table("letter_texts")
    guards.lay(op.get_bind())
