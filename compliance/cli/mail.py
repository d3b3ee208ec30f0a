"""`flask mail accept|fetch|lmtp|explain`: the channels by which mail comes in, and what would be made of one."""

import json
import sys
from dataclasses import asdict

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import InterfaceError, OperationalError

from compliance.cli.explain import explain
from compliance.cli.working import stop_on_signal
from compliance.intake import lmtp as listener
from compliance.intake.imap import Fetcher
from compliance.intake.mailbox import Account, MailboxAway, MailboxRefused
from compliance.intake.pipe import TRY_AGAIN
from compliance.intake.pipe import accept as accept_mail
from config import Settings


@click.group()
def mail() -> None:
    """Mail coming in."""


mail.add_command(explain)


@mail.command()
@click.option("--to", "recipient", help="The address it was sent to; default: the first contact address.")
@click.option("--from", "sender", help="The envelope's sender; empty for automatic mail.")
@with_appcontext
def accept(recipient: str | None, sender: str | None) -> None:
    """Keep one raw mail from standard input, as a mail server pipes it."""
    settings: Settings = current_app.config["SETTINGS"]
    raw = sys.stdin.buffer.read(settings.max_mail_bytes + 1)
    if not raw:
        raise click.ClickException("there is no mail on standard input")
    if len(raw) > settings.max_mail_bytes:
        raise click.ClickException(f"the mail is larger than MAX_MAIL_BYTES ({settings.max_mail_bytes})")
    try:
        accepted = accept_mail(raw, recipient or settings.contact_address[0], sender)
    except Exception as error:  # whatever it is, the mail server keeps the mail and tries again
        click.echo(f"Error: the mail could not be kept ({type(error).__name__}), try again later", err=True)
        sys.exit(TRY_AGAIN)
    click.echo(json.dumps(asdict(accepted)))


@mail.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@with_appcontext
def lmtp(host: str) -> None:
    """Listen for LMTP on LMTP_PORT until stopped."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    listener.serve(app, host, app.config["SETTINGS"].lmtp_port)


@mail.command()
@click.option("--watch", is_flag=True, help="Go on until stopped, taking mails as they come.")
@with_appcontext
def fetch(watch: bool) -> None:
    """Fetch mails from the mailbox of IMAP_URL; print how many."""
    settings: Settings = current_app.config["SETTINGS"]
    fetcher = Fetcher(settings)
    try:
        Account.of(settings)
        if watch:
            fetcher.watch(stop_on_signal())
        else:
            click.echo(json.dumps(asdict(fetcher.once())))
    except MailboxRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except (MailboxAway, OperationalError, InterfaceError) as error:
        where = "mail server" if isinstance(error, MailboxAway) else "database"
        click.echo(f"Error: the {where} cannot be reached ({type(error.__cause__).__name__}), try again later", err=True)
        sys.exit(TRY_AGAIN)
