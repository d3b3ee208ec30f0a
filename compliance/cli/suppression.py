"""`flask suppression check|screen|add|lift`: who must not be written to, asked before any mailing or import."""

import csv
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO, TypeVar

import click
from flask.cli import with_appcontext

from compliance.registers import suppression as register
from compliance.registers.suppression import EVERY, RETURNS, Suppression, Why
from compliance.rules.abilities import COMMAND

BATCH = 500
Row = TypeVar("Row")
LIST = click.option("--list", "in_list", default=EVERY, show_default=True, help="The mailing list that is meant; all is any.")


@click.group()
def suppression() -> None:
    """The register of those who must not be written to."""


@suppression.command("check")
@click.argument("address")
@LIST
@with_appcontext
def check(address: str, in_list: str) -> None:
    """Say what stands in the register for ADDRESS, as JSON; exit 0 if it must not be written to, 1 if it may."""
    try:
        entries = register.entries_of(address, in_list)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    gone = any(entry.lifted_at is None for entry in entries)
    click.echo(json.dumps({"suppressed": gone, "entries": [_said(entry) for entry in entries]}))
    sys.exit(0 if gone else 1)


@suppression.command("screen")
@click.argument("file", type=click.File(encoding="utf-8-sig"))
@click.option("--column", help="Name of the column with the addresses; without it the file has one address a line.")
@click.option("--removed", is_flag=True, help="Write those that must not be written to instead of the others.")
@LIST
@with_appcontext
def screen(file: TextIO, column: str | None, removed: bool, in_list: str) -> None:
    """Copy the lines of FILE (CSV, - is standard input) whose address may be written to; says on the side how many went."""
    try:
        kept, gone = _csv(file, column, in_list, removed) if column else _plain(file, in_list, removed)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{kept} may be written to, {gone} must not.", err=True)


@suppression.command("add")
@click.argument("address")
@LIST
@with_appcontext
def add(address: str, in_list: str) -> None:
    """Enter ADDRESS by hand."""
    try:
        register.suppress(address, in_list, COMMAND, Why("entered"))
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo("It is not written to any more.")


@suppression.command("lift")
@click.argument("address")
@LIST
@click.option("--because", type=click.Choice(list(RETURNS)), required=True, help="Why it may be written to again.")
@click.option("--evidence", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="The mail or form that shows it; its SHA-256 is kept in the trail.")
@with_appcontext
def lift(address: str, in_list: str, because: str, evidence: Path | None) -> None:
    """Let ADDRESS be written to again; exit 1 where it was not in the register."""
    digest = hashlib.sha256(evidence.read_bytes()).hexdigest() if evidence else None
    try:
        done = register.lift(address, in_list, COMMAND, because, digest)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo("It may be written to again." if done else "It is not in the register.")
    sys.exit(0 if done else 1)


def _said(entry: Suppression) -> dict[str, str | int | None]:
    return {
        "list": entry.in_list, "reason": entry.reason, "law": entry.law, "since": entry.since.isoformat(),
        "ticket": entry.by_ticket_id, "lifted_at": entry.lifted_at.isoformat() if entry.lifted_at else None,
        "lifted_because": entry.lifted_because,
    }


def _plain(file: TextIO, in_list: str, removed: bool) -> tuple[int, int]:
    kept = gone = 0
    lines = (line.strip() for line in file if line.strip())
    for page in _pages(lines):
        staying = set(register.not_suppressed(page, in_list))
        for address in page:
            if (address in staying) != removed:
                click.echo(address)
        kept, gone = kept + sum(a in staying for a in page), gone + sum(a not in staying for a in page)
    return kept, gone


def _csv(file: TextIO, column: str, in_list: str, removed: bool) -> tuple[int, int]:
    rows = csv.DictReader(file, strict=True)
    if column not in (rows.fieldnames or ()):
        raise ValueError(f"The file has no column {column}; it has {', '.join(rows.fieldnames or ['none'])}.")
    writer = csv.DictWriter(sys.stdout, list(rows.fieldnames or ()), lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    kept = gone = 0
    for page in _pages(rows):
        staying = set(register.not_suppressed([row[column] or "" for row in page], in_list))
        for row in page:
            stays = (row[column] or "") in staying
            kept, gone = kept + stays, gone + (not stays)
            if stays != removed:
                writer.writerow(row)
    return kept, gone


def _pages(rows: Iterable[Row]) -> Iterator[list[Row]]:
    every = iter(rows)
    while page := list(islice(every, BATCH)):
        yield page
