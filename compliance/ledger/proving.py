"""What the trail hands out so that others can check it with nothing of ours: proofs for a ticket's events, and the whole log.

`docs/verify_trail.py` reads both. An event is written as `content()` with its digest; hashes are in base64.
"""

import base64
import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from compliance.db import db
from compliance.ledger import merkle
from compliance.ledger.checkpoints import signer
from compliance.ledger.entries import Event, content
from compliance.ledger.log import Leaf, Stored, first_checkpoint_over, latest_checkpoint

BATCH = 2_000
READING = ("house",)  # entities whose events tell of looking at a ticket, not of changing it


def of_ticket(ticket_id: int) -> dict[str, Any]:
    """Proofs for the sealed events of a ticket, against the oldest checkpoint that has them all; so it is the same each time.

    That somebody looked at the ticket or exported it is told in the log, too, but is no part of this.
    """
    wanted = sa.select(Leaf.place, *Event.__table__.columns).join(Leaf, Leaf.event_id == Event.id)
    events = db.session.execute(
        wanted.where(Event.ticket_id == ticket_id, Event.entity.not_in(READING)).order_by(Leaf.place)).all()
    checkpoint = first_checkpoint_over(events[-1].place) if events else None
    if checkpoint is None:
        return {"checkpoint": "", "key": signer().verifier_key(), "events": []}
    stored = Stored(db.session.execute)
    proved = [written(event) | {
        "place": event.place, "proof": _base64(merkle.inclusion(event.place, checkpoint.size, stored.subtree)),
    } for event in events]
    return {"checkpoint": checkpoint.note, "key": signer().verifier_key(), "events": proved}


def written(event: Any) -> dict[str, Any]:
    """An event with its digest, as exports write it."""
    return content(event) | {"digest": event.digest}


def export_lines(session: Any) -> Iterator[str]:
    """Each entry of the log up to the latest checkpoint as a line of JSON; the last line has the checkpoint and the key."""
    checkpoint = latest_checkpoint()
    if checkpoint is None:
        return
    place = 0
    entries = sa.select(Leaf.place, *Event.__table__.columns).join(Event, Event.id == Leaf.event_id).order_by(Leaf.place)
    while page := session.execute(entries.where(Leaf.place >= place, Leaf.place < checkpoint.size).limit(BATCH)).all():
        yield from (_line(written(event)) for event in page)
        place = page[-1].place + 1
    yield _line({"checkpoint": checkpoint.note, "key": signer().verifier_key()})


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _base64(hashes: list[bytes]) -> list[str]:
    return [base64.b64encode(one).decode() for one in hashes]
