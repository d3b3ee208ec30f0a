"""What the clock does about retention: announce and release what comes due, and take away what needs nobody's release.

`expire(today)` may run as often as it likes: each step looks first and writes only where something has come due. Promises about
data elsewhere and legal holds that are to be reviewed are reminded of once for each date.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from dateutil.relativedelta import relativedelta

from compliance import jobs
from compliance.db import db, unit
from compliance.ledger import digest, record
from compliance.people import accounts
from compliance.registers import house, promises, retention
from compliance.rules.abilities import SYSTEM
from compliance.rules.personal import RAW, columns_of
from compliance.rules.retention import ACCOUNTS, ANNOUNCE_DAYS, BY_KEY, PILE
from compliance.tickets.erasing import destroy_keys, wipe
from compliance.tickets.models import Attachment, Message, Ticket
from compliance.tickets.releasing import announce, announceable, coming, release
from compliance.tickets.retaining import LegalHold, RetentionDue

MOST = 500


def expire(today: date) -> int:
    """Does once what has come due. Returns how many parts were announced or released, and rows and reminders written."""
    done = 0
    if db.session.scalar(sa.select(RetentionDue.ticket_id).where(announceable(today)).limit(1)) is not None:
        done += announce(today)
    automatic = sa.select(RetentionDue.ticket_id).where(coming(today), RetentionDue.automatic).limit(1)
    if db.session.scalar(automatic) is not None:
        done += release(SYSTEM, today, automatic=True) is not None
    return done + erase_pile(_before(today, PILE)) + _erase_accounts(_before(today, ACCOUNTS)) + _remind(today)


def erase_pile(before: date) -> int:
    """Takes away automatic mail that belongs to no ticket and came before a day, with its keys. Returns how many mails."""
    old = sa.select(Message.id, Message.kept_id).where(
        Message.ticket_id.is_(None), Message.at < datetime.combine(before, time(), UTC)).order_by(Message.id)
    done = 0
    while rows := db.session.execute(old.limit(MOST)).all():
        with unit():
            _take_away(before, [row.id for row in rows], [row.kept_id for row in rows if row.kept_id])
            jobs.enqueue("retention.settle")
        done += len(rows)
    return done


def _take_away(before: date, messages: Sequence[int], kept: Sequence[int]) -> None:
    files = list(db.session.scalars(sa.select(Attachment.id).where(Attachment.message_id.in_(messages))))
    found = {"kept_mails": kept, "attachments": files, "messages": messages}
    keys = sum(len(destroy_keys(table, found[table])) for table in ("kept_mails", "attachments"))
    wipe("kept_mails", list(kept), columns_of(RAW, "kept_mails"))
    wipe("attachments", files)
    wipe("messages", list(messages))
    told = digest({table: sorted(ids) for table, ids in found.items()})
    house.tell("house.pile_erased", SYSTEM, before=before.isoformat(), rows=len(messages), keys=keys, digest=told)


def _erase_accounts(before: date) -> int:
    return accounts.erase_ended(SYSTEM, datetime.combine(before, time(), UTC))


def _before(today: date, key: str) -> date:
    """The day before which what a rule is about has had its time."""
    setting = next((one for one in retention.settings() if one.key == key), None)
    return today - relativedelta(months=setting.months if setting else BY_KEY[key].months)


def _remind(today: date) -> int:
    """Promises and holds that come up for review are reminded of, once for each date."""
    until = today + timedelta(days=ANNOUNCE_DAYS)
    due = promises.to_tell(until)
    for promise in due:
        with unit():
            promises.told(promise, SYSTEM)
            jobs.enqueue("promise.tell", promise=promise.id, due=promise.review_on.isoformat() if promise.review_on else "")
    review = sa.select(LegalHold).where(LegalHold.review_on <= until, LegalHold.lifted_at.is_(None), ~LegalHold.told)
    held = list(db.session.scalars(review.limit(MOST)))
    for hold in held:
        with unit():
            ticket = db.session.get_one(Ticket, hold.ticket_id)
            with record(ticket, "hold.reminded", SYSTEM, review=hold.review_on.isoformat()):
                hold.told = True
            jobs.enqueue("hold.tell", ticket=ticket.id, due=hold.review_on.isoformat())
    return len(due) + len(held)
