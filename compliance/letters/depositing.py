"""Checkpoints of the trail on their way to an address outside the house (AUDIT_CHECKPOINT_TO): hourly, and each 1,000 entries.

What was mailed cannot be taken back by whoever owns the database and the key; what is younger than the last mail is what they
could still rewrite. It is mailed each hour though nothing happened: silence is a sign, too.
"""

import hashlib
from datetime import timedelta

import sqlalchemy as sa
from flask import current_app

from compliance import jobs
from compliance.db import db, now, unit
from compliance.ledger import Event
from compliance.ledger.checkpoints import signer
from compliance.ledger.log import Checkpoint, latest_checkpoint
from compliance.letters.relay import require_server
from compliance.letters.reminding import mail_of, sent
from compliance.letters.sending import FIVE_DAYS_OF_TRIES, SENDING_LEASE
from compliance.registers.house import tell
from compliance.rules.abilities import SYSTEM
from config import Settings

EVERY = timedelta(hours=1)
ENTRIES = 1_000


def promise() -> bool:
    """Promises a mail with the latest checkpoint where it is time for one; returns whether it did."""
    checkpoint = latest_checkpoint()
    if not _settings().audit_checkpoint_to or checkpoint is None:
        return False
    with unit():
        last = db.session.scalars(sa.select(jobs.Job).where(
            jobs.Job.kind == "checkpoint.mail").order_by(jobs.Job.id.desc()).limit(1)).first()
        if last is not None and now() - last.made_at < EVERY and checkpoint.size - last.payload["size"] < ENTRIES:
            return False
        jobs.enqueue("checkpoint.mail", size=checkpoint.size)
        return True


@jobs.handler("checkpoint.mail", tries=FIVE_DAYS_OF_TRIES, lease=SENDING_LEASE)
def mail(claim: jobs.Claim) -> None:
    """Sends one checkpoint."""
    settings = _settings()
    require_server(settings)
    checkpoint = db.session.get_one(Checkpoint, claim.payload["size"])
    size, told = checkpoint.size, hashlib.sha256(checkpoint.note.encode()).hexdigest()
    if not settings.audit_checkpoint_to:
        return
    outgoing = mail_of(settings.audit_checkpoint_to, "checkpoint", f"checkpoint-{size}-{claim.id}",
                       size=size, note=checkpoint.note.rstrip(), key=signer().verifier_key())
    sent(claim, outgoing, lambda: tell("house.checkpoint_sent", SYSTEM, size=size, digest=told))


def last_sent() -> Event | None:
    """The event that tells of the last mail that went out."""
    told = sa.select(Event).where(Event.kind == "house.checkpoint_sent")
    return db.session.scalar(told.order_by(Event.at.desc(), Event.id.desc()).limit(1))


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
