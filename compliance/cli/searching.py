"""`flask search rebuild`: makes the search index anew."""

import click
from flask.cli import with_appcontext

from compliance.tickets.searching import rebuild_all


@click.group()
def search() -> None:
    """What tickets are found by."""


@search.command()
@with_appcontext
def rebuild() -> None:
    """Make the search index anew, after SECRET_KEY was changed."""
    click.echo(f"{rebuild_all()} tickets can be searched.")
