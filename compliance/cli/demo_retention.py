"""The demo's retention: promises about data elsewhere, a shorter period, what has come due by it, and a legal hold."""

from datetime import date, timedelta

import sqlalchemy as sa

from compliance.db import db
from compliance.people.models import Staff
from compliance.registers import promises, retention
from compliance.tickets.models import Ticket
from compliance.tickets.retaining import set_hold

# Name, period, ground, owner, days until the review, months between reviews.
PROMISES = (
    ("Newsletter sign-ups", "24 months after the last contact", "GDPR Art. 6(1)(a)", "newsletter@staff.example", 9, 6),
    ("Children's data (COPPA)", "No longer than the account lasts", "16 CFR 312.10", "shop@staff.example", 41, 12),
    ("Orders and invoices", "10 years after the order", "GDPR Art. 6(1)(c)", "accounting@staff.example", 160, 12),
)
RAW_MONTHS = 1


def keep_the_registers(officer: Staff, today: date) -> None:
    """Enters the promises, a shorter period for raw mails and a hold; the clock says later what has come due by it."""
    for name, period, ground, owner, days, months in PROMISES:
        promises.add(officer.actor, name=name, period=period, ground=ground, owner=owner, every_months=months,
                     review_on=today + timedelta(days=days))
    retention.set_rule(officer.actor, "raw", RAW_MONTHS, automatic=False)
    closed = db.session.scalar(sa.select(Ticket).where(Ticket.state == "closed").order_by(Ticket.id).limit(1))
    if closed is not None:
        set_hold(closed, officer.actor, "authority", "The supervisory authority has asked for our answer.",
                 today + timedelta(days=60))
