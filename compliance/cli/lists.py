"""`flask unsubscribe-link`: what whoever sends a newsletter needs of the house."""

import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any, TextIO

import click
from flask import current_app
from flask.cli import with_appcontext

from compliance.registers.mailing_lists import leaving_address, make_links
from config import Settings

BATCH = 1_000


@click.command("unsubscribe-link")
@click.argument("address", required=False)
@click.argument("in_list", metavar="LIST", required=False)
@click.option("--jsonl", is_flag=True, help='Read {"address": ..., "list": ...} lines, write each with its link and headers.')
@with_appcontext
def unsubscribe_link(address: str | None, in_list: str | None, jsonl: bool) -> None:
    """Print the link by which ADDRESS leaves LIST, and the header lines for the newsletter (RFC 8058)."""
    settings: Settings = current_app.config["SETTINGS"]
    if jsonl == bool(address) or (address and not in_list):
        raise click.UsageError("needs ADDRESS and LIST, or --jsonl with lines on standard input")
    if not settings.public_url.startswith("https://"):
        click.echo("Mail providers take one-click links only from https:// (PUBLIC_URL).", err=True)
    wanted = _lines(sys.stdin) if jsonl else iter([(str(address), str(in_list))])
    while page := list(islice(wanted, BATCH)):
        try:
            tokens = make_links(page, settings.secret_key)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        for (to, name), token in zip(page, tokens, strict=True):
            made = _made(token, settings)
            click.echo(json.dumps({"address": to, "list": name} | made, ensure_ascii=False) if jsonl else _for_people(made))


def _made(token: str, settings: Settings) -> dict[str, Any]:
    link = f"{settings.public_url}/unsubscribe/{token}"
    mailto = f"mailto:{leaving_address(token, settings.contact_address[0])}"
    headers = {"List-Unsubscribe": f"<{link}>, <{mailto}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return {"link": link, "mailto": mailto, "headers": headers}


def _for_people(made: dict[str, Any]) -> str:
    return "\n".join([made["link"], "", *(f"{name}: {value}" for name, value in made["headers"].items())])


def _lines(stream: TextIO) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            wanted = json.loads(line)
            yield str(wanted["address"]), str(wanted["list"])
        except (ValueError, KeyError, TypeError) as error:
            raise click.ClickException(f'line {number} is not {{"address": ..., "list": ...}}') from error
