"""What went to and came from one address in the last 24 hours; bounded, however much it was."""

from datetime import timedelta

import sqlalchemy as sa

from compliance.db import db, now
from compliance.tickets.models import Message, Requester, Ticket

DAY = timedelta(days=1)
HELD = "held"  # the delivery of a letter that was written and not sent
NEWEST = 200  # tickets of one address that are looked at

# Put together once, since every mail asks them: the newest requesters of an address, and what they did since a moment.
_REQUESTERS = (sa.select(Requester.id).where(Requester.email_key == sa.bindparam("address"))
               .order_by(Requester.id.desc()).limit(sa.bindparam("most")))
OPENED = sa.select(sa.func.count(Ticket.id)).where(
    Ticket.requester_id.in_(_REQUESTERS), Ticket.opened_at > sa.bindparam("since"))
WRITTEN = sa.select(sa.func.count(Message.id)).where(
    Message.ticket_id.in_(sa.select(Ticket.id).where(Ticket.requester_id.in_(_REQUESTERS))), Message.direction == "out",
    Message.author_id.is_(None), Message.letter.is_not(None), Message.delivery != HELD, Message.at > sa.bindparam("since"))


def opened_by(address_key: str, most: int) -> int:
    """How many tickets an address (casefolded) has opened in a day, counted up to `most`."""
    if not address_key or not most:
        return 0
    return db.session.scalar(OPENED, {"address": address_key, "most": most, "since": now() - DAY}) or 0


def written_to(address_key: str) -> int:
    """How many letters went to an address in a day that nobody on staff asked for."""
    return db.session.scalar(WRITTEN, {"address": address_key, "most": NEWEST, "since": now() - DAY}) or 0
