"""`flask doctor`: looks over the whole installation; says what is wrong and what to do about it."""

import json
import sys
from dataclasses import asdict

import click
from flask import current_app
from flask.cli import with_appcontext

from compliance import doctor as surgery
from compliance.doctor import Finding, sending

SIGNS = {"ok": "ok     ", "warning": "WARNING", "wrong": "WRONG  ", "unknown": "unknown"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--only", multiple=True, type=click.Choice(list(surgery.CHECKS)), help="This check alone; may be repeated.")
@click.option("--round", "go_round", is_flag=True, help="Also send a mail to the first contact address and await it.")
@click.option("--wait", type=click.FloatRange(0.1), default=120.0, show_default=True, help="Seconds to await that mail.")
@click.option("--seconds", type=click.FloatRange(0.1), default=surgery.SECONDS, show_default=True,
              help="How long to wait for any check.")
@with_appcontext
def doctor(as_json: bool, only: tuple[str, ...], go_round: bool, wait: float, seconds: float) -> None:
    """Look over database, keys, mail, DNS, clock, disks, backups, workers and settings. Exit 1 where something is wrong."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    checks = {name: check for name, check in surgery.CHECKS.items() if not only or name in only}
    findings = surgery.examine(app.config["SETTINGS"], app.app_context, checks, seconds)
    if go_round:
        findings.append(sending.go_round(app.config["SETTINGS"], wait))
    if as_json:
        click.echo(json.dumps({"ok": surgery.is_well(findings), "findings": [asdict(finding) for finding in findings]}))
    else:
        for finding in findings:
            _say(finding)
    sys.exit(0 if surgery.is_well(findings) else 1)


def _say(finding: Finding) -> None:
    click.echo(f"{SIGNS[finding.state]}  {finding.check}: {finding.says}")
    if finding.mend:
        click.echo(f"         {finding.mend}")
