"""The journal beside the backups: one line for each erasure and each change of the suppression register, as the trail tells it.

A backup knows nothing of what was erased after it was made. Whoever restores one replays this file, so that nobody who was
removed comes back, and nobody who left is written to again. The clock appends to it each minute where BACKUP_PATH is set, and
takes the keys that were destroyed out of the copy of keys. It holds ids, codes and keyed digests alone.
"""

import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from compliance.backups.copying import KEYS, keys_now, write_keys
from compliance.db import db
from compliance.ledger import Event
from compliance.registers.suppression import Suppression

FILE = "journal.jsonl"
ERASURES = ("ticket.erased", "house.pile_erased", "staff.erased")
SUPPRESSIONS = ("suppression.added", "suppression.lifted")
OVERLAP = timedelta(hours=1)  # events of one moment may be committed in another order


def append(into: Path) -> int:
    """Writes down what happened since the last time, for good. Returns how many lines."""
    path = into / FILE
    there = {line["event"]: line["at"] for line in lines_of(path)}
    since = datetime.fromisoformat(max(there.values())) - OVERLAP if there else None
    wanted = sa.select(Event).where(Event.kind.in_((*ERASURES, *SUPPRESSIONS))).order_by(Event.id)
    found = db.session.scalars(wanted.where(Event.at >= since) if since else wanted)
    fresh = [_line(event) for event in found if event.id not in there]
    if fresh:
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(line)}\n" for line in fresh)
            file.flush()
            os.fsync(file.fileno())
        if (into / KEYS).exists() and any(line["kind"] in ERASURES for line in fresh):
            write_keys(into, keys_now())
    return len(fresh)


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a journal, oldest first; a last one that was cut short by a power loss is left out."""
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.endswith("\n"):
                yield json.loads(line)


def _line(event: Event) -> dict[str, Any]:
    line: dict[str, Any] = {
        "event": event.id, "at": event.at.isoformat(), "kind": event.kind, "entity": event.entity_id, "data": event.data,
    }
    if event.kind in SUPPRESSIONS:
        entry = db.session.get_one(Suppression, event.entity_id)
        line["entry"] = {"key": entry.key, "made_with": entry.made_with}
    return line
