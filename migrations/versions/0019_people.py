"""people"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, UtcDateTime
from migrations import guards

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "staff_sessions", sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("staff_id", BigId, nullable=False), sa.Column("key", sa.String(64), nullable=False),
        sa.Column("device", sa.String(40), nullable=False), sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("began_at", UtcDateTime, nullable=False), sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.Column("fresh_at", UtcDateTime, nullable=False), sa.Column("challenge", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_sessions_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_sessions")),
        sa.UniqueConstraint("key", name=op.f("uq_staff_sessions_key")))
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])
    op.drop_column("staff", "session_mark")
    op.add_column("staff", sa.Column("subject", sa.String(64), nullable=True))
    op.create_index("uq_staff_subject", "staff", ["subject"], unique=True)
    _factors()
    guards.lay(op.get_bind())


def _factors() -> None:
    op.create_table(
        "authenticators", sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("staff_id", BigId, nullable=False), sa.Column("key_id", BigId, nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False), sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False), sa.Column("made_at", UtcDateTime, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_authenticators_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authenticators")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_authenticators_staff_id")))
    op.create_table(
        "recovery_codes", sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("staff_id", BigId, nullable=False), sa.Column("key", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_recovery_codes_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")))
    op.create_index("ix_recovery_codes_staff_id", "recovery_codes", ["staff_id"])
    op.create_table(
        "passkeys", sa.Column("id", BigId, autoincrement=False, nullable=False), sa.Column("staff_id", BigId, nullable=False),
        sa.Column("name", sa.String(60), nullable=False), sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False), sa.Column("signs", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False), sa.Column("used_at", UtcDateTime, nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_passkeys_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential", name=op.f("uq_passkeys_credential")))
    op.create_index("ix_passkeys_staff_id", "passkeys", ["staff_id"])


def downgrade() -> None:
    guards.lift(op.get_bind())
    op.drop_index("uq_staff_subject", "staff")
    op.drop_column("staff", "subject")
    op.add_column("staff", sa.Column("session_mark", sa.String(32), nullable=False, server_default=""))
    for table in ("passkeys", "recovery_codes", "authenticators", "staff_sessions"):
        op.drop_table(table)
    guards.lay(op.get_bind())
