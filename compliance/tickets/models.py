"""A case and what belongs to it.

Guarded (each change is told by an event): Ticket, PrivacyRequest, Task. They hold codes, ids and dates only. Personal text
lives in Requester, Detail, Message and Attachment, which are blanked at erasure and whose change is told by an event of
their ticket.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from compliance.db import Base, BigId, Json
from compliance.ledger import Guarded
from compliance.sealing import Stored, open_each

NO_DUE_DATE = date(9999, 12, 31)  # sorts what has no due date last


IS_LIVE = "state NOT IN ('closed', 'placed', 'spam')"
FLAGS = ("unread", "trouble", "needs_reading", "paused")
NARROWED_BY = ("assignee_id", "channel", "language", "unread", "proof", "trouble", "needs_reading", "state")


def partial(name: str, condition: str, *columns: str) -> sa.Index:
    """An index over the rows that a condition holds for; SQLite spells a flag as a number."""
    flag = f"{condition} = 1" if condition.isidentifier() else condition
    return sa.Index(name, *columns, sqlite_where=sa.text(flag), postgresql_where=sa.text(condition))


class Counter(Base):
    """The last number given to a ticket, on SQLite; PostgreSQL has a sequence for it, which does not make openings wait."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    value: Mapped[int] = mapped_column(BigId, default=0)


class Requester(Base):
    """Who asks, as they said it. One row for each ticket, so that erasing one case leaves the others whole.

    `for_name` and `for_email`: the person whose data it is, where somebody asks for another. `likeness`: see `rules.addresses`.
    """

    __tablename__ = "requesters"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(sa.String(300), default="")
    email: Mapped[str] = mapped_column(sa.String(320), default="")
    email_key: Mapped[str] = mapped_column(sa.String(320), default="", index=True)
    likeness: Mapped[str] = mapped_column(sa.String(320), default="", index=True)
    for_name: Mapped[str] = mapped_column(sa.String(300), default="")
    for_email: Mapped[str] = mapped_column(sa.String(320), default="")
    country: Mapped[str] = mapped_column(sa.String(10), default="")


class Ticket(Guarded, Base):
    """One case. `received_at` with `timezone` gives the local date from which the law counts; `holidays` and `regime`
    are the calendar and the law of the contact address that it came to.

    `sort_due` is the first due date of its open requests (9999-12-31 where the law counts no days) and orders the queue.
    `paused`: it has none because the law lets the clock stand still while the person is waited for.
    `unread`: something came in that nobody has read. `trouble`: a letter could not be sent. `needs_reading`: the mail
    could not be understood, a person must read it. `perhaps_of_id`: a ticket it may belong to, and `perhaps_why` the hint.
    `placed_on_id`: the ticket that its mail was put onto. `suspected`: why it lies on the spam pile without anybody's word.
    `proof` is the level that `shown` amounts to, `behalf` for whom somebody asks (None: themselves), `doubts` why more must be
    shown (`rules.identity`).
    """

    __tablename__ = "tickets"
    __entity__ = "ticket"
    __table_args__ = (
        sa.Index("ix_tickets_queue", "state", "sort_due", "id"),
        sa.Index("ix_tickets_received", "state", "received_at", "id"),
        sa.Index("ix_tickets_assignee", "assignee_id", "state", "sort_due", "id"),
        # What is worked on is few among many: each list of it is read from an index that holds nothing else, and all that it
        # asks. The conditions are those that `tickets.queue` writes.
        partial("ix_tickets_live", IS_LIVE, "sort_due", "id", *NARROWED_BY),
        partial("ix_tickets_live_received", IS_LIVE, "received_at", "id", *NARROWED_BY),
        partial("ix_tickets_mine", IS_LIVE, "assignee_id", "sort_due", "id", "state"),
        partial("ix_tickets_proof", f"proof > 0 AND {IS_LIVE}", "sort_due", "id", "state"),
        partial("ix_tickets_suspected", "suspected IS NOT NULL", "state", "sort_due", "id"),
        *(partial(f"ix_tickets_{flag}", flag, "sort_due", "id", "state") for flag in FLAGS),
    )

    number: Mapped[int] = mapped_column(BigId, unique=True)
    reference: Mapped[str] = mapped_column(sa.String(24), unique=True)
    state: Mapped[str] = mapped_column(sa.String(10))
    channel: Mapped[str] = mapped_column(sa.String(10))
    contact: Mapped[str] = mapped_column(sa.String(254))
    language: Mapped[str] = mapped_column(sa.String(10))
    timezone: Mapped[str] = mapped_column(sa.String(60))
    holidays: Mapped[str | None] = mapped_column(sa.String(20))
    regime: Mapped[str] = mapped_column(sa.String(40), default="eu-gdpr")
    received_at: Mapped[datetime]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    sort_due: Mapped[date] = mapped_column(default=NO_DUE_DATE)
    paused: Mapped[bool] = mapped_column(default=False)
    requester_id: Mapped[int] = mapped_column(sa.ForeignKey("requesters.id"), index=True)
    assignee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    perhaps_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("tickets.id"))
    perhaps_why: Mapped[str | None] = mapped_column(sa.String(20))
    placed_on_id: Mapped[int | None] = mapped_column(BigId)
    suspected: Mapped[str | None] = mapped_column(sa.String(20))
    proof: Mapped[int] = mapped_column(default=0)
    proof_way: Mapped[str | None] = mapped_column(sa.String(20))
    proof_until: Mapped[datetime | None]
    shown: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    doubts: Mapped[list[str]] = mapped_column(Json, default=list)
    behalf: Mapped[str | None] = mapped_column(sa.String(10))
    unread: Mapped[bool] = mapped_column(default=False)
    trouble: Mapped[bool] = mapped_column(default=False)
    needs_reading: Mapped[bool] = mapped_column(default=False)
    answerable: Mapped[bool] = mapped_column(default=True)

    requester: Mapped[Requester] = relationship()
    requests: Mapped[list["PrivacyRequest"]] = relationship(order_by="PrivacyRequest.id", back_populates="ticket")
    tasks: Mapped[list["Task"]] = relationship(order_by="Task.id", back_populates="ticket")
    messages: Mapped[list["Message"]] = relationship(order_by="Message.id", back_populates="ticket")

    @property
    def trail_ticket_id(self) -> int:
        """Its events stand on its own timeline."""
        return self.id

    @property
    def due_on(self) -> date | None:
        """The first due date of its open requests."""
        return None if self.sort_due == NO_DUE_DATE else self.sort_due

    @property
    def open_requests(self) -> list["PrivacyRequest"]:
        """Requests that have no outcome yet."""
        return [request for request in self.requests if request.outcome is None]


class PrivacyRequest(Guarded, Base):
    """One right asked for in a ticket, with its own law, clock and outcome.

    `suggested`: the kind was read from prose and nobody confirmed it; `confidence` in thousandths. `evidence` lists the
    spans that decided it: message id, field (subject or text), start, end. `steps` explains the due date.

    The clock: `received_at` is when this was asked where that was not with the ticket; `pauses` lists the days of waiting
    for the person, as reason, from and to (None so far); `stopped` says that the clock stands still because of one. An
    extension is planned with its ground and letter, and counts from `extended_on`, the day on which the person was told;
    `extended_until` is the date told where the law sets no cap.
    """

    __tablename__ = "requests"
    __entity__ = "request"
    __table_args__ = (
        partial("ix_requests_open_kind", "outcome IS NULL", "kind", "regime", "ticket_id"),
        partial("ix_requests_open_law", "outcome IS NULL", "regime", "ticket_id"),
    )

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    suggested: Mapped[bool] = mapped_column(default=False)
    confidence: Mapped[int] = mapped_column(default=1000)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    regime: Mapped[str] = mapped_column(sa.String(40))
    due_on: Mapped[date | None]
    acknowledge_on: Mapped[date | None]
    arguable_on: Mapped[date | None]
    verified: Mapped[bool] = mapped_column(default=True)
    steps: Mapped[list[str]] = mapped_column(Json)
    received_at: Mapped[datetime | None]
    pauses: Mapped[list[dict[str, str | None]]] = mapped_column(Json)
    stopped: Mapped[bool] = mapped_column(default=False)
    extension_ground: Mapped[str | None] = mapped_column(sa.String(20))
    extension_letter_id: Mapped[int | None] = mapped_column(BigId)
    extended_on: Mapped[date | None]
    extended_until: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(sa.String(12))
    ground: Mapped[str | None] = mapped_column(sa.String(30))
    closed_at: Mapped[datetime | None]

    ticket: Mapped[Ticket] = relationship(back_populates="requests")
    tasks: Mapped[list["Task"]] = relationship(order_by="Task.id", back_populates="request")
    details: Mapped[list["Detail"]] = relationship(order_by="Detail.id")

    @property
    def trail_ticket_id(self) -> int:
        """Its events stand on its ticket's timeline."""
        return self.ticket_id


class Detail(Base):
    """An answer to a kind's question, in the requester's words (what is wrong, what it should be)."""

    __tablename__ = "details"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("requests.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    value: Mapped[str] = mapped_column(sa.Text)


class Task(Guarded, Base):
    """What is to be done for one request in one system. `outcome` None: still to do. `dropped`: no longer asked."""

    __tablename__ = "tasks"
    __entity__ = "task"
    __table_args__ = (partial("ix_tasks_open", "outcome IS NULL", "system_id", "ticket_id"),)

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"), index=True)
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("requests.id"), index=True)
    system_id: Mapped[int] = mapped_column(sa.ForeignKey("systems.id"), index=True)
    outcome: Mapped[str | None] = mapped_column(sa.String(20))
    ground: Mapped[str | None] = mapped_column(sa.String(30))
    note_id: Mapped[int | None] = mapped_column(sa.ForeignKey("messages.id"))
    finished_at: Mapped[datetime | None]
    dropped: Mapped[bool] = mapped_column(default=False)

    ticket: Mapped[Ticket] = relationship(back_populates="tasks")
    request: Mapped[PrivacyRequest] = relationship(back_populates="tasks")

    @property
    def trail_ticket_id(self) -> int:
        """Its events stand on its ticket's timeline."""
        return self.ticket_id


class Tag(Base):
    """A word by which staff sort tickets; it says what is to be done, never who somebody is."""

    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(sa.String(40), unique=True)


class TicketTag(Base):
    """That a ticket has a tag."""

    __tablename__ = "ticket_tags"
    __table_args__ = (sa.Index("ix_ticket_tags_tag_id", "tag_id", "ticket_id"),)

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"), primary_key=True, autoincrement=False)
    tag_id: Mapped[int] = mapped_column(sa.ForeignKey("tags.id"), primary_key=True, autoincrement=False)


class Message(Base):
    """One mail in, letter out, or internal note.

    `text` is what was newly written, `body` all that could be read, `html` the sanitised original. Letters out carry their
    code, the facts they are filled with (`facts`: codes, dates and ids only) and how delivery went. A mail that belongs to
    no ticket (automatic ones) has `ticket_id` None and stands in a pile of its own. `placed_from_id`: the ticket that it
    opened, before it was put onto this one. `evidence`: how sure its sender is (`rules.evidence`), where a server said so.
    """

    __tablename__ = "messages"
    __table_args__ = (
        sa.Index("ix_messages_ticket_id", "ticket_id", "id"),
        partial("ix_messages_queued", "delivery = 'queued'", "at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    ticket_id: Mapped[int | None] = mapped_column(sa.ForeignKey("tickets.id"))
    placed_from_id: Mapped[int | None] = mapped_column(BigId)
    direction: Mapped[str] = mapped_column(sa.String(4))
    channel: Mapped[str] = mapped_column(sa.String(10))
    outcome: Mapped[str] = mapped_column(sa.String(12), default="new")
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    kept_id: Mapped[int | None] = mapped_column(sa.ForeignKey("kept_mails.id"), index=True)
    at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    sender: Mapped[str] = mapped_column(sa.String(320), default="")
    sender_name: Mapped[str] = mapped_column(sa.String(300), default="")
    recipient: Mapped[str] = mapped_column(sa.String(320), default="")
    subject: Mapped[str] = mapped_column(sa.Text, default="")
    text: Mapped[str] = mapped_column(sa.Text, default="")
    body: Mapped[str] = mapped_column(sa.Text, default="")
    html: Mapped[str | None] = mapped_column(sa.Text)
    language: Mapped[str | None] = mapped_column(sa.String(10))
    message_id: Mapped[str | None] = mapped_column(sa.Text, index=True)
    in_reply_to: Mapped[str | None] = mapped_column(sa.Text)
    warnings: Mapped[list[str]] = mapped_column(Json)
    evidence: Mapped[dict[str, Any] | None] = mapped_column(Json)
    letter: Mapped[str | None] = mapped_column(sa.String(20))
    facts: Mapped[dict[str, Any] | None] = mapped_column(Json)
    delivery: Mapped[str | None] = mapped_column(sa.String(10))
    error: Mapped[str | None] = mapped_column(sa.String(60))

    ticket: Mapped[Ticket | None] = relationship(back_populates="messages")
    attachments: Mapped[list["Attachment"]] = relationship(order_by="Attachment.id")


class KnownAddress(Base):
    """A further address of the person, as staff have said: what comes from it to the ticket's secret address is an answer."""

    __tablename__ = "known_addresses"
    __table_args__ = (sa.UniqueConstraint("ticket_id", "email_key"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"))
    email_key: Mapped[str] = mapped_column(sa.String(320))


class Attachment(Base):
    """A file that came with a message; never opened here, only kept and handed out as a download."""

    __tablename__ = "attachments"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(sa.ForeignKey("messages.id"), index=True)
    name: Mapped[str] = mapped_column(sa.Text)
    type: Mapped[str] = mapped_column(sa.String(200))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    key_id: Mapped[int | None] = mapped_column(BigId)
    sealed: Mapped[bytes] = deferred(mapped_column("content", sa.LargeBinary))

    @property
    def content(self) -> bytes:
        """The file as it came. Raises Unopenable once it is erased."""
        return open_each([Stored(self.key_id, self.id, self.sealed)])[0]


class Link(Base):
    """A secret address for the person: its token is derived from the key, this row and its nonce, and never stored."""

    __tablename__ = "links"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"), index=True)
    purpose: Mapped[str] = mapped_column(sa.String(10))
    nonce: Mapped[str] = mapped_column(sa.String(32))
    tries: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    ticket: Mapped[Ticket] = relationship()


class Plan(Base):
    """Which rungs of the ladder are still to come for a ticket, derived from its dates; `next_at` is when the first is reached.

    `rungs` lists day, rung and the date it is told for. No row is kept for a ticket without rungs.
    """

    __tablename__ = "plans"

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"), primary_key=True, autoincrement=False)
    next_at: Mapped[datetime] = mapped_column(index=True)
    rungs: Mapped[list[list[str]]] = mapped_column(Json)

    ticket: Mapped[Ticket] = relationship()


class Reminder(Base):
    """That a rung of the ladder was told for a date: once for each (ticket, rung, date), whatever happens.

    `skipped`: passed over for a later one. `late`: told after its day.
    """

    __tablename__ = "reminders"
    __table_args__ = (sa.UniqueConstraint("ticket_id", "rung", "due_on"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"))
    rung: Mapped[str] = mapped_column(sa.String(20))
    due_on: Mapped[date]
    at: Mapped[datetime]
    skipped: Mapped[bool] = mapped_column(default=False)
    late: Mapped[bool] = mapped_column(default=False)


class LearningExample(Base):
    """A mail whose suggestion staff corrected, kept to learn from where the administrator allows it; erased with its ticket."""

    __tablename__ = "learning_examples"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    suggested: Mapped[str] = mapped_column(sa.String(20))
    language: Mapped[str | None] = mapped_column(sa.String(10))
    at: Mapped[datetime]
    subject: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text)
