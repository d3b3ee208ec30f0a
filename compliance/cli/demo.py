"""`flask demo`: fills an empty book with a believable three months of work, by the same verbs that people use.

Raw mails go in by `keep` and are understood by the job; time is handed in day by day, so letters, reminders and the trail are
what a real office would have. People and addresses are invented (example.org and friends, RFC 2606), and no letter leaves
the house: they are filled in and marked as sent without a mail server. Staff get one-time links, which are printed.
"""

import hashlib
import random
import unicodedata
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext

from compliance import jobs
from compliance.cli.demo_desk import set_up_the_desk
from compliance.cli.demo_letters import LETTERS, NAMES
from compliance.cli.demo_policy import publish
from compliance.cli.demo_retention import keep_the_registers
from compliance.cli.demo_senders import address_for, furnished, on_top
from compliance.cli.demo_strays import strays
from compliance.db import clock_at, db, now, unit
from compliance.intake.keeping import keep
from compliance.intake.leaving import press
from compliance.intake.understanding import door_of
from compliance.ledger import seal
from compliance.letters.sending import fill_in
from compliance.people import accounts
from compliance.people.models import Staff
from compliance.registers import systems
from compliance.registers.mailing_lists import link_of_token, make_links
from compliance.registers.systems import Entry
from compliance.reports import snapshot
from compliance.rules import lifecycle
from compliance.rules.abilities import REQUESTER, SYSTEM, owner_actor
from compliance.tickets import correcting, deciding, instructing, showing, talking, timing, working
from compliance.tickets.chasing import chase
from compliance.tickets.expiring import expire
from compliance.tickets.models import Link, Message, PrivacyRequest, Ticket
from compliance.tickets.sweep import sweep
from config import Settings

DAYS = 90
SEED = 2026
BY_LINK = 0.06  # of what comes in
TEAM = (("ana@staff.example.org", "Ana Torres", "officer"), ("ben@staff.example.org", "Ben Okafor", "agent"),
        ("carla@staff.example.org", "Carla Weiss", "agent"), ("ines@staff.example.org", "Inês Prado", "auditor"))
# The register: one of the systems is a processor's, who is asked by link.
SYSTEMS = (
    Entry("Newsletter", ["removal", "unsubscribe", "amendment", "withdraw_consent", "objection"], owner="Marketing"),
    Entry("Shop accounts", ["removal", "amendment", "access", "portability", "restriction"], owner="Shop team",
          holds="Names, addresses, orders",
          how={"removal": "Customers, Anonymise. Orders stay ten years: kept, legal duty."}),
    Entry("Community forum", ["removal", "amendment", "access"], owner="Community team"),
    Entry("Invoices", ["removal", "access", "amendment"], owner="Accounting"),
    Entry("Parcel service", ["removal", "amendment"], owner="Nordpost", holds="Names and delivery addresses",
          relation="recipient", contact="privacy@nordpost.example", days=10),
)


@click.command()
@with_appcontext
def demo() -> None:
    """Fill an empty book with three months of invented work."""
    if db.session.scalar(sa.select(Ticket.id).limit(1)):
        raise click.ClickException("the book is not empty; demo fills an empty one only")
    settings: Settings = current_app.config["SETTINGS"]
    start = now().replace(hour=7, minute=0) - timedelta(days=DAYS)
    with clock_at(start):
        team = [accounts.add(SYSTEM, email, role, name)[0] for email, name, role in TEAM]
        for entry in SYSTEMS:
            systems.add(SYSTEM, entry)
        settings = furnished(settings)
    with jobs.taken() as promised:  # so that a worker that runs meanwhile sends nothing of it
        house = _House(settings, team, promised)
        for day in range(DAYS + 1):
            house.live_through(start + timedelta(days=day))
        house.find_strays()
        house.keep_registers()
    seal()
    for staff in team:
        click.echo(f"{staff.name} ({staff.role}): {settings.public_url}/staff/welcome/{accounts.invite(staff, SYSTEM)}")
    tickets = db.session.scalar(sa.select(sa.func.count(Ticket.id)))
    click.echo(f"{tickets} tickets from {DAYS} days.")


def _user_name(name: str) -> str:
    """The local part that somebody of this name has."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("ü", "ue").replace("ł", "l").replace(" ", "."))
    return plain.encode("ascii", "ignore").decode()


class _House:
    """Three members of staff who come in each weekday, and the people who write to them."""

    def __init__(self, settings: Settings, team: list[Staff], promised: list[jobs.Claim]) -> None:
        self._settings = settings
        self._promised = promised
        self._team = [staff.id for staff in team if staff.role != "auditor"]
        self._chance = random.Random(SEED)  # noqa: S311

    def live_through(self, morning: datetime) -> None:
        """One day: mails come in through the day, staff work on weekdays, the clock does its part."""
        if morning > datetime.now(morning.tzinfo):
            return
        for hour in sorted(self._chance.sample(range(10), k=self._chance.choice((0, 1, 1, 2, 3)))):
            with clock_at(morning + timedelta(hours=hour, minutes=self._chance.randrange(60))):
                self._write_in()
        with clock_at(morning + timedelta(hours=9)):
            sweep()
            chase()
            self._run_jobs()
            if morning.weekday() < 5:
                self._work()
                self._run_jobs()

    def find_strays(self) -> None:
        """What lies on the desk this morning and is nobody's plain request."""
        contact = self._settings.contact_address[0]
        for raw, sender in strays(contact):
            keep(raw, [contact], sender, "mail")
            self._run_jobs()

    def keep_registers(self) -> None:
        """Retention as the officers find it this morning."""
        keep_the_registers(db.session.get_one(Staff, self._team[0]), now().date())
        publish(now().date())
        set_up_the_desk(db.session.get_one(Staff, self._team[0]))
        self._run_jobs()
        expire(now().date())
        snapshot.refresh(now().date())
        self._run_jobs()

    def _press(self) -> None:
        """Somebody leaves the newsletter by its link."""
        name = self._chance.choice(NAMES)
        pair = (f"{_user_name(name)}@reader.example", "newsletter")
        token = make_links([pair], self._settings.secret_key)[0]
        link = link_of_token(token, self._settings.secret_key)
        if link is not None:
            press(link, door_of(self._settings), self._settings.contact_address[0], "en")
            self._run_jobs()

    def _write_in(self) -> None:
        if self._chance.random() < BY_LINK:
            self._press()
            return
        sample = self._chance.choices(LETTERS, [letter.weight for letter in LETTERS])[0]
        name = self._chance.choice(NAMES)
        mail = EmailMessage()
        domain = self._chance.choice(("example.org", "example.net", "mail.example"))
        address = f"{_user_name(name)}@{domain}"
        mail["From"] = f"{name} <{address}>"
        contact = address_for(domain, self._settings)
        mail["To"] = contact
        mail["Subject"], mail["Date"] = sample.subject, format_datetime(now())
        mail["Message-ID"] = f"<{self._chance.getrandbits(64):x}@mail.example>"
        for header, value in sample.headers:
            mail[header] = value
        mail.set_content(sample.body.format(name=name))
        keep(on_top(domain) + mail.as_bytes(), [contact], "" if sample.headers else address, "mail")
        self._run_jobs()

    def _run_jobs(self) -> None:
        """Mails are really read; letters are filled in and said to be sent, and staff are told nothing."""
        while self._promised:
            claim = self._promised.pop(0)
            if claim.kind == "letter.send":
                message = db.session.get_one(Message, claim.payload["message"])
                fill_in(message)
                talking.letter_sent(message, SYSTEM, hashlib.sha256(message.body.encode()).hexdigest(), claim)
            elif claim.kind in {"mail.understand", "retention.replan", "task.ask"}:
                jobs.run(claim)
            else:
                with unit():
                    claim.done()

    def _work(self) -> None:
        live = sa.select(Ticket.id).where(Ticket.state.in_(sorted(lifecycle.LIVE))).order_by(Ticket.sort_due, Ticket.id)
        for ticket_id in db.session.scalars(live).all():
            if self._chance.random() < 0.45:
                self._work_on(db.session.get_one(Ticket, ticket_id))

    def _work_on(self, ticket: Ticket) -> None:
        staff = db.session.get_one(Staff, ticket.assignee_id or self._chance.choice(self._team))
        if ticket.assignee_id is None:
            deciding.assign(ticket, staff.actor, staff)
        if ticket.unread or ticket.needs_reading:
            talking.mark_read(ticket, staff.actor)
        if not ticket.requests:
            talking.note(ticket, staff.actor, "No privacy request; passed on to the shop team.")
            correcting.close_unasked(ticket, staff.actor, reason="ordinary")
            return
        for request in ticket.open_requests:
            if request.suggested:
                deciding.set_request(request, staff.actor, kind=request.kind, regime=request.regime)
            elif not self._proven(ticket, request, staff) or self._put_off(request, staff):
                return
            else:
                self._carry_out(request, staff)

    def _proven(self, ticket: Ticket, request: PrivacyRequest, staff: Staff) -> bool:
        if not showing.lacks(request, ticket):
            return True
        if ticket.proof:
            self._look_up(ticket, staff)
            return not showing.lacks(request, ticket)
        link = db.session.scalar(sa.select(Link).where(Link.ticket_id == ticket.id, Link.purpose == "proof")
                                 .order_by(Link.id.desc()).limit(1))
        if link is None or link.expires_at < now():
            talking.ask_proof(ticket, staff.actor)
        elif self._chance.random() < 0.7:
            talking.give_proof(ticket, REQUESTER, link)
        return False

    def _look_up(self, ticket: Ticket, staff: Staff) -> None:
        """Most people write from the address that has long been on file, and say who they are."""
        held = self._chance.random() < 0.9
        points = self._chance.choice((["name", "customer_number"], ["name", "recent_activity"], ["name", "order_number"]))
        since = ticket.received_at.date() - timedelta(days=self._chance.randrange(40, 2000)) if held else None
        showing.check_file(ticket, staff.actor, since=since, points=points if held else [*points, "joined"])

    def _put_off(self, request: PrivacyRequest, staff: Staff) -> bool:
        """A copy of one's data takes longest: now and then staff ask back, or extend."""
        if request.kind != "access" or not request.ticket.answerable:
            return False
        if self._chance.random() < 0.3:
            timing.clarify(request, staff.actor, text="Which of your orders do you mean?")
            return True
        if self._chance.random() < 0.4 and timing.extension_today(request, request.ticket):
            timing.extend(request, staff.actor, ground="number")
            return True
        return False

    def _carry_out(self, request: PrivacyRequest, staff: Staff) -> None:
        left = [task for task in request.tasks if task.outcome is None and not task.dropped]
        for task in left[:2]:
            outcome = self._chance.choices(("done", "nothing_found", "kept"), (7, 2, 1))[0]
            ground = "legal_duty" if outcome == "kept" else None
            if instructing.instruction_of(task):
                instructing.answer(task, owner_actor(task.system_id), outcome, ground, "", {})
            else:
                working.finish_task(task, staff.actor, outcome, ground)
        if len(left) > 2:
            return
        kept = any(task.outcome == "kept" for task in request.tasks)
        deciding.close_request(request, staff.actor, outcome="partly" if kept else "done",
                               ground="legal_duty" if kept else None)
