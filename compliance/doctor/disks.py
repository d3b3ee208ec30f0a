"""Room on the disks: of the instance folder, of the embedded database and of the backups."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from compliance.doctor.findings import Finding, ok, warning, wrong
from config import Settings

LEAST, LITTLE = 1_000_000_000, 5_000_000_000  # bytes: below the first nothing can be promised
LITTLE_SHARE = 0.1


class Disk(NamedTuple):
    """Bytes of a disk."""

    total: int
    used: int
    free: int


def check(settings: Settings) -> Iterator[Finding]:
    """A finding for each disk that something of ours lies on."""
    seen = set()
    for name, (path, disk) in places(settings).items():
        if (device := path.stat().st_dev) not in seen:
            seen.add(device)
            yield _room(f"disk.{name}", path, disk)


def places(settings: Settings) -> dict[str, tuple[Path, Disk]]:
    """The folders of ours that are there, by name, with the size, use and room in bytes of their disks."""
    named = {"instance": settings.instance_path}
    if settings.database_url.startswith("sqlite:///"):
        named["database"] = Path(settings.database_url.removeprefix("sqlite:///")).parent
    if settings.backup_path:
        named["backups"] = Path(settings.backup_path)
    return {name: (path, Disk(*shutil.disk_usage(path))) for name, path in named.items() if path.is_dir()}


def _room(check: str, path: Path, disk: Disk) -> Finding:
    says = f"{disk.free / 1e9:.1f} GB of {disk.total / 1e9:.1f} GB are free at {path}"
    if disk.free < LEAST:
        return wrong(check, says, "Make room now: mails are refused (and kept by the mail server) once it is full.")
    if disk.free < LITTLE and disk.free < disk.total * LITTLE_SHARE:
        return warning(check, says, "Make room, or move it to a larger disk.")
    return ok(check, says)
