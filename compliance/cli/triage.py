"""`flask triage report|examples`: how often suggestions were right, and what was kept to learn from."""

import json

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from compliance.db import db
from compliance.reports.suggestions import report as suggestions
from compliance.tickets.models import LearningExample


@click.group()
def triage() -> None:
    """What is read from prose."""


@triage.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@with_appcontext
def report(as_json: bool) -> None:
    """How often the suggestions were right, by kind and language."""
    told = suggestions()
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo(f"{'':<20} {'right':>7} {'other':>7} {'unasked':>7} {'missed':>7} {'precision':>9} {'recall':>7}")
    for rows in told.values():
        for key, row in rows.items():
            shares = [f"{row[name]:.0%}" if row[name] is not None else "-" for name in ("precision", "recall")]
            click.echo(f"{key:<20} {row['right']:>7} {row['wrong_kind']:>7} {row['not_asked']:>7} {row['missed']:>7} "
                       f"{shares[0]:>9} {shares[1]:>7}")


@triage.command()
@with_appcontext
def examples() -> None:
    """What was kept to learn from, one JSON object a line: it holds people's words, handle it as such."""
    last = 0
    wanted = sa.select(LearningExample).order_by(LearningExample.id).limit(500)
    while page := db.session.scalars(wanted.where(LearningExample.id > last)).all():
        for one in page:
            click.echo(json.dumps({"subject": one.subject, "text": one.text, "language": one.language, "kind": one.kind,
                                   "suggested": one.suggested}, ensure_ascii=False))
        last = page[-1].id
