"""`flask keys`: the master keys of sealed storage."""

import json
import sys
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import AppGroup
from sqlalchemy.orm import undefer

from compliance import sealing
from compliance.db import db, unit
from compliance.intake.keeping import KeptMail
from compliance.tickets.models import Attachment

keys = AppGroup("keys", help="The master keys of sealed storage.")
BATCH, SEALED_AT_ONCE = 1_000, 20


@keys.command("rotate")
def rotate() -> None:
    """Make a new master key (in the key file) and wrap every key with the newest one."""
    ring = sealing.ring()
    if ring.in_file:
        ring.add()
    wrapped = _wrap_anew()
    click.echo(json.dumps({"wrapped": wrapped, "masters": len(ring.masters())}))


@keys.command("forget")
def forget() -> None:
    """Drop the older master keys that wrap nothing any more from the key file; some minutes after `rotate`."""
    ring = sealing.ring()
    if not ring.in_file:
        click.echo("The keys are given by MASTER_KEY: take the older ones out there.", err=True)
        sys.exit(1)
    in_use = sealing.masters_in_use()
    click.echo(json.dumps({"dropped": ring.keep_only(in_use), "wrapped": _wrap_anew()}))


@keys.command("seal")
def seal() -> None:
    """Seal the mails and files that were kept before there was sealed storage."""
    click.echo(json.dumps({"sealed": _seal_old(KeptMail) + _seal_old(Attachment)}))


def _wrap_anew() -> int:
    wrapped = after = 0
    while True:
        with unit():
            after, done = sealing.rewrap(after, BATCH)
        wrapped += done
        if done < BATCH:
            return wrapped


def _seal_old(model: Any) -> int:
    """Seals what is not sealed yet, some rows in a unit. Returns how many; what was erased stays empty."""
    done = 0
    old = sa.select(model).where(model.key_id.is_(None), sa.func.length(model.sealed) > 0).order_by(model.id)
    while True:
        with unit():
            rows = db.session.scalars(old.limit(SEALED_AT_ONCE).options(undefer(model.sealed)).with_for_update()).all()
            for row, sealed in zip(rows, sealing.seal_each([(row.id, row.sealed) for row in rows]), strict=True):
                row.key_id, row.sealed = sealed.key_id, sealed.content
        done += len(rows)
        if len(rows) < SEALED_AT_ONCE:
            return done
