"""Secret addresses: derived with HMAC-SHA-256 from the key, never stored, compared in constant time.

- The reply address of a ticket: `contact+r<number>-<26 characters>@domain`, lower case only, since mail servers may fold
  case. 130 bits; the number only tells which ticket to try.
- The code of a `Link`: six digits, derived likewise, so that not even a digest of it lies anywhere that could be searched.
- The token of a task for whoever looks after its system: `<id>-<26 characters>`, bound to a nonce and to their address.
- The token of a `Link`: `<id>-<26 characters>`, bound to its row, purpose and nonce; a new nonce revokes it.
"""

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime

import sqlalchemy as sa

from compliance.db import db
from compliance.gathering import insert
from compliance.tickets.models import Link, Ticket

CODE_DIGITS = 6
MAC_LENGTH = 26  # base32 characters: 130 bits
REPLY = re.compile(rf"(?P<contact>[^+@]+)\+r(?P<number>\d{{1,18}})-(?P<mac>[a-z2-7]{{{MAC_LENGTH}}})@(?P<domain>[^@]+)")
TOKEN = re.compile(rf"(?P<id>[0-9a-f]{{1,16}})-(?P<mac>[a-z2-7]{{{MAC_LENGTH}}})")


def _mac(key: str, *parts: object) -> str:
    digest = hmac.new(key.encode(), "|".join(map(str, parts)).encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:MAC_LENGTH]


def reply_address(ticket: Ticket, key: str) -> str:
    """The address whose answers belong to this ticket."""
    local, _, domain = ticket.contact.partition("@")
    return f"{local}+r{ticket.number}-{_mac(key, 'reply', ticket.id)}@{domain}"


def ticket_of_reply_address(address: str, key: str) -> Ticket | None:
    """The ticket whose reply address this is; None for any other address."""
    match = REPLY.fullmatch(address.strip().lower())
    if match is None:
        return None
    ticket = db.session.scalar(sa.select(Ticket).where(Ticket.number == int(match["number"])))
    if ticket is None or not hmac.compare_digest(_mac(key, "reply", ticket.id), match["mac"]):
        return None
    return ticket


def new_link(ticket: Ticket, purpose: str, expires_at: datetime) -> Link:
    """Writes a link in the open unit."""
    link = Link(ticket_id=ticket.id, purpose=purpose, nonce=secrets.token_hex(16), expires_at=expires_at)
    insert(link)
    return link


def link_token(link: Link, key: str) -> str:
    """What stands in the address of the link's page."""
    return f"{link.id:x}-{_mac(key, link.purpose, link.id, link.nonce)}"


def code_of(link: Link, key: str) -> str:
    """The six digits that stand for a link where somebody types instead of pressing."""
    digest = hmac.new(key.encode(), f"code|{link.id}|{link.nonce}".encode(), hashlib.sha256).digest()
    return str(int.from_bytes(digest) % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def task_token(task_id: int, nonce: str, contact: str, key: str) -> str:
    """What stands in the address of a task's page."""
    return f"{task_id:x}-{_mac(key, 'task', task_id, nonce, contact.strip().lower())}"


def task_id_of(token: str) -> int | None:
    """The task that a token names, be it genuine or not; None where it is no token at all."""
    match = TOKEN.fullmatch(token)
    return int(match["id"], 16) & (2**63 - 1) if match else None


def link_of_token(token: str, key: str) -> Link | None:
    """The link that a token opens, whether or not it has lapsed or was used; None for a forged one."""
    match = TOKEN.fullmatch(token)
    if match is None:
        return None
    link = db.session.get(Link, int(match["id"], 16) & (2**63 - 1))
    if link is None or not hmac.compare_digest(_mac(key, link.purpose, link.id, link.nonce), match["mac"]):
        return None
    return link
