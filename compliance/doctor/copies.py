"""Backups: there is one, it is young, it is what its manifest says, its keys lie beside it, and it lies elsewhere."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from compliance.backups.copying import BOOKS, KEYS, MANIFEST, backups_in
from compliance.db import now
from compliance.doctor.findings import Finding, ok, warning, wrong
from config import Settings

OLD = timedelta(hours=26)  # made each night, with two hours' grace
MAKE = "Run flask backup each night, by cron or a systemd timer."


def check(settings: Settings) -> Iterator[Finding]:
    """The findings of the folder BACKUP_PATH."""
    if not settings.backup_path:
        yield warning("backups.path", "BACKUP_PATH is not set: nobody here knows of a backup", f"Set BACKUP_PATH. {MAKE}")
        return
    folder = Path(settings.backup_path)
    made = backups_in(folder) if folder.is_dir() else []
    if not made:
        yield wrong("backups.age", f"there is no backup in {folder}", MAKE)
        return
    yield _age(made[-1])
    if not (folder / KEYS).exists():
        yield wrong("backups.keys", f"{KEYS} is missing beside the backups: their sealed mails cannot be opened",
                    "Run: flask backup")
    if settings.instance_path.is_dir() and folder.stat().st_dev == settings.instance_path.stat().st_dev:
        yield warning("backups.place", f"{folder} lies on the same disk as the instance folder",
                      "Copy it to another machine, keys and backups apart.")


def made_at(backup: Path) -> datetime | None:
    """When a backup was made; None for one that is not what its manifest says."""
    try:
        said = json.loads((backup / MANIFEST).read_text(encoding="utf-8"))
        whole = (backup / BOOKS[said["database"]]).stat().st_size == int(said["size"])
        return datetime.fromisoformat(said["made_at"]) if whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _age(newest: Path) -> Finding:
    at = made_at(newest)
    if at is None:
        return wrong("backups.age", f"the newest backup, {newest.name}, is not what its manifest says",
                     f"Run: flask backup. {MAKE}")
    hours = round((now() - at) / timedelta(hours=1))
    if now() - at > OLD:
        return wrong("backups.age", f"the newest backup is {hours} hours old", MAKE)
    return ok("backups.age", f"the newest backup is {hours} hours old and whole by its size")
