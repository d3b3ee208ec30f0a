"""`flask staff|system|settings`: accounts, the systems register, and what is set."""

import sys
from dataclasses import fields

import click
from flask import current_app
from flask.cli import with_appcontext

from compliance.ledger import digest
from compliance.people import accounts, second_step
from compliance.registers import house, systems
from compliance.rules.abilities import COMMAND, ROLES, SYSTEM
from compliance.rules.kinds import BY_KEY
from config import Settings

SECRET = frozenset({
    "secret_key", "master_key", "audit_key", "mail_password", "database_url", "imap_password", "imap_oauth_client_secret",
    "imap_oauth_refresh_token", "oidc_client_secret", "metrics_token",
})


def tell_settings() -> None:
    """Records that the program runs under other settings than were told last. Secrets do not count; they are never digested."""
    given: Settings = current_app.config["SETTINGS"]
    shown = {item.name: str(getattr(given, item.name)) for item in fields(Settings) if item.name not in SECRET}
    told = digest(shown)
    if house.latest_data("house.settings_changed") != {"digest": told}:
        house.tell("house.settings_changed", SYSTEM, digest=told)


@click.group()
def staff() -> None:
    """Accounts."""


@staff.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice(list(ROLES)), required=True)
@click.option("--name", default="")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of making a link.")
@with_appcontext
def add_staff(email: str, role: str, name: str, password_stdin: bool) -> None:
    """Make an account; without a password, print the one-time link where one is chosen."""
    try:
        account, token = accounts.add(SYSTEM, email, role, name)
        if password_stdin:
            accounts.set_password(account, sys.stdin.readline().rstrip("\n"))
            click.echo(f"{email} can sign in.")
            return
    except accounts.AccountError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{current_app.config['SETTINGS'].public_url}/staff/welcome/{token}")


@staff.command("link")
@click.argument("email")
@with_appcontext
def link_staff(email: str) -> None:
    """Print a new one-time link where an account's owner chooses a new password."""
    account = accounts.by_address(email)
    if account is None:
        raise click.ClickException("There is no account for that address.")
    click.echo(f"{current_app.config['SETTINGS'].public_url}/staff/welcome/{accounts.invite(account, COMMAND)}")


@staff.command("reset-second-factor")
@click.argument("email")
@with_appcontext
def reset_second_factor(email: str) -> None:
    """Take every second factor off an account whose owner has lost them, and end its sessions."""
    account = accounts.by_address(email)
    if account is None:
        raise click.ClickException("There is no account for that address.")
    second_step.reset(account, COMMAND)
    click.echo(f"{account.email} signs in by password alone until a new second factor is added.")


@click.group()
def system() -> None:
    """The systems register."""


@system.command("add")
@click.argument("name")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(list(BY_KEY)), required=True)
@click.option("--owner", default="")
@with_appcontext
def add_system(name: str, kinds: tuple[str, ...], owner: str) -> None:
    """Enter a system that holds personal data; each request of these kinds gets a task for it."""
    try:
        systems.add(SYSTEM, systems.Entry(name=name, kinds=list(kinds), owner=owner))
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{name} is in the register.")


@click.command()
@with_appcontext
def settings() -> None:
    """Every setting with its value and what it does; secrets are not shown."""
    current: Settings = current_app.config["SETTINGS"]
    for item in fields(current):
        value = getattr(current, item.name)
        shown = ", ".join(value) if isinstance(value, tuple) else value
        shown = ("(set)" if value else "(not set)") if item.name in SECRET else shown
        click.echo(f"{item.name.upper()}={shown}\n    {item.metadata['says']}")
