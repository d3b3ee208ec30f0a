"""The `flask` commands. What is printed for machines is JSON; exit 0 done, 1 refused, 2 wrong usage, 75 try again later."""

from flask import Flask

from compliance.cli.audit import audit
from compliance.cli.backup import backup, release, restore
from compliance.cli.contacts import contact
from compliance.cli.demo import demo
from compliance.cli.doctor import doctor
from compliance.cli.keys import keys
from compliance.cli.law import law
from compliance.cli.lists import unsubscribe_link
from compliance.cli.mail import mail
from compliance.cli.policy import policy
from compliance.cli.report import report
from compliance.cli.searching import search
from compliance.cli.serving import clock, serve
from compliance.cli.set_up import settings, staff, system
from compliance.cli.suppression import suppression
from compliance.cli.tickets import tickets
from compliance.cli.triage import triage
from compliance.cli.working import sweep, work

COMMANDS = (
    audit, backup, clock, contact, demo, doctor, keys, law, mail, policy, release, report, restore, search, serve, settings,
    staff, suppression, sweep, system, tickets, triage, unsubscribe_link, work,
)


def init_app(app: Flask) -> None:
    """Registers every command."""
    for command in COMMANDS:
        app.cli.add_command(command)
