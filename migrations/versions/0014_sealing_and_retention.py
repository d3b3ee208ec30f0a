"""sealing and retention"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, Json, UtcDateTime, new_id
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
    op.add_column("kept_mails", sa.Column("key_id", BigId, nullable=True))
    op.add_column("attachments", sa.Column("key_id", BigId, nullable=True))
    op.execute("UPDATE messages SET kept_id = k.id FROM kept_mails k "
               "WHERE k.message_id = messages.id AND k.channel = 'form' AND messages.kept_id IS NULL")
    _registers()
    _plans()
    _plan_what_is_closed()
    guards.lay(op.get_bind())


def _plan_what_is_closed() -> None:
    """The worker plans when the data of tickets goes that are closed already."""
    connection, moment = op.get_bind(), datetime.now(UTC)
    if connection.scalar(sa.text("SELECT 1 FROM tickets WHERE closed_at IS NOT NULL LIMIT 1")) is None:
        return
    jobs = sa.table("jobs", *(sa.column(name, kind) for name, kind in (
        ("id", BigId), ("kind", sa.String()), ("payload", Json), ("state", sa.String()), ("run_at", UtcDateTime()),
        ("tries", sa.Integer()), ("made_at", UtcDateTime()))))
    connection.execute(jobs.insert().values(
        id=new_id(), kind="retention.replan", payload={"after": 0}, state="ready", run_at=moment, tries=0, made_at=moment))


def _registers() -> None:
    op.create_table(
        "retention_rules",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("last_event_id", BigId, nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("law", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("months", sa.Integer, nullable=False),
        sa.Column("automatic", sa.Boolean, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["last_event_id"], ["events.id"], name=op.f("fk_retention_rules_last_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_rules")),
        sa.UniqueConstraint("key", "law", "kind", name=op.f("uq_retention_rules_key_law_kind")),
    )
    op.create_table(
        "promises",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("last_event_id", BigId, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("ground", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("owner", sa.String(254), nullable=False),
        sa.Column("review_on", sa.Date, nullable=True),
        sa.Column("every_months", sa.Integer, nullable=False),
        sa.Column("told_on", sa.Date, nullable=True),
        sa.ForeignKeyConstraint(["last_event_id"], ["events.id"], name=op.f("fk_promises_last_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
    )
    op.create_index(op.f("ix_promises_review_on"), "promises", ["review_on"])
    op.create_table(
        "promise_reviews",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("promise_id", BigId, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", BigId, nullable=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["promise_id"], ["promises.id"], name=op.f("fk_promise_reviews_promise_id_promises")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_reviews")),
    )
    op.create_index(op.f("ix_promise_reviews_promise_id"), "promise_reviews", ["promise_id"])


def _plans() -> None:
    op.create_table(
        "retention_dues",
        sa.Column("ticket_id", BigId, autoincrement=False, nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("automatic", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("run_id", BigId, nullable=True),
        sa.Column("done_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("rows", sa.Integer, nullable=True),
        sa.Column("digest", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_retention_dues_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("ticket_id", "part", name=op.f("pk_retention_dues")),
    )
    op.create_index("ix_retention_dues_state", "retention_dues", ["state", "due_on", "ticket_id"])
    op.create_index("ix_retention_dues_run_id", "retention_dues", ["run_id", "ticket_id"])
    op.create_table(
        "retention_runs",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", BigId, nullable=True),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_runs")),
    )
    op.create_table(
        "legal_holds",
        sa.Column("ticket_id", BigId, autoincrement=False, nullable=False),
        sa.Column("ground", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("review_on", sa.Date, nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", BigId, nullable=True),
        sa.Column("lifted_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_legal_holds_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_legal_holds")),
    )
    op.create_index(op.f("ix_legal_holds_review_on"), "legal_holds", ["review_on"])


def downgrade() -> None:
    for table in ("legal_holds", "retention_runs", "retention_dues", "promise_reviews", "promises", "retention_rules"):
        op.drop_table(table)
    op.drop_column("attachments", "key_id")
    op.drop_column("kept_mails", "key_id")
    op.drop_table("seal_keys")
    guards.lay(op.get_bind())
