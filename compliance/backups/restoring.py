"""The way back: a backup into an empty database, mute until a person releases it, and everybody who was erased since stays so.

Nothing is restored over a book that is there. The copy is checked against its manifest first. Then, before anything else can
happen: the house is mute (no letter goes out), the keys come back from their newest copy, erasures and suppressions made after
the backup are replayed from the journal, and the trail tells all of it.
"""

import json
import shutil
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from compliance import jobs
from compliance.backups.copying import BOOKS, KEYS, MANIFEST, BackupError, program, sha256_of
from compliance.backups.journal import FILE, lines_of
from compliance.db import db, unit
from compliance.ledger import Event
from compliance.people import accounts
from compliance.registers import house, suppression
from compliance.rules.abilities import COMMAND
from compliance.sealing import SealKey
from compliance.tickets.erasing import erase_part
from compliance.tickets.expiring import erase_pile
from compliance.tickets.models import Ticket

BATCH = 500


@dataclass(frozen=True)
class Restored:
    """What was replayed: parts of tickets that were erased again, and entries of the suppression register."""

    made_at: str
    erased: int
    suppressed: int


def put_back(backup: Path) -> dict[str, Any]:
    """Puts the copy into the empty database of the settings. Returns the manifest. Raises BackupError before it changes any."""
    said = _manifest(backup)
    dialect = db.engine.dialect.name
    book = backup / BOOKS[dialect]
    if said["database"] != dialect:
        raise BackupError(f"This is a backup of {said['database']}; DATABASE_URL names {dialect}.")
    if not book.exists() or sha256_of(book) != said["sha256"]:
        raise BackupError("The copy is not what its manifest says: it is damaged, or was changed.")
    url = make_url(db.engine.url)
    file = Path(str(url.database))
    if dialect == "sqlite":
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _require_empty()
    db.session.remove()
    db.engine.dispose()
    if dialect == "sqlite":
        for old in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
            old.unlink(missing_ok=True)  # the empty one that looking has made
        shutil.copyfile(book, file)
    else:
        program("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(book), url=url)
    return said


def replay(backup: Path, said: dict[str, Any]) -> Restored:
    """Makes the restored book mute, brings the keys back, and replays what was erased and suppressed after the backup."""
    beside = backup.parent
    with unit():
        house.mute(COMMAND)
        _bring_keys(beside / KEYS)
    fresh = [line for line in lines_of(beside / FILE) if db.session.get(Event, line["event"]) is None]
    erased = _erase_again([line for line in fresh if line["kind"] == "ticket.erased"])
    for line in fresh:
        if line["kind"] == "house.pile_erased":
            erased += erase_pile(date.fromisoformat(line["data"]["before"]))
        elif line["kind"] == "staff.erased":
            erased += accounts.erase_again(COMMAND, line["entity"])
    suppressed = _suppress_again([line for line in fresh if "entry" in line])
    with unit():
        house.tell("house.restored", COMMAND, made_on=said["made_at"][:10], erased=erased, suppressed=suppressed)
        jobs.enqueue("retention.settle")
    return Restored(said["made_at"], erased, suppressed)


def _manifest(backup: Path) -> dict[str, Any]:
    try:
        said = json.loads((backup / MANIFEST).read_text(encoding="utf-8"))
        return {name: said[name] for name in ("made_at", "database", "sha256", "schema", "last_event", "events")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{backup} is no backup: it has no manifest that can be read.") from error


def _require_empty() -> None:
    """Nothing may be there that a restore could overwrite."""
    if sa.inspect(db.engine).get_table_names():
        raise BackupError("The database is not empty. Restore into an empty one: nothing is overwritten.")


def _bring_keys(path: Path) -> None:
    if not path.exists():
        raise BackupError(f"The copy of the keys is missing: {path}. Without it raw mails and files cannot be opened.")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for first in range(0, len(rows), BATCH):
        page = [row | {"wrapped": bytes.fromhex(row["wrapped"])} for row in rows[first:first + BATCH]]
        db.session.execute(sa.insert(SealKey), page)


def _erase_again(lines: list[dict[str, Any]]) -> int:
    parts: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        parts[line["data"]["part"]].append(line["entity"])
    done = 0
    for part, ids in parts.items():
        for first in range(0, len(ids), BATCH):
            with unit():
                there = db.session.scalars(sa.select(Ticket.id).where(Ticket.id.in_(ids[first:first + BATCH]))).all()
                done += len(erase_part(there, part, COMMAND, "restored"))
    return done


def _suppress_again(lines: list[dict[str, Any]]) -> int:
    for line in lines:
        data = line["data"]
        if line["kind"] == "suppression.added":
            suppression.enter_again(COMMAND, data["in_list"], line["entry"], data.get("reason", "left"), data.get("law"))
        else:
            suppression.lift_again(COMMAND, line["entry"]["key"], data["because"], data.get("evidence"))
    return len(lines)
