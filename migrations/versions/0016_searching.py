"""searching"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from compliance.db import BigId
from migrations import guards

revision = "0016"
down_revision = "0015"

LIVE = "state NOT IN ('closed', 'placed', 'spam')"
NARROWED = ["assignee_id", "channel", "language", "unread", "proof", "trouble", "needs_reading", "state"]
# Name -> its condition on SQLite and on PostgreSQL, and its columns; no condition: over all rows.
INDEXES = {
    "ix_tickets_received": (None, None, ["state", "received_at", "id"]),
    "ix_tickets_assignee": (None, None, ["assignee_id", "state", "sort_due", "id"]),
    "ix_tickets_live": (LIVE, LIVE, ["sort_due", "id", *NARROWED]),
    "ix_tickets_live_received": (LIVE, LIVE, ["received_at", "id", *NARROWED]),
    "ix_tickets_mine": (LIVE, LIVE, ["assignee_id", "sort_due", "id", "state"]),
    "ix_tickets_proof": (f"proof > 0 AND {LIVE}", f"proof > 0 AND {LIVE}", ["sort_due", "id", "state"]),
    "ix_tickets_suspected": ("suspected IS NOT NULL", "suspected IS NOT NULL", ["state", "sort_due", "id"]),
    **{f"ix_tickets_{flag}": (f"{flag} = 1", flag, ["sort_due", "id", "state"])
       for flag in ("unread", "trouble", "needs_reading", "paused")},
}
UNANSWERED = sa.text("outcome IS NULL")
OPEN = {"ix_requests_open_kind": ["kind", "regime", "ticket_id"], "ix_requests_open_law": ["regime", "ticket_id"]}


def upgrade() -> None:
    for name, (sqlite, postgres, columns) in INDEXES.items():
        where = {"sqlite_where": sa.text(sqlite), "postgresql_where": sa.text(postgres)} if sqlite and postgres else {}
        op.create_index(name, "tickets", columns, **where)
    op.drop_index("ix_tickets_assignee_id", "tickets")
    for name, columns in OPEN.items():
        op.create_index(name, "requests", columns, sqlite_where=UNANSWERED, postgresql_where=UNANSWERED)
    _tags()
    _saved_views()
    if op.get_bind().dialect.name == "postgresql":
        op.create_table(
            "search_entries", sa.Column("rowid", BigId, autoincrement=False, nullable=False),
            sa.Column("tokens", TSVECTOR, nullable=False), sa.PrimaryKeyConstraint("rowid", name=op.f("pk_search_entries")))
        op.create_index("ix_search_entries_tokens", "search_entries", ["tokens"], postgresql_using="gin")
    else:
        op.execute("CREATE VIRTUAL TABLE search_entries USING fts5(tokens, tokenize='ascii', detail=none, columnsize=0)")
    guards.lay(op.get_bind())


def _tags() -> None:
    op.create_table(
        "tags", sa.Column("id", BigId, autoincrement=False, nullable=False), sa.Column("name", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")), sa.UniqueConstraint("name", name=op.f("uq_tags_name")))
    op.create_table(
        "ticket_tags", sa.Column("ticket_id", BigId, autoincrement=False, nullable=False),
        sa.Column("tag_id", BigId, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_tags_ticket_id_tickets")),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_ticket_tags_tag_id_tags")),
        sa.PrimaryKeyConstraint("ticket_id", "tag_id", name=op.f("pk_ticket_tags")))
    op.create_index("ix_ticket_tags_tag_id", "ticket_tags", ["tag_id", "ticket_id"])


def _saved_views() -> None:
    op.create_table(
        "saved_views", sa.Column("id", BigId, autoincrement=False, nullable=False), sa.Column("staff_id", BigId, nullable=True),
        sa.Column("name", sa.String(60), nullable=False), sa.Column("query", sa.String(1000), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_saved_views_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")))
    op.create_index("ix_saved_views_staff_id", "saved_views", ["staff_id"])


def downgrade() -> None:
    for table in ("search_entries", "saved_views", "ticket_tags", "tags"):
        op.drop_table(table)
    for name in OPEN:
        op.drop_index(name, "requests")
    op.create_index("ix_tickets_assignee_id", "tickets", ["assignee_id"])
    for name in reversed(INDEXES):
        op.drop_index(name, "tickets")
    guards.lay(op.get_bind())
