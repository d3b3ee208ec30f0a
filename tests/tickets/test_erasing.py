"""What is erased is nowhere any more: not in the database, its log or a dump, however it is spelled; the trail holds."""

import base64
import quopri
import subprocess
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import Base, db, now
from compliance.intake.keeping import KeptMail, keep
from compliance.ledger import Event, verify
from compliance.registers.mailing_lists import make_links
from compliance.rules.abilities import REQUESTER, ROLES, Actor
from compliance.rules.personal import BLANKED, DELETED, NOT_PERSONAL, OTHERS
from compliance.sealing import SealKey, Stored, Unopenable, open_each
from compliance.tickets import erasing
from compliance.tickets.deciding import reopen, set_request, withdraw
from compliance.tickets.door import Forbidden, Refused
from compliance.tickets.erasing import erase
from compliance.tickets.models import Attachment, Message, Ticket
from compliance.tickets.placing import place
from compliance.tickets.retaining import lift_hold, set_hold
from compliance.tickets.searching import Tokens
from compliance.tickets.talking import note

OFFICER = Actor("staff", None, ROLES["officer"])
NAME, ADDRESS, PHONE = "Quirina Zweifelstein", "quirina.zweifelstein@erased.example", "+49 30 7766554"
SOON = now().date() + timedelta(days=90)
STAYS = "benedikt@stays.example"
FILE = f"Passport of {NAME}, {ADDRESS}, {PHONE}"
MAIL = """From: {name} <{address}>\r
To: privacy@example.test\r
Subject: Delete the data of {name}\r
Message-ID: <{number}.{address}>\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=b\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
\r
Please delete my account and everything about {name}. My phone is {phone}.\r
--b\r
Content-Type: text/plain; name="{name}.txt"\r
Content-Disposition: attachment; filename="{name}.txt"\r
Content-Transfer-Encoding: base64\r
\r
{file}\r
--b--\r
"""


def mail(name: str = NAME, address: str = ADDRESS, number: int = 1) -> bytes:
    """A mail with a file, full of the person."""
    file = base64.encodebytes(FILE.encode()).decode().replace("\n", "\r\n")
    return MAIL.format(name=name, address=address, phone=PHONE if name == NAME else "secret", file=file, number=number).encode()


def spellings(mark: str) -> set[bytes]:
    """How a mark may be found in bytes: as it is, in either case, and encoded; base64 wherever it begins."""
    found: set[bytes] = set()
    for text in {mark, mark.lower(), mark.upper()}:
        plain = text.encode()
        found |= {plain, text.encode("utf-16-le"), plain.hex().encode(), plain.hex().upper().encode(),
                  quopri.encodestring(plain, quotetabs=True), quote(text, safe="").encode()}
        for shift in range(3):
            found.add(base64.b64encode(b"x" * shift + plain)[4 if shift else 0:][:(len(plain) - 3) // 3 * 4])
    return found


PG_DUMP = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"), reverse=True)), Path("pg_dump"))
MARKS = [spelling for mark in (NAME, "Zweifelstein", ADDRESS, PHONE) for spelling in spellings(mark)]


def everything(app) -> bytes:
    """Every byte that the database has: SQLite's files, the log among them, or PostgreSQL's dump."""
    db.session.remove()
    url = sa.make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    if url.drivername == "sqlite":
        path = Path(url.database or "")
        return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
    target = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return subprocess.run([PG_DUMP, target], capture_output=True, check=True).stdout


def hits(app) -> list[bytes]:
    """Which marks of the person are there."""
    whole = everything(app)
    return [mark for mark in MARKS if mark in whole]


def received(raw: bytes, sender: str) -> Ticket:
    """The ticket that a mail became."""
    kept = keep(raw, ["privacy@example.test"], sender, "mail")
    jobs.run_due()
    return db.session.get_one(Ticket, db.session.get_one(KeptMail, kept.id).ticket_id)


def closed(raw: bytes = mail(), sender: str = ADDRESS) -> Ticket:
    """The same with all that may hang on it, and closed."""
    ticket = received(raw, sender)
    set_request(ticket.requests[0], OFFICER, kind="amendment", regime="eu-gdpr", learn=True)
    note(ticket, OFFICER, f"{NAME} rang from {PHONE}" if sender == ADDRESS else "Rang")
    close(ticket)
    return ticket


def close(ticket: Ticket) -> None:
    """The person wants nothing any more."""
    for request in ticket.open_requests:
        withdraw(request, REQUESTER)
    jobs.run_due()


def reopened(ticket: Ticket) -> Ticket:
    """Taken up again."""
    reopen(ticket, OFFICER, "mistake")
    return ticket


def test_no_mark_is_left_of_who_was_erased(book):
    closed(mail("Benedikt", STAYS, 2), STAYS)
    ticket = closed()
    ticket_id = ticket.id
    make_links([(ADDRESS, "weekly")], "k" * 32)
    other = received(mail(number=3).replace(b"Delete the data", b"Where is"), ADDRESS)
    place(other, OFFICER, onto=reopened(ticket))
    close(ticket)
    assert {mark for mark in (NAME, ADDRESS, PHONE) if mark.encode() in everything(book)} == {NAME, ADDRESS, PHONE}
    erase(db.session.get_one(Ticket, ticket_id), OFFICER)
    jobs.run_due()
    assert hits(book) == []
    assert STAYS.encode() in everything(book)
    assert verify()[1] is None
    told = db.session.scalars(sa.select(Event.data).where(Event.kind == "ticket.erased", Event.ticket_id == ticket_id)).all()
    assert [(one["part"], one["keys"]) for one in told] == [("raw", 2), ("words", 2), ("identifiers", 0)]


def test_the_files_and_mails_of_who_was_erased_cannot_be_opened(book):
    ticket = closed()
    file = db.session.scalars(sa.select(Attachment)).one()
    copy = (file.key_id, file.id, file.sealed)
    assert file.content.decode() == FILE
    erase(ticket, OFFICER)
    with pytest.raises(Unopenable):  # an older copy, from a backup
        open_each([Stored(*copy)])
    mails = db.session.scalars(sa.select(KeptMail)).all()
    assert [(one.key_id, one.sealed, one.recipients) for one in mails] == [(None, b"", [])]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SealKey)) == 0


def test_what_is_open_or_held_is_not_erased(book):
    ticket = received(mail(), ADDRESS)
    with pytest.raises(Refused, match="Close the ticket first"):
        erase(ticket, OFFICER)
    close(ticket)
    for wrong in ({"ground": "whim"}, {"reason": " "}, {"review_on": now().date()}):
        with pytest.raises(Refused):
            set_hold(ticket, OFFICER, **{"ground": "claim", "reason": "They sue", "review_on": SOON} | wrong)
    set_hold(ticket, OFFICER, "claim", "They sue", SOON)
    with pytest.raises(Refused, match="legal hold"):
        erase(ticket, OFFICER)
    with pytest.raises(Forbidden):
        lift_hold(ticket, Actor("staff", None, ROLES["agent"]))
    lift_hold(ticket, OFFICER)
    with pytest.raises(Forbidden):
        erase(ticket, Actor("staff", None, ROLES["agent"]))
    erase(ticket, OFFICER)
    assert ticket.requester.email == ""


def test_a_letter_that_waits_does_not_go_out_to_nobody(book):
    ticket = closed()
    assert "queued" in db.session.scalars(sa.select(Message.delivery)).all()
    erase(ticket, OFFICER)
    assert "queued" not in db.session.scalars(sa.select(Message.delivery)).all()


def test_erasing_twice_finds_nothing_more_to_destroy(book):
    ticket = closed()
    erase(ticket, OFFICER)
    erase(ticket, OFFICER)
    told = db.session.scalars(sa.select(Event.data).where(Event.kind == "ticket.erased").order_by(Event.id)).all()
    assert [one["keys"] for one in told] == [1, 1, 0, 0, 0, 0]
    assert verify()[1] is None


WORDY = (sa.String, sa.JSON, sa.LargeBinary, Tokens)


def wordy() -> set[str]:
    """Every column of the models that can hold words, codes or bytes."""
    return {f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in table.columns
            if isinstance(column.type, WORDY)}


def listed() -> list[str]:
    """Every column that the lists name."""
    every = [f"{table}.{column}" for lists in (BLANKED, DELETED, OTHERS, NOT_PERSONAL)
             for table, columns in lists.items() for column in columns]
    return sorted(every)


def test_every_column_is_in_exactly_one_list():
    """Whoever adds a column says whether it is personal, and with which part it goes (`rules.personal`)."""
    assert listed() == sorted(wordy())


def test_what_is_personal_has_its_way_from_the_ticket():
    assert {name for name, _ in erasing.rows_of([])} == BLANKED.keys() | DELETED.keys()
