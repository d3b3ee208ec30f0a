"""Links by which the people on a mailing list leave it: one row for each address and list, the same link in every issue.

The token is 26 characters of an HMAC over list and address (130 bits, lower case, so that it also stands in a mail address:
`contact+unsubscribe-<token>@domain`). It says nothing about the person, is never stored, and is found again by its own
SHA-256. A forwarded newsletter carries it along: it is good for leaving this list and proves nothing else.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, db, now, unit

TOKEN_LENGTH = 26  # base32 characters: 130 bits
TOKEN = re.compile(rf"[a-z2-7]{{{TOKEN_LENGTH}}}")
DETAIL = "unsubscribe-"
LEAVING = re.compile(rf"[^+@]+\+{DETAIL}(?P<token>[a-z2-7]{{{TOKEN_LENGTH}}})@[^@]+")
LIST = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
ADDRESS = re.compile(r"[^@\s,<>\"\x00-\x1f\x7f]{1,64}@[^@\s,<>\"\x00-\x1f\x7f]{1,190}")
BATCH = 500


class ListLink(Base):
    """An address on a list. `id` is the SHA-256 of its token."""

    __tablename__ = "list_links"

    id: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    address: Mapped[str] = mapped_column(sa.String(320), index=True)
    in_list: Mapped[str] = mapped_column(sa.String(40))
    made_at: Mapped[datetime]


def keyed(key: str, purpose: str, in_list: str, address: str) -> bytes:
    """HMAC-SHA-256 over list and address, upper and lower case being one; `purpose` keeps uses apart."""
    parts = (purpose, in_list, address.strip().casefold())  # no list's name contains the separator
    return hmac.new(key.encode(), "|".join(parts).encode(), hashlib.sha256).digest()


def list_name(text: str) -> str:
    """A list's name as it is kept. Raises ValueError for one that is no short word of a-z, 0-9, dot, dash, underscore."""
    name = text.strip().lower()
    if not LIST.fullmatch(name):
        raise ValueError(f"a list is named by up to 40 letters a-z, digits, '.', '_' or '-', not {text!r}")
    return name


def token_for(in_list: str, address: str, key: str) -> str:
    """What stands in the address of the link's page."""
    return base64.b32encode(keyed(key, "unsubscribe", in_list, address)).decode().lower()[:TOKEN_LENGTH]


def make_links(wanted: Iterable[tuple[str, str]], key: str) -> list[str]:
    """Tokens for pairs of address and list, in their order; links made before stay. Raises ValueError naming a wrong one."""
    pairs = [(_address(address), list_name(name)) for address, name in wanted]
    tokens = [token_for(name, address, key) for address, name in pairs]
    made = now()
    rows = [
        {"id": _row_id(token), "address": address, "in_list": name, "made_at": made}
        for token, (address, name) in zip(tokens, pairs, strict=True)
    ]
    insert = postgres_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    with unit():
        for first in range(0, len(rows), BATCH):
            db.session.execute(insert(ListLink).on_conflict_do_nothing(), rows[first:first + BATCH])
    return tokens


def link_of_token(token: str, key: str) -> ListLink | None:
    """The link that a token opens; None for a forged one, and for all that were made under another key."""
    if not TOKEN.fullmatch(token):
        return None
    link = db.session.get(ListLink, _row_id(token))
    return link if link and hmac.compare_digest(token_for(link.in_list, link.address, key), token) else None


def leaving_address(token: str, contact: str) -> str:
    """The mail address that does what the link does."""
    local, _, domain = contact.partition("@")
    return f"{local}+{DETAIL}{token}@{domain}"


def link_addressed(recipients: Iterable[str], key: str) -> ListLink | None:
    """The link whose mail address is among a mail's recipients."""
    matches = (LEAVING.fullmatch(recipient.strip().lower()) for recipient in recipients)
    links = (link_of_token(match["token"], key) for match in matches if match)
    return next((link for link in links if link), None)


def _row_id(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _address(text: str) -> str:
    address = text.strip()
    if not ADDRESS.fullmatch(address):
        raise ValueError(f"{text!r} is no mail address")
    return address
