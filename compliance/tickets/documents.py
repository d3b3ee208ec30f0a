"""A document that shows who somebody is: the last resort, where nothing else does (EDPB Guidelines 01/2022 section 3.3).

Off unless the administrator allows it. An officer asks, the person gives it on their own page, it lies sealed under a key of
its own, officers alone open it and each opening is told. With the officer's word it is erased, the key with it, and that is
told, too. Where nobody decides, it goes by itself after a week.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from compliance import jobs, sealing
from compliance.db import Base, BigId, db, new_id, now, unit
from compliance.ledger import record
from compliance.rules.abilities import SYSTEM, Actor
from compliance.sealing import Stored
from compliance.tickets import showing
from compliance.tickets.arrivals import TYPE_LENGTH
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Message, Ticket
from compliance.tickets.moves import require_live
from compliance.tickets.talking import require_address, send_letter

LETTER = "document"
DAYS = 7  # how long one lies here undecided
MOST = 2  # its front and its back


class IdentityDocument(Base):
    """One document, sealed; its content is empty once it is erased."""

    __tablename__ = "identity_documents"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("tickets.id"), index=True)
    type: Mapped[str] = mapped_column(sa.String(200))
    size: Mapped[int]
    at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    key_id: Mapped[int] = mapped_column(BigId)
    sealed: Mapped[bytes] = mapped_column("content", sa.LargeBinary, deferred=True)

    ticket: Mapped[Ticket] = relationship()


def lying(ticket: Ticket) -> list[IdentityDocument]:
    """The documents of a ticket that are not erased."""
    wanted = sa.select(IdentityDocument).where(IdentityDocument.ticket_id == ticket.id, IdentityDocument.erased_at.is_(None))
    return list(db.session.scalars(wanted.order_by(IdentityDocument.id)))


def is_asked(ticket: Ticket) -> bool:
    """Whether an officer has asked for a document, and it has not been decided since."""
    wanted = sa.select(Message.id).where(Message.ticket_id == ticket.id, Message.letter == LETTER)
    decided = "document" in showing.shown_of(ticket).ways
    return not decided and db.session.scalar(wanted.limit(1)) is not None


@verb("ticket.ask_document")
def ask_document(ticket: Ticket, actor: Actor, *, allowed: bool) -> Message:
    """Asks for a document by a letter. `allowed` is what the house has set."""
    require_live(ticket)
    require_address(ticket)
    if not allowed:
        raise Refused("no_documents", "This house asks for no documents.")
    if showing.asked_for_another(ticket):
        raise Refused("for_another", "An agent's document shows nothing of the person.")
    return send_letter(ticket, LETTER, actor, {})


@verb("ticket.give_document")
def give_document(ticket: Ticket, actor: Actor, content: bytes, media_type: str) -> None:
    """Takes a document that was asked for, sealed."""
    require_live(ticket)
    if not is_asked(ticket):
        raise Refused("not_asked", "Nobody has asked for a document.")
    if len(lying(ticket)) >= MOST:
        raise Refused("enough", "We have what we need.")
    row_id = new_id()
    sealed = sealing.seal_together([(row_id, content)])[0]
    with record(ticket, "document.received", actor, document=row_id):
        db.session.add(IdentityDocument(
            id=row_id, ticket_id=ticket.id, type=media_type[:TYPE_LENGTH], size=len(content), at=now(),
            key_id=sealed.key_id, sealed=sealed.content,
        ))
        ticket.unread = True
    jobs.enqueue("document.lapse", run_at=now() + timedelta(days=DAYS), ticket=ticket.id)


@verb("document.read")
def read_document(ticket: Ticket, actor: Actor, document_id: int) -> tuple[bytes, str]:
    """A document's content and type; told in the trail."""
    found = next((document for document in lying(ticket) if document.id == document_id), None)
    if found is None:
        raise Refused("no_file", "There is no such document; it may be erased.")
    with record(ticket, "document.read", actor, document=found.id):
        pass
    return sealing.open_each([Stored(found.key_id, found.id, found.sealed)])[0], found.type


@verb("document.read")
def decide_document(ticket: Ticket, actor: Actor, *, fits: bool) -> None:
    """An officer's word on what was given; with it every document of the ticket is erased."""
    require_live(ticket)
    if not lying(ticket):
        raise Refused("no_file", "There is no such document; it may be erased.")
    if fits:
        showing.by_way(ticket, actor, "proof.accepted", "document")
    erase_documents(ticket, actor)


def erase_documents(ticket: Ticket, actor: Actor) -> None:
    """Erases the documents of a ticket and destroys their keys, in the open unit; for verbs only."""
    for document in lying(ticket):
        with record(ticket, "document.erased", actor, document=document.id):
            document.erased_at, document.sealed, document.size = now(), b"", 0
        sealing.destroy([document.key_id])


@verb("ticket.remind")
def lapse(ticket: Ticket, actor: Actor) -> None:
    """Erases what has lain undecided for its days."""
    if any(document.at <= now() - timedelta(days=DAYS) for document in lying(ticket)):
        erase_documents(ticket, actor)


@jobs.handler("document.lapse", tries=100)
def lapse_by_job(claim: jobs.Claim) -> None:
    """The job that `give_document` promised."""
    with unit():
        lapse(db.session.get_one(Ticket, claim.payload["ticket"]), SYSTEM)
        claim.done()
