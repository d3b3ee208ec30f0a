"""`flask audit verify|seal|checkpoint|prove|export|grants`: the whole trail, checked, proved and written out."""

import json
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from compliance.db import db
from compliance.ledger import log, proving, seal, verify
from compliance.ledger.checkpoints import WrongCheckpoint, signer
from compliance.registers.house import tell
from compliance.rules.abilities import COMMAND
from compliance.tickets import queries
from migrations.guards import GUARDED, LOG


@click.group()
def audit() -> None:
    """The audit trail."""


@audit.command("verify")
@click.option("--since-checkpoint", is_flag=True, help="Only what came after it, or after our own last one.")
@click.option("--checkpoint", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="A checkpoint that was kept outside: the log must still begin so.")
@with_appcontext
def verify_trail(since_checkpoint: bool, checkpoint: Path | None) -> None:
    """Check the log, every chain and every row; exit 1 names the first entry that does not hold."""
    try:
        outside = signer().opened(checkpoint.read_text(encoding="utf-8")) if checkpoint else None
    except WrongCheckpoint as wrong:
        raise click.ClickException(str(wrong)) from wrong
    latest = log.latest_checkpoint()
    since = (outside.size if outside else latest.size if latest else 0) if since_checkpoint else 0
    read, fault = verify(outside, since=since)
    if fault:
        click.echo(f"Error: {fault}", err=True)
        sys.exit(1)
    click.echo(json.dumps({"holds": True, "events": read, "since": since}))


@audit.command("seal")
@with_appcontext
def seal_now() -> None:
    """Give places in the log to new events and sign a checkpoint, as the clock does each minute."""
    click.echo(json.dumps({"sealed": seal()}))


@audit.command("checkpoint")
@with_appcontext
def checkpoint() -> None:
    """Print the latest checkpoint; the key that it is checked with goes to standard error."""
    seal()
    latest = log.latest_checkpoint()
    if latest is None:
        raise click.ClickException("nothing has happened yet")
    click.echo(latest.note, nl=False)
    click.echo(signer().verifier_key(), err=True)


@audit.command("prove")
@click.argument("reference")
@with_appcontext
def prove(reference: str) -> None:
    """Prove that a ticket's events are in the log: JSON for docs/verify_trail.py."""
    ticket = queries.by_reference(reference)
    if ticket is None:
        raise click.ClickException(f"there is no ticket {reference}")
    seal()
    click.echo(json.dumps(proving.of_ticket(ticket.id), ensure_ascii=False, sort_keys=True))


@audit.command("export")
@with_appcontext
def export() -> None:
    """Write the whole log as JSON lines in its order, the checkpoint last; the export itself is recorded."""
    seal()
    count = 0
    for line in proving.export_lines(db.session):
        click.echo(line)
        count += 1
    tell("house.exported", COMMAND, what="trail", count=count - 1)


@audit.command("grants")
@click.argument("role")
def grants(role: str) -> None:
    """Print SQL for PostgreSQL after which the role can add to the trail but neither change nor delete it."""
    name = '"' + role.replace('"', '""') + '"'
    click.echo(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name};")
    click.echo(f"REVOKE UPDATE, DELETE, TRUNCATE ON {', '.join(('events', *LOG))} FROM {name};")
    click.echo(f"REVOKE DELETE, TRUNCATE ON {', '.join(GUARDED)} FROM {name};")
