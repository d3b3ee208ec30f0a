"""the whole road"""

import sqlalchemy as sa
from alembic import op

from compliance.db import BigId, Json, UtcDateTime
from migrations import guards

revision = "0001"
down_revision = None

MOMENT = UtcDateTime(timezone=True)


def _counters() -> None:
    op.create_table(
        "counters",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("value", BigId, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("entity", sa.String(20), nullable=False),
        sa.Column("entity_id", BigId, nullable=False),
        sa.Column("ticket_id", BigId, nullable=True),
        sa.Column("actor", sa.String(20), nullable=False),
        sa.Column("actor_id", BigId, nullable=True),
        sa.Column("data", Json, nullable=False),
        sa.Column("follows", BigId, nullable=True),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("entity", "entity_id", "follows", name=op.f("uq_events_entity_entity_id_follows")),
    )
    op.create_index("ix_events_ticket_id", "events", ["ticket_id", "id"], unique=False)
    op.create_index(
        "uq_events_first",
        "events",
        ["entity", "entity_id"],
        unique=True,
        sqlite_where=sa.text("follows IS NULL"),
        postgresql_where=sa.text("follows IS NULL"),
    )


def _heartbeats() -> None:
    op.create_table(
        "heartbeats",
        sa.Column("duty", sa.String(20), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("duty", name=op.f("pk_heartbeats")),
    )


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("run_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(32), nullable=True),
        sa.Column("error", sa.String(200), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index(
        "ix_jobs_due",
        "jobs",
        ["run_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'ready'"),
        postgresql_where=sa.text("state = 'ready'"),
    )


def _kept_mails() -> None:
    op.create_table(
        "kept_mails",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("redelivery", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("envelope_sender", sa.String(320), nullable=True),
        sa.Column("recipients", Json, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("message_id", BigId, nullable=True),
        sa.Column("ticket_id", BigId, nullable=True),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_mails")),
        sa.UniqueConstraint("redelivery", name=op.f("uq_kept_mails_redelivery")),
    )


def _requesters() -> None:
    op.create_table(
        "requesters",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("email", sa.String(320), nullable=False),
        sa.Column("email_key", sa.String(320), nullable=False),
        sa.Column("country", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requesters")),
    )
    op.create_index("ix_requesters_email_key", "requesters", ["email_key"], unique=False)


def _house() -> None:
    op.create_table(
        "house",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("last_event_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["last_event_id"], ["events.id"], name=op.f("fk_house_last_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house")),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password", sa.String(200), nullable=True),
        sa.Column("invitation", sa.String(64), nullable=True),
        sa.Column("invited_until", MOMENT, nullable=True),
        sa.Column("session_mark", sa.String(32), nullable=False),
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("last_event_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["last_event_id"], ["events.id"], name=op.f("fk_staff_last_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
    )


def _systems() -> None:
    op.create_table(
        "systems",
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("holds", sa.Text(), nullable=False),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.Column("kinds", Json, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("last_event_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["last_event_id"], ["events.id"], name=op.f("fk_systems_last_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_systems")),
        sa.UniqueConstraint("name", name=op.f("uq_systems_name")),
    )


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("number", BigId, nullable=False),
        sa.Column("reference", sa.String(24), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("contact", sa.String(254), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("timezone", sa.String(60), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("sort_due", sa.Date(), nullable=False),
        sa.Column("requester_id", BigId, nullable=False),
        sa.Column("assignee_id", BigId, nullable=True),
        sa.Column("perhaps_of_id", BigId, nullable=True),
        sa.Column("proof", sa.Integer(), nullable=False),
        sa.Column("proof_way", sa.String(20), nullable=True),
        sa.Column("proof_until", MOMENT, nullable=True),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.Column("trouble", sa.Boolean(), nullable=False),
        sa.Column("needs_reading", sa.Boolean(), nullable=False),
        sa.Column("answerable", sa.Boolean(), nullable=False),
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("last_event_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["assignee_id"], ["staff.id"], name=op.f("fk_tickets_assignee_id_staff")),
        sa.ForeignKeyConstraint(["last_event_id"], ["events.id"], name=op.f("fk_tickets_last_event_id_events")),
        sa.ForeignKeyConstraint(["perhaps_of_id"], ["tickets.id"], name=op.f("fk_tickets_perhaps_of_id_tickets")),
        sa.ForeignKeyConstraint(["requester_id"], ["requesters.id"], name=op.f("fk_tickets_requester_id_requesters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("number", name=op.f("uq_tickets_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_tickets_reference")),
    )
    op.create_index("ix_tickets_assignee_id", "tickets", ["assignee_id"], unique=False)
    op.create_index("ix_tickets_queue", "tickets", ["state", "sort_due", "id"], unique=False)
    op.create_index("ix_tickets_requester_id", "tickets", ["requester_id"], unique=False)


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("ticket_id", BigId, nullable=False),
        sa.Column("purpose", sa.String(10), nullable=False),
        sa.Column("nonce", sa.String(32), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_links_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
    )
    op.create_index("ix_links_ticket_id", "links", ["ticket_id"], unique=False)


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("ticket_id", BigId, nullable=True),
        sa.Column("direction", sa.String(4), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("author_id", BigId, nullable=True),
        sa.Column("kept_id", BigId, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("sender", sa.String(320), nullable=False),
        sa.Column("sender_name", sa.String(300), nullable=False),
        sa.Column("recipient", sa.String(320), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("language", sa.String(10), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("in_reply_to", sa.Text(), nullable=True),
        sa.Column("warnings", Json, nullable=False),
        sa.Column("letter", sa.String(20), nullable=True),
        sa.Column("facts", Json, nullable=True),
        sa.Column("delivery", sa.String(10), nullable=True),
        sa.Column("error", sa.String(60), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name=op.f("fk_messages_author_id_staff")),
        sa.ForeignKeyConstraint(["kept_id"], ["kept_mails.id"], name=op.f("fk_messages_kept_id_kept_mails")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_messages_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    op.create_index("ix_messages_kept_id", "messages", ["kept_id"], unique=False)
    op.create_index("ix_messages_message_id", "messages", ["message_id"], unique=False)
    op.create_index("ix_messages_ticket_id", "messages", ["ticket_id", "id"], unique=False)


def _reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("ticket_id", BigId, nullable=False),
        sa.Column("rung", sa.String(20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_reminders_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("ticket_id", "rung", "due_on", name=op.f("uq_reminders_ticket_id_rung_due_on")),
    )


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("ticket_id", BigId, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("suggested", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.Column("evidence", Json, nullable=False),
        sa.Column("regime", sa.String(40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("acknowledge_on", sa.Date(), nullable=True),
        sa.Column("arguable_on", sa.Date(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("steps", Json, nullable=False),
        sa.Column("outcome", sa.String(12), nullable=True),
        sa.Column("ground", sa.String(30), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("last_event_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["last_event_id"], ["events.id"], name=op.f("fk_requests_last_event_id_events")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_requests_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
    )
    op.create_index("ix_requests_ticket_id", "requests", ["ticket_id"], unique=False)


def _attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("message_id", BigId, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_attachments_message_id_messages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index("ix_attachments_message_id", "attachments", ["message_id"], unique=False)


def _details() -> None:
    op.create_table(
        "details",
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("request_id", BigId, nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_details_request_id_requests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_details")),
    )
    op.create_index("ix_details_request_id", "details", ["request_id"], unique=False)


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("ticket_id", BigId, nullable=False),
        sa.Column("request_id", BigId, nullable=False),
        sa.Column("system_id", BigId, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=True),
        sa.Column("ground", sa.String(30), nullable=True),
        sa.Column("note_id", BigId, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("id", BigId, autoincrement=False, nullable=False),
        sa.Column("last_event_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["last_event_id"], ["events.id"], name=op.f("fk_tasks_last_event_id_events")),
        sa.ForeignKeyConstraint(["note_id"], ["messages.id"], name=op.f("fk_tasks_note_id_messages")),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_tasks_request_id_requests")),
        sa.ForeignKeyConstraint(["system_id"], ["systems.id"], name=op.f("fk_tasks_system_id_systems")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_tasks_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index("ix_tasks_request_id", "tasks", ["request_id"], unique=False)
    op.create_index("ix_tasks_system_id", "tasks", ["system_id"], unique=False)
    op.create_index("ix_tasks_ticket_id", "tasks", ["ticket_id"], unique=False)


def upgrade() -> None:
    for make in (
        _counters,
        _events,
        _heartbeats,
        _jobs,
        _kept_mails,
        _requesters,
        _house,
        _staff,
        _systems,
        _tickets,
        _links,
        _messages,
        _reminders,
        _requests,
        _attachments,
        _details,
        _tasks,
    ):
        make()
    op.execute("INSERT INTO counters (name, value) VALUES ('ticket', 0)")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SEQUENCE ticket_number")
    guards.lay(op.get_bind())


def downgrade() -> None:
    guards.lift(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP SEQUENCE ticket_number")
    for table in (
        "tasks",
        "details",
        "attachments",
        "requests",
        "reminders",
        "messages",
        "links",
        "tickets",
        "systems",
        "staff",
        "house",
        "requesters",
        "kept_mails",
        "jobs",
        "heartbeats",
        "events",
        "counters",
    ):
        op.drop_table(table)
