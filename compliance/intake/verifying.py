"""The job `mail.verify`: checks a mail's signatures ourselves, after it is on its ticket, where VERIFY_DKIM is set.

It needs the DNS, so it is no part of understanding a mail: whatever it meets, the mail is where it belongs already. Each
look-up takes at most `SECONDS`; where the DNS does not answer, nobody vouches. What our own mail server has said is never
overruled.
"""

import dns.exception
import dns.resolver
import sqlalchemy as sa

from compliance import jobs
from compliance.db import db, unit
from compliance.intake.addresses import mailboxes
from compliance.intake.headers import HEADER_BYTES, skip_leading, split
from compliance.intake.keeping import KeptMail
from compliance.intake.signatures import checked
from compliance.rules.abilities import SYSTEM
from compliance.tickets.models import Message
from compliance.tickets.vouching import sender_checked

SECONDS = 3.0


@jobs.handler("mail.verify", tries=3)
def verify(claim: jobs.Claim) -> None:
    """Checks one kept mail; doing it twice changes nothing."""
    mail = db.session.get(KeptMail, claim.payload["kept"])
    raw = mail.raw if mail else b""
    db.session.rollback()  # no transaction is held open while the DNS answers
    found = checked(raw, _senders(raw), txt)
    with unit():
        message = db.session.scalar(sa.select(Message).where(Message.kept_id == claim.payload["kept"]).limit(1))
        if found and message is not None and message.ticket is not None and message.evidence is None:
            sender_checked(message.ticket, SYSTEM, message, found)
        claim.done()


def txt(name: str) -> bytes | None:
    """The TXT record of a name in the DNS; None where there is none or no answer in time."""
    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=SECONDS)
    except dns.exception.DNSException:
        return None
    return next((b"".join(record.strings) for record in answer), None)


def _senders(raw: bytes) -> list[str]:
    """The addresses in From."""
    head = raw[:HEADER_BYTES]
    headers, _ = split(head, skip_leading(head), len(head))
    return [address for value in headers.all("from") for _, address in mailboxes(value)]
