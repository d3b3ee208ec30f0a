"""`flask report year`: the report of a calendar year, as text, CSV or PDF; `flask report count`: the dashboard counted anew."""

from datetime import date
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import with_appcontext

from compliance import jobs
from compliance.db import now, unit
from compliance.registers.house import tell
from compliance.reports import yearly
from compliance.reports.tables import as_csv, harmless
from compliance.rules.abilities import COMMAND


@click.group()
def report() -> None:
    """Counts for the house, its auditors and authorities."""


@report.command("year")
@click.option("--year", "number", type=click.IntRange(yearly.FIRST_YEAR, 2200), required=True)
@click.option("--format", "form", type=click.Choice(["text", "csv", "pdf"]), default="text", show_default=True)
@with_appcontext
def of_year(number: int, form: str) -> None:
    """What became of the requests of a calendar year, with the counts of 11 CCR 7102."""
    found = yearly.tables(number, _today())
    tell("house.exported", COMMAND, what=f"year_report_{form}", count=number)
    if form == "pdf":
        organisation = current_app.config["SETTINGS"].organisation
        click.echo(yearly.paper(found, f"{organisation}: privacy requests of {number}", now()), nl=False)
    elif form == "csv":
        click.echo(as_csv(found), nl=False)
    else:
        for table in found:
            click.echo(f"{table.title}\n  {' | '.join(table.heads)}")
            for row in table.rows:
                click.echo(f"  {' | '.join(harmless(cell) for cell in row)}")
            click.echo()


@report.command("count")
@with_appcontext
def count_now() -> None:
    """Let the worker count the dashboard's figures anew."""
    with unit():
        jobs.enqueue("reports.count", today=_today().isoformat())


def _today() -> date:
    return now().astimezone(ZoneInfo(current_app.config["SETTINGS"].timezone)).date()
