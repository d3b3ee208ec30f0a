"""The contact addresses of the demonstration, and what its mail server says of those who write to them."""

from dataclasses import replace

from flask import current_app

from compliance.registers import contacts
from compliance.registers.contacts import Entry
from compliance.rules.abilities import SYSTEM
from config import Settings

SERVER = "mx.example.org"
# What each address of CONTACT_ADDRESS goes by, in their order; further ones go by the settings.
ENTRIES = (
    Entry(signature="The privacy team\nExample House, 1 Harbour Street"),
    Entry("uk-gdpr", "en", "Europe/London", "GB-ENG", "Example UK", "Example UK, Privacy\n2 Quay Road, Bristol"),
)
# Domain of the sender -> what the mail server found out.
FOUND = {
    "example.org": "dkim=pass header.d=example.org; spf=pass smtp.mailfrom=example.org; dmarc=pass header.from=example.org",
    "example.net": "dkim=none; spf=pass smtp.mailfrom=example.net",
}


def furnished(settings: Settings) -> Settings:
    """Gives the contact addresses their entries, and the mail server a name, for as long as this process runs."""
    for address, entry in zip(settings.contact_address, ENTRIES, strict=False):
        contacts.keep(SYSTEM, address, entry, settings.contact_address)
    known = replace(settings, authserv_id=(*settings.authserv_id, SERVER))
    current_app.config["SETTINGS"] = known
    return known


def address_for(domain: str, settings: Settings) -> str:
    """The contact address to which people of a domain write."""
    ours = settings.contact_address
    return ours[1 % len(ours)] if domain.endswith(".example") else ours[0]


def on_top(domain: str) -> bytes:
    """What the mail server writes on top of a mail from this domain."""
    trace = f"Received: from out.{domain} by {SERVER}\n"
    return (trace + (f"Authentication-Results: {SERVER}; {FOUND[domain]}\n" if domain in FOUND else "")).encode()
