"""Checks a mail's own DKIM signatures (RFC 6376), for houses whose mail server does not.

Only signatures of the domain in From are looked at (`authentication.aligned`), at most MOST of them, and none that leaves a
part of the body unsigned (`l=`). A passing one is proof; anything else, a DNS that does not answer included, says nothing:
mail is changed on its way too often for a broken signature to mean anything.

Bounds, since mail and key are both a stranger's: mails up to MAIL_BYTES with a header of up to HEADER_BYTES and without white
space that goes on for WHITE characters (which the library would be slow over), keys up to KEY_BYTES of text (RSA with 4096
bits has 740).
"""

import re
from collections.abc import Callable, Sequence

import dkim
from dkim.util import InvalidTagValueList, parse_tag_value

from compliance.intake.authentication import aligned, domain_of
from compliance.rules.evidence import HERE, PASSED, Check, Evidence

MOST = 3
MAIL_BYTES = 5_000_000
HEADER_BYTES = 60_000
KEY_BYTES = 1200
WHITE = re.compile(rb"[ \t]{1000}")
HEADER_END = re.compile(rb"\r?\n\r?\n")

# The text of a TXT record by its name; None where there is none. OSError where the DNS does not answer.
Lookup = Callable[[str], bytes | None]


def checked(raw: bytes, senders: Sequence[str], lookup: Lookup) -> Evidence | None:
    """That the domain in From signed the mail, where that holds; else None. Never raises over mail, key or DNS."""
    sender = domain_of(senders[0]) if len(senders) == 1 else ""
    end = HEADER_END.search(raw, 0, HEADER_BYTES)
    if not sender or end is None or len(raw) > MAIL_BYTES or WHITE.search(raw):
        return None
    try:
        mail = dkim.DKIM(raw)
        passed = (domain for number, domain in _signatures(mail, sender) if mail.verify(number, _bounded(lookup)))
        domain = next(passed, None)
    except Exception:  # a stranger wrote mail, signature and key: whatever is wrong with them, nobody vouches
        return None
    return Evidence((HERE,), (Check("dkim", PASSED, domain, aligned=True),)) if domain else None


def _signatures(mail: dkim.DKIM, sender: str) -> list[tuple[int, str]]:
    """The number (from the top) and domain of each signature that could vouch for the sender."""
    found: list[tuple[int, str]] = []
    values = [value for name, value in mail.headers if name.lower() == b"dkim-signature"]
    for number, value in enumerate(values[:20]):
        try:
            tags = parse_tag_value(value)
        except InvalidTagValueList:
            continue
        domain = domain_of(tags.get(b"d", b"").decode("utf-8", "replace"))
        if aligned(domain, sender) and b"l" not in tags:
            found.append((number, domain))
    return found[:MOST]


def _bounded(lookup: Lookup) -> Callable[..., bytes | None]:
    """The look-up as the library calls it; a key too long to be worth the time is none."""

    def found(name: bytes, timeout: int = 0) -> bytes | None:
        record = lookup(name.decode("ascii"))
        return record if record and len(record) <= KEY_BYTES else None

    return found
