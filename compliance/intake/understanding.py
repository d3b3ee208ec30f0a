"""Kept mail is understood soon after, in a process that can be killed.

The job `mail.understand` reads the raw bytes in the reader's child process (bounded time and memory), and places what was
read and marks the mail as understood in one unit. What the child cannot read comes back as unreadable and becomes a ticket
that needs a person; so does a mail over which the whole road failed on the job's last try.

Mails that wait together are placed together, up to `MOST` of them and `PORTION_BYTES` in one unit; when that fails, each is
done by itself, and a poisoned one harms nobody else. What was not begun within `PATIENCE` seconds is given back.
"""

import atexit
import time
from collections.abc import Iterator
from contextlib import closing

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import undefer

from compliance import jobs
from compliance.asking import answered_ahead
from compliance.db import db, now, unit
from compliance.gathering import flush
from compliance.intake.keeping import UNDERSTOOD, KeptMail, keep, raw_of
from compliance.intake.reader import Question, Reader, Understood
from compliance.intake.reading import salvaged
from compliance.intake.receive import Door, Origin, Placed, contact_of, receive, to_be_asked
from compliance.intake.submission import Submission
from compliance.intake.trace import Trust
from compliance.ledger import gathered
from compliance.registers import contacts
from compliance.rules import addresses
from compliance.rules.jurisdiction import country_of
from compliance.tickets.clock import Office
from compliance.triage import Findings
from config import Settings

MOST = 25
PORTION_BYTES = 4 << 20
PATIENCE = 20.0  # seconds; with the slowest mail on top it is well within the lease
RAW = undefer(KeptMail.sealed)

_reader = Reader()
atexit.register(_reader.close)


def door_of(settings: Settings) -> Door:
    """What the settings and the register of contact addresses say to the road in."""
    entries, house = contacts.all_entries(), office_of(settings)
    offices = {address: _office(contacts.values_of(entries.get(address)), house) for address in settings.contact_address}
    return Door(offices, settings.secret_key)


def office_of(settings: Settings) -> Office:
    """What the settings say about time and law."""
    return Office(settings.timezone, settings.holidays or None, settings.default_regime)


def _office(entry: contacts.Entry, house: Office) -> Office:
    """What one contact address goes by: its own values, and the house's where it has none."""
    return Office(
        entry.timezone or house.timezone, entry.holidays or house.holidays, entry.regime or house.regime,
        entry.language or house.language,
    )


def trust_of(settings: Settings) -> Trust:
    """What the settings say about our own mail server."""
    return Trust(settings.authserv_id, settings.trust_spam_headers, settings.mx_hops)


@jobs.handler(
    "mail.understand", set_aside=lambda claim: _hold_for_a_person(claim), together=lambda claims: understand_all(claims),
    most=MOST,
)
def understand(claim: jobs.Claim) -> None:
    """Understands one kept mail; doing it twice places it once."""
    understand_all([claim])


def understand_all(claims: list[jobs.Claim]) -> None:
    """Understands kept mails, a portion in a unit; doing it twice places each once. Raises over any of them."""
    deadline = time.monotonic() + PATIENCE
    for portion in _portions(claims):
        door = _door()
        read = _read(portion, deadline, door)
        left = [claim for claim in portion if read.get(claim.payload["kept"], ...) is None]
        with unit():
            mails = db.session.scalars(_waiting(portion)).all()
            found = [(mail, understood) for mail in mails if (understood := read.get(mail.id))]
            if len(claims) > 1:
                _place_all(found, door)
            else:
                for mail, understood in found:
                    place(mail, understood.submission, understood.findings, door)
            jobs.done_together([claim for claim in portion if claim not in left])
            for claim in left:
                claim.again(now(), None, counted=False)


def _place_all(read: list[tuple[KeptMail, Understood]], door: Door) -> None:
    """Places many in the open unit, together but for those of one sender, which go one after the other."""
    with gathered():
        for together in _rounds(read):
            # what is asked of the database about one of them does not depend on another
            asked = to_be_asked([understood.submission for _, understood in together.values()], door)
            with db.session.no_autoflush, answered_ahead(asked):
                for mail, understood in together.values():
                    place(mail, understood.submission, understood.findings, door)
            flush()


def _rounds(read: list[tuple[KeptMail, Understood]]) -> list[dict[str, tuple[KeptMail, Understood]]]:
    """Rounds in which each sender has one mail at most, in its order."""
    rounds: list[dict[str, tuple[KeptMail, Understood]]] = []
    for mail, understood in read:
        sender = addresses.key(understood.submission.sender)
        free = next((one for one in rounds if sender not in one), None)
        if free is None:
            rounds.append(free := {})
        free[sender] = (mail, understood)
    return rounds


def _portions(claims: list[jobs.Claim]) -> Iterator[list[jobs.Claim]]:
    """The claims in their order, as many at once as may be held in memory together."""
    sized = sa.select(KeptMail.id, KeptMail.size).where(KeptMail.id.in_(_kept(claims)))
    sizes = {row.id: row.size for row in db.session.execute(sized)}
    portion: list[jobs.Claim] = []
    for claim in claims:
        if portion and sum(sizes.get(kept, 0) for kept in _kept([*portion, claim])) > PORTION_BYTES:
            yield portion
            portion = []
        portion.append(claim)
    yield portion


def _kept(claims: list[jobs.Claim]) -> list[int]:
    return [claim.payload["kept"] for claim in claims]


def _waiting(claims: list[jobs.Claim]) -> sa.Select[KeptMail]:
    """The mails of these claims that are not understood yet, oldest first."""
    return sa.select(KeptMail).where(KeptMail.id.in_(_kept(claims)), KeptMail.state != UNDERSTOOD).order_by(KeptMail.id)


def _read(claims: list[jobs.Claim], deadline: float, door: Door) -> dict[int, Understood | None]:
    """What the reader makes of each of their mails; None for those that it did not come to before the deadline."""
    trust = trust_of(current_app.config["SETTINGS"])
    waiting = db.session.scalars(_waiting(claims).options(RAW)).all()
    mails = {
        mail.id: _question(mail, raw, door, trust) for mail, raw in zip(waiting, raw_of(waiting), strict=True)
    }
    db.session.rollback()  # no transaction is held open while the child reads
    read: dict[int, Understood | None] = dict.fromkeys(mails)
    if mails and time.monotonic() < deadline:
        with closing(_reader.understand_all(list(mails.values()))) as answers:
            for kept_id, understood in zip(mails, answers, strict=False):
                read[kept_id] = understood
                if time.monotonic() >= deadline:
                    break
    return read


def _question(mail: KeptMail, raw: bytes, door: Door, trust: Trust) -> Question:
    """The mail as the reader is asked about it, with the country of the address that it was sent to."""
    country = country_of(door.offices[contact_of(mail.recipients, door.offices)].regime)
    return Question(raw, mail.envelope_sender, frozenset(door.offices), country, trust)


def _door() -> Door:
    return door_of(current_app.config["SETTINGS"])


def place(mail: KeptMail, submission: Submission, findings: Findings | None, door: Door) -> Placed:
    """Places what was read from a kept mail and marks it understood, in the open unit."""
    origin = Origin(tuple(mail.recipients), mail.at, mail.id, mail.sha256)
    placed = receive(submission, findings, origin, door)
    mail.state, mail.message_id = UNDERSTOOD, placed.message_id
    mail.ticket_id = placed.ticket.id if placed.ticket else None
    if placed.ticket and submission.evidence is None and current_app.config["SETTINGS"].verify_dkim:
        jobs.enqueue("mail.verify", kept=mail.id)
    return placed


def hold(header: bytes, recipients: list[str], why: str) -> int:
    """Keeps a mail of which only the header can be had as a ticket that needs a person, in one unit; the kept mail's id."""
    with unit():
        kept = keep(header, recipients, None, "mail")
        mail = db.session.get(KeptMail, kept.id)
        if mail is not None and mail.state != UNDERSTOOD:
            place(mail, salvaged(header, why), None, _door())
        return kept.id


def _hold_for_a_person(claim: jobs.Claim) -> None:
    """The last try failed: the mail stands on the desk as one that needs reading, whatever went wrong."""
    mail = db.session.get(KeptMail, claim.payload["kept"])
    if mail is not None and mail.state != UNDERSTOOD:
        place(mail, Submission(channel="mail", outcome="unreadable", sender="", acknowledge=False), None, _door())
