"""An office at work for years: people ask, wait, answer; staff pause, extend, decide; the clock runs, is killed, stands still.

Every act goes through the verbs. Beside it `slow_reckoning` is told the same happenings, and says after each day what the due
date must be and which rungs must have been told; where the book says otherwise, `faults` grows.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from compliance import jobs
from compliance.db import clock_at, db
from compliance.rules.abilities import REQUESTER
from compliance.tickets import deciding, talking, timing
from compliance.tickets.arrivals import Arrival, Asked
from compliance.tickets.clock import Office
from compliance.tickets.models import NO_DUE_DATE, Reminder, Ticket
from compliance.tickets.opening import open_ticket
from compliance.tickets.sweep import sweep
from tests.tickets import slow_reckoning as slow

ZONE = ZoneInfo("Europe/Berlin")
LAWS = ("eu-gdpr", "eu-gdpr", "uk-gdpr", "us-ca-ccpa")
KINDS = ("removal", "access", "amendment")


class Killed(BaseException):
    """The process is killed in the middle of a unit."""


@dataclass
class Known:
    """What the slow reckoning knows of one ticket."""

    received: date
    asked: slow.Asked
    open: bool = True
    told: set[tuple[str, date]] = field(default_factory=set)
    expected: list[tuple[str, date, bool]] = field(default_factory=list)


class Busy:
    """The office. `kill` is called before each sweep and says after how many jobs it is killed, None for not at all."""

    def __init__(self, holidays: str, staff: list, seed: int) -> None:
        self.office = Office("Europe/Berlin", holidays or None, "eu-gdpr")
        self.holidays = holidays
        self.staff = staff
        self.chance = random.Random(seed)
        self.known: dict[int, Known] = {}
        self.faults: list[str] = []

    def live(self, first: date, days: int, tickets: int) -> None:
        """So many days, over which so many tickets come in; some weekends and now and then a week the clock stands still."""
        arrivals = sorted(self.chance.randrange(days - 60) for _ in range(tickets))
        asleep_until = -1
        for n in range(days):
            day = first + timedelta(days=n)
            with clock_at(datetime.combine(day, datetime.min.time(), ZONE) + timedelta(hours=9)):
                for _ in range(arrivals.count(n)):
                    self._write_in(day)
                for ticket_id in [one for one, known in self.known.items() if known.open]:
                    if self.chance.random() < 0.05:
                        self._act(db.session.get(Ticket, ticket_id), day)
            if n > asleep_until and self.chance.random() < 0.02:
                asleep_until = n + self.chance.choice((2, 3, 7))
            if n > asleep_until:
                self._sweep(day)
            if n % 7 == 0:
                self._compare(day)
        self._compare(first + timedelta(days=days))

    def _write_in(self, day: date) -> None:
        kind, law = self.chance.choice(KINDS), self.chance.choice(LAWS)
        moment = datetime.combine(day, datetime.min.time(), ZONE) + timedelta(hours=self.chance.randrange(9))
        came = Arrival(channel="mail", contact="privacy@example.test", sender=f"p{len(self.known)}@example.org",
                       subject="Please", text="Please.", body="Please.", asked=(Asked(kind, law),), answerable=False,
                       received_at=moment)
        ticket = open_ticket(came, REQUESTER, self.office)
        self.known[ticket.id] = Known(day, slow.Asked(law, kind))

    def _act(self, ticket: Ticket, day: date) -> None:
        known, request, actor = self.known[ticket.id], ticket.requests[0], self.chance.choice(self.staff)
        waits = [n for n, wait in enumerate(known.asked.waits) if wait[2] is None]
        deed = self.chance.choice(("pause", "pause", "answer", "answer", "extend", "law", "receipt", "close", "close"))
        if deed == "pause":
            reason = self.chance.choice(("identity", "clarification"))
            since = max(known.received, day - timedelta(days=self.chance.randrange(3)))
            if not any(known.asked.waits[n][0] == reason for n in waits):
                timing.pause(request, actor, reason=reason, since=since)
                known.asked.waits.append((reason, since, None))
        elif deed == "answer" and waits:
            answer = Arrival(channel="mail", contact="privacy@example.test", sender="p@example.org", subject="Re", text="Here.",
                             body="Here.", outcome="reply", answerable=False)
            talking.receive_message(ticket, REQUESTER, answer)
            for n in waits:
                reason, since, _ = known.asked.waits[n]
                known.asked.waits[n] = (reason, since, day)
        elif deed == "extend" and not waits and timing.extension_today(request, ticket):
            timing.extend(request, actor, ground="complexity", letter=False)
            known.asked.told_on = day
        elif deed == "law":
            known.asked.law, known.asked.kind = self.chance.choice(LAWS), self.chance.choice(KINDS)
            deciding.set_request(request, actor, kind=known.asked.kind, regime=known.asked.law)
        elif deed == "receipt" and not known.asked.waits and known.received > day - timedelta(days=300):
            known.received -= timedelta(days=self.chance.randrange(1, 9))
            timing.set_receipt(ticket, actor, day=known.received, reason="elsewhere")
        elif deed == "close":
            self._end(ticket, actor)

    def _end(self, ticket: Ticket, actor) -> None:
        deciding.close_request(ticket.requests[0], actor, outcome="refused", ground="nothing_held", letter=False)
        self.known[ticket.id].open = False

    def _sweep(self, day: date) -> None:
        moment = datetime.combine(day, datetime.min.time(), ZONE) + timedelta(hours=17)
        with clock_at(moment.astimezone(UTC)):
            for _ in range(3):
                self._killed_sweep()
            sweep()
        for known in self.known.values():
            if known.open:
                self._expect(known, day)

    def _killed_sweep(self) -> None:
        """One in three sweeps dies after some promises: nothing of its unit may be left."""
        left = [self.chance.randrange(4)] if self.chance.random() < 0.1 else []
        real = jobs.enqueue

        def dying(kind: str, **payload):
            if left and left[0] == 0:
                raise Killed
            if left:
                left[0] -= 1
            return real(kind, **payload)

        if not left:
            return
        jobs.enqueue = dying
        try:
            sweep()
        except Killed:
            db.session.rollback()
        finally:
            jobs.enqueue = real

    def _expect(self, known: Known, day: date) -> None:
        """What the rungs of today must have become."""
        dates = self._rungs(known)
        reached = sorted((when, key) for key, when in dates.items() if when <= day and key not in known.told)
        latest = {slow.AUDIENCE.get(key[0], "assignee"): (when, key) for when, key in reached}
        for when, key in reached:
            skipped = latest[slow.AUDIENCE.get(key[0], "assignee")] != (when, key)
            known.told.add(key)
            known.expected.append((*key, skipped))

    def _rungs(self, known: Known) -> dict[tuple[str, date], date]:
        acknowledge = None
        if known.asked.law == "us-ca-ccpa":
            acknowledge = slow.to_acknowledge(known.received, self.holidays)
        return slow.rungs(known.received, slow.due(known.asked, known.received, self.holidays), acknowledge)

    def _compare(self, day: date) -> None:
        db.session.rollback()
        for ticket in db.session.scalars(sa.select(Ticket).where(Ticket.id.in_([k for k, v in self.known.items() if v.open]))):
            known = self.known[ticket.id]
            wanted = slow.due(known.asked, known.received, self.holidays)
            if ticket.due_on != wanted:
                self.faults.append(f"{day} {ticket.reference}: due {ticket.due_on}, must be {wanted}: {known}")
            if ticket.paused is not (wanted is None) or (ticket.sort_due == NO_DUE_DATE) is not (wanted is None):
                self.faults.append(f"{day} {ticket.reference}: paused {ticket.paused}")
        told: dict[int, list[tuple[str, date, bool]]] = {ticket_id: [] for ticket_id in self.known}
        for row in db.session.execute(sa.select(Reminder.ticket_id, Reminder.rung, Reminder.due_on, Reminder.skipped)):
            told[row.ticket_id].append((row.rung, row.due_on, row.skipped))
        for ticket_id, known in self.known.items():
            if sorted(told[ticket_id]) != sorted(known.expected):
                extra = sorted(set(told[ticket_id]) ^ set(known.expected))
                self.faults.append(f"{day} ticket {ticket_id}: reminders differ by {extra}: {known.asked}, {known.received}")
        db.session.expire_all()
        self.faults = self.faults[:20]


