"""`flask audit verify|export`: the whole trail, checked and written out."""

import json
import sys

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from compliance.db import db
from compliance.ledger import BATCH, Event, content, verify
from compliance.registers.house import tell
from compliance.rules.abilities import COMMAND


@click.group()
def audit() -> None:
    """The audit trail."""


@audit.command("verify")
@with_appcontext
def verify_trail() -> None:
    """Walk every chain; exit 1 names the first entry that does not hold."""
    read, fault = verify()
    if fault:
        click.echo(f"Error: {fault}", err=True)
        sys.exit(1)
    click.echo(json.dumps({"holds": True, "events": read}))


@audit.command("export")
@with_appcontext
def export() -> None:
    """Write all events as JSON lines, oldest first; the export itself is recorded."""
    entries = sa.select(Event.__table__).order_by(Event.id).execution_options(yield_per=BATCH)
    count = 0
    for event in db.session.execute(entries):
        click.echo(json.dumps(content(event) | {"digest": event.digest}, ensure_ascii=False, sort_keys=True))
        count += 1
    tell("house.exported", COMMAND, what="trail", count=count)
