"""`flask policy publish|list`: the dated versions of the privacy policy."""

import json
from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from compliance.letters.catalogue import LANGUAGES
from compliance.registers import policies
from compliance.rules.abilities import COMMAND


@click.group()
def policy() -> None:
    """Versions of the privacy policy."""


@policy.command("publish")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--from", "effective_on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Day from which it counts.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--changed", default="", help="What is new, in a sentence.")
@with_appcontext
def publish(file: Path, effective_on: datetime, language: str, changed: str) -> None:
    """Publish the text in FILE (- is standard input). A version is never changed afterwards."""
    with click.open_file(str(file), encoding="utf-8") as text:
        words = text.read()
    try:
        made = policies.publish(COMMAND, effective_on.date(), language, words, changed)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The version of {made.effective_on.isoformat()} is published.")


@policy.command("list")
@with_appcontext
def list_versions() -> None:
    """Print every version, one JSON object a line, the latest first."""
    for version in policies.versions():
        click.echo(json.dumps({"effective_on": version.effective_on.isoformat(), "language": version.language,
                               "changed": version.changed, "sha256": version.sha256}))
