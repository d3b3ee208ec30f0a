"""The certificate of a retention run: what was erased when, by whose release, with the digests that the trail holds as well.

It names references, counts and digests, nobody's name: it may be shown to whoever asks for proof of erasure. The text has every
line; the paper the first `LINES_ON_PAPER` and the digest of the whole text, so that the two can be held against each other.
"""

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa

from compliance.db import db
from compliance.people.models import Staff
from compliance.reports.papers import Paper
from compliance.rules.personal import PARTS
from compliance.rules.retention import BY_KEY
from compliance.tickets.models import Ticket
from compliance.tickets.releasing import RetentionRun
from compliance.tickets.retaining import DONE, RetentionDue

LINES_ON_PAPER = 400
PAGE = 1_000


def heading(run: RetentionRun) -> list[tuple[str, str]]:
    """What is said of the whole run."""
    done = sa.select(sa.func.count(), sa.func.sum(RetentionDue.rows), sa.func.max(RetentionDue.done_at)).where(
        RetentionDue.run_id == run.id, RetentionDue.state == DONE)
    count, rows, last = db.session.execute(done).one()
    staff = db.session.get(Staff, run.by_id) if run.by_id else None
    return [
        ("Run", str(run.id)),
        ("Released", f"{run.at:%Y-%m-%d %H:%M} UTC by {f'colleague {staff.id}' if staff else 'the program'}"),
        ("Due by", run.until.isoformat()),
        ("Erased", f"{count} of {run.count} parts, {rows or 0} entries"),
        ("Finished", f"{last:%Y-%m-%d %H:%M} UTC" if last and count == run.count else "not yet"),
    ]


def lines(run: RetentionRun) -> Iterator[str]:
    """One line for each part of a ticket that was erased: reference, part, entries, when, digest."""
    after = ("", 0)
    while True:
        wanted = sa.select(RetentionDue, Ticket.reference).join(Ticket, Ticket.id == RetentionDue.ticket_id).where(
            RetentionDue.run_id == run.id, RetentionDue.state == DONE,
            sa.tuple_(RetentionDue.part, RetentionDue.ticket_id) > sa.tuple_(*(sa.literal(one) for one in after)))
        page = db.session.execute(wanted.order_by(RetentionDue.part, RetentionDue.ticket_id).limit(PAGE)).all()
        for due, reference in page:
            yield f"{reference}  {due.part:<11}  {due.rows or 0:>5}  {due.done_at:%Y-%m-%d %H:%M}  {due.digest}"
        if len(page) < PAGE:
            return
        after = (page[-1][0].part, page[-1][0].ticket_id)


def text(run: RetentionRun, organisation: str) -> str:
    """The whole certificate."""
    top = [f"Certificate of erasure: {organisation}", ""] + [f"{name}: {value}" for name, value in heading(run)]
    remains = [f"What remains. {rule.what}: {rule.remains}." for rule in BY_KEY.values() if rule.key in PARTS]
    return "\n".join([*top, "", *remains, "", "reference, part, entries, time (UTC), digest of which entries", *lines(run), ""])


def paper(run: RetentionRun, organisation: str) -> bytes:
    """The same as a PDF; of a long list the beginning."""
    whole = text(run, organisation)
    every = whole.split("\n")
    made = Paper(f"Certificate of erasure: {organisation}", run.at)
    made.rows(heading(run))
    made.rows([("SHA-256 of the text of this certificate", hashlib.sha256(whole.encode()).hexdigest())])
    made.head("What was erased")
    made.text("\n".join(every[len(heading(run)) + 3:][:LINES_ON_PAPER]))
    if len(every) > LINES_ON_PAPER:
        made.text("The list goes on in the text of this certificate.")
    return made.content()
