"""The register of contact addresses: each with its own law, language, days and way of signing.

Which addresses there are is said by the setting CONTACT_ADDRESS alone, since the mail server and the LMTP listener go by it:
an entry for any other is refused. An address without an entry, an entry out of use, and every field left empty go by the
settings. Guarded: changes are told by events. A change counts for tickets that are opened from then on: a ticket keeps the
law, zone and holidays under which it came in.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, db, unit
from compliance.ledger import Guarded, hold, record
from compliance.registers.systems import NotAllowed
from compliance.rules import calendars
from compliance.rules.abilities import Actor
from compliance.rules.regimes import BY_ID

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?")
NAME_LENGTH, SIGNATURE_LENGTH = 120, 2000


class Contact(Guarded, Base):
    """The entry of a contact address. An empty field goes by the settings; so does everything where it is not `active`."""

    __tablename__ = "contacts"
    __entity__ = "contact"
    __personal__ = frozenset({"sender_name", "signature"})

    address: Mapped[str] = mapped_column(sa.String(254), unique=True)
    regime: Mapped[str] = mapped_column(sa.String(40), default="")
    language: Mapped[str] = mapped_column(sa.String(10), default="")
    timezone: Mapped[str] = mapped_column(sa.String(60), default="")
    holidays: Mapped[str] = mapped_column(sa.String(20), default="")
    sender_name: Mapped[str] = mapped_column(sa.String(NAME_LENGTH), default="")
    signature: Mapped[str] = mapped_column(sa.Text, default="")
    active: Mapped[bool] = mapped_column(default=True)


@dataclass(frozen=True)
class Entry:
    """What an address goes by; each empty field as in the settings."""

    regime: str = ""
    language: str = ""
    timezone: str = ""
    holidays: str = ""
    sender_name: str = ""
    signature: str = ""
    active: bool = True


def keep(actor: Actor, address: str, entry: Entry, ours: Sequence[str]) -> Contact:
    """Writes the entry of an address of `ours` (CONTACT_ADDRESS), new or anew. Raises ValueError saying why not, NotAllowed."""
    if not actor.can("system.manage"):
        raise NotAllowed("system.manage")
    plain = address.strip().lower()
    if plain not in ours:
        raise ValueError(f"{plain} is not in CONTACT_ADDRESS: mail to it would not be taken. Add it to the settings first.")
    _check(entry)
    with unit():
        contact = entry_of(plain)
        if contact is None:
            contact = Contact(address=plain, **asdict(entry))
            with record(contact, "contact.added", actor, law=entry.regime or None):
                pass
            return contact
        hold(contact)
        with record(contact, "contact.changed", actor, law=entry.regime or None):
            for name, value in asdict(entry).items():
                setattr(contact, name, value)
        return contact


def _check(entry: Entry) -> None:
    """Raises ValueError for the first field that cannot be."""
    if entry.regime and entry.regime not in BY_ID:
        raise ValueError(f"Unknown law: {entry.regime}.")
    if entry.language and not LANGUAGE.fullmatch(entry.language):
        raise ValueError(f"A language is written as de or pt-br, not {entry.language!r}.")
    if entry.timezone:
        try:
            ZoneInfo(entry.timezone)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"A time zone is written as Europe/Berlin, not {entry.timezone!r}.") from error
    if entry.holidays:
        calendars.check_code(entry.holidays)
    if len(entry.sender_name) > NAME_LENGTH or not entry.sender_name.isprintable():
        raise ValueError(f"A sender's name is one line of at most {NAME_LENGTH} characters.")
    if len(entry.signature) > SIGNATURE_LENGTH:
        raise ValueError(f"A signature has at most {SIGNATURE_LENGTH} characters.")


def entry_of(address: str) -> Contact | None:
    """The entry of an address, in use or not."""
    return db.session.scalar(sa.select(Contact).where(Contact.address == address.lower()))


def all_entries() -> dict[str, Contact]:
    """Every entry by its address, in use or not."""
    return {contact.address: contact for contact in db.session.scalars(sa.select(Contact).order_by(Contact.address))}


def values_of(contact: Contact | None) -> Entry:
    """What an entry says; nothing where there is none or it is out of use."""
    if contact is None or not contact.active:
        return Entry()
    return Entry(contact.regime, contact.language, contact.timezone, contact.holidays, contact.sender_name, contact.signature)
