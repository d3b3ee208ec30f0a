"""`flask backup`, `flask restore`, `flask release`: copies of the book, and the way back."""

import json
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from compliance.backups import copying, journal, restoring
from compliance.backups.copying import BackupError
from compliance.db import db
from compliance.ledger import verify
from compliance.registers import house
from compliance.rules.abilities import COMMAND
from config import Settings

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option("--keep", type=click.IntRange(min=1), help="Delete all but the newest so many.")
@with_appcontext
def backup(folder: Path | None, keep: int | None) -> None:
    """Back up into a new folder of FOLDER (BACKUP_PATH where none is named) while everything runs."""
    settings: Settings = current_app.config["SETTINGS"]
    into = folder or (Path(settings.backup_path) if settings.backup_path else None)
    if into is None:
        raise click.UsageError("needs a folder, or BACKUP_PATH")
    try:
        made = copying.back_up(into)
        journal.append(into)
    except (BackupError, OSError) as error:
        raise click.ClickException(str(error)) from error
    gone = copying.prune(into, keep) if keep else 0
    click.echo(json.dumps({"backup": str(made), "deleted": gone}))


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@with_appcontext
def restore(folder: Path) -> None:
    """Put the backup in FOLDER into the empty database of DATABASE_URL; stop every other process of the house before."""
    try:
        said = restoring.put_back(folder)
        upgrade()
        done = restoring.replay(folder, said)
    except (BackupError, OSError) as error:
        raise click.ClickException(str(error)) from error
    db.session.expire_all()
    read, fault = verify()
    if fault:
        raise click.ClickException(f"The book is back, but its trail does not hold: {fault}")
    click.echo(json.dumps({"restored": done.made_at, "erased_again": done.erased, "suppressed_again": done.suppressed,
                           "events": read, "mute": True}))
    click.echo("Nothing is sent yet. Look whether all is well, then: flask release", err=True)


@click.command()
@with_appcontext
def release() -> None:
    """Let a restored house write letters again."""
    click.echo("Letters go out again." if house.release(COMMAND) else "The house was not mute.")
