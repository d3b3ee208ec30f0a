"""The pipe: `flask mail accept` reads one raw mail on standard input, as a mail server runs it for each mail.

The mail is kept first; from then on the exit status is 0 whatever happens. Then it is tried to be understood at once, within
the reader's bounds, and the outcome is printed; where that must wait or fails, it is said to be kept, and the worker
understands it later. What cannot be kept ends with 75 (EX_TEMPFAIL), which makes the mail server try again.
"""

from dataclasses import dataclass

import structlog

from compliance import jobs
from compliance.db import db
from compliance.intake.keeping import UNDERSTOOD, KeptMail, keep
from compliance.tickets.models import Message, Ticket

TRY_AGAIN = 75

log = structlog.get_logger()


@dataclass(frozen=True)
class Accepted:
    """What is printed: the outcome, and the ticket's reference where there is one."""

    outcome: str
    ticket: str | None


def accept(raw: bytes, recipient: str, envelope_sender: str | None = None) -> Accepted:
    """Keeps a mail and tries to understand it at once. Raises what `keep` raises when it cannot be kept."""
    with jobs.taken() as claims:
        kept = keep(raw, [recipient], envelope_sender, "mail")
    try:
        for claim in claims:
            jobs.run(claim)
        return _outcome(kept.id)
    except Exception as error:  # the mail is kept; the worker goes on with it
        log.warning("pipe.kept_only", kept=kept.id, error=type(error).__name__)
        return Accepted("kept", None)


def _outcome(kept_id: int) -> Accepted:
    db.session.rollback()
    mail = db.session.get(KeptMail, kept_id)
    if mail is None or mail.state != UNDERSTOOD:
        return Accepted("kept", None)
    ticket = db.session.get(Ticket, mail.ticket_id) if mail.ticket_id else None
    message = db.session.get(Message, mail.message_id) if mail.message_id else None
    return Accepted(message.outcome if message else "kept", ticket.reference if ticket else None)
