"""Which of our addresses a fetched mail was sent to.

A mailbox has no envelope: what the mail server noted of it in the header must do (Delivered-To, X-Original-To and their
kin), then To and Cc, where the secret reply address of a ticket stands even when the server noted only the mailbox. None
of this is trusted: an address that is not ours is passed over, and a reply address proves itself.
"""

from collections.abc import Iterable

from compliance.intake.addresses import mailboxes
from compliance.intake.headers import HEADER_BYTES, skip_leading, split

NOTED = ("delivered-to", "x-original-to", "x-delivered-to", "envelope-to", "x-envelope-to", "x-forwarded-to")
WRITTEN = ("to", "cc")
MOST = 20


def recipients_of(raw: bytes, contacts: tuple[str, ...]) -> list[str]:
    """Our addresses in a mail's header, in lower case with any `+detail`, what the server noted first; `MOST` of them.

    Where none is named (blind copies, lists, forwarding) it is the first of `contacts`.
    """
    head = raw[:HEADER_BYTES]
    if b"\n" not in head:
        head = head.replace(b"\r", b"\n")
    headers, _ = split(head, skip_leading(head), len(head))
    named = (box for field in (*NOTED, *WRITTEN) for value in headers.all(field) for box in mailboxes(value))
    return _ours((address for _, address in named), contacts)[:MOST] or [contacts[0]]


def _ours(addresses: Iterable[str], contacts: tuple[str, ...]) -> list[str]:
    found: dict[str, None] = {}
    for address in addresses:
        local, _, domain = address.lower().rpartition("@")
        if f"{local.partition('+')[0]}@{domain}" in contacts:
            found[address.lower()] = None
    return list(found)
