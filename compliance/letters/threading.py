"""Headers that keep a conversation together, and mark what machines wrote (RFC 3834, RFC 5322 section 3.6.4)."""

import re
import secrets

import sqlalchemy as sa

from compliance.db import db
from compliance.letters.catalogue import BY_CODE
from compliance.tickets.models import Message, Ticket

MESSAGE_ID = re.compile(r"<[!-;=?-~]{3,240}>")  # printable ASCII without angle brackets: nothing can be injected
REFERENCES = 20


def new_message_id(contact: str) -> str:
    """A Message-ID of ours; made once for each letter, so that one sent twice can be folded by the receiver."""
    return f"<{secrets.token_hex(16)}@{contact.partition('@')[2]}>"


def headers_for(message: Message, ticket: Ticket, reply_address: str) -> dict[str, str]:
    """The headers of a letter to the requester, besides From, To, Subject, Date and Message-ID."""
    headers = {"Reply-To": reply_address, "X-Auto-Response-Suppress": "All"}
    if message.author_id is None or BY_CODE[message.letter or "reply"].automatic:
        headers["Auto-Submitted"] = "auto-replied" if message.letter == "acknowledgement" else "auto-generated"
    if earlier := _earlier(message, ticket):
        headers["In-Reply-To"] = earlier[-1]
        headers["References"] = " ".join(earlier[-REFERENCES:])
    return headers


def _earlier(message: Message, ticket: Ticket) -> list[str]:
    """Message-IDs of the conversation so far, oldest first; malformed ones are left out."""
    earlier = sa.select(Message.message_id).where(
        Message.ticket_id == ticket.id, Message.id < message.id, Message.message_id.is_not(None)
    )
    found = db.session.scalars(earlier.order_by(Message.id)).all()
    return [name for name in found if name and MESSAGE_ID.fullmatch(name)]
