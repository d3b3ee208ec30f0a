"""`flask audit verify|export`: the whole trail, checked and written out."""

import json
import sys

import click
from flask.cli import with_appcontext

from compliance.db import db
from compliance.ledger import content, in_chain_order, verify
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
    count = 0
    for event in in_chain_order(db.session):
        click.echo(json.dumps(content(event) | {"digest": event.digest}, ensure_ascii=False, sort_keys=True))
        count += 1
    tell("house.exported", COMMAND, what="trail", count=count)
