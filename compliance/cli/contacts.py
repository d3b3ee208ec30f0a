"""`flask contact list|set`: what each contact address goes by."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from compliance.registers import contacts
from compliance.registers.contacts import Entry
from compliance.rules.abilities import COMMAND
from compliance.rules.regimes import BY_ID
from config import Settings


@click.group()
def contact() -> None:
    """Contact addresses: law, language, time and signature of each."""


@contact.command("list")
@with_appcontext
def list_contacts() -> None:
    """Print the entry of every contact address, one JSON object a line; what is empty goes by the settings."""
    entries, ours = contacts.all_entries(), _settings().contact_address
    for address in dict.fromkeys((*ours, *entries)):
        said = asdict(_entry(address))
        click.echo(json.dumps({"address": address, "in_settings": address in ours, "entry": address in entries, **said}))


@contact.command("set")
@click.argument("address")
@click.option("--law", "regime", type=click.Choice(["", *BY_ID]), help="Counts where a mail names no other.")
@click.option("--language", help="Of letters where the mail does not tell, such as de.")
@click.option("--timezone", help="In which days are counted, such as Europe/London.")
@click.option("--holidays", help="Country, or country and part of it, such as GB-SCT.")
@click.option("--sender-name", help="Stands in From and at the end of letters.")
@click.option("--signature", "signature_file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
              help="File with the signature; - is standard input.")
@click.option("--in-use/--out-of-use", "active", default=None, help="Out of use, everything goes by the settings.")
@with_appcontext
def set_contact(address: str, signature_file: Path | None, **given: Any) -> None:
    """Write the entry of an address of CONTACT_ADDRESS; what is not named stays, "" goes by the settings."""
    changed = {name: value for name, value in given.items() if value is not None}
    if signature_file is not None:
        with click.open_file(str(signature_file), encoding="utf-8") as file:
            changed["signature"] = file.read().strip()
    plain = address.strip().lower()
    try:
        contacts.keep(COMMAND, plain, replace(_entry(plain), **changed), _settings().contact_address)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{plain} has its entry.")


def _entry(address: str) -> Entry:
    """The entry as it stands, in use or not."""
    found = contacts.entry_of(address)
    return Entry(**{name: getattr(found, name) for name in asdict(Entry())}) if found else Entry()


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
