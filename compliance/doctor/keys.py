"""The keys: there, readable, for their owner alone, and the ones that open what is sealed.

Looked at are the files of the instance folder, `.env`, and the key of DKIM. Nothing is made that is missing.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from compliance import sealing
from compliance.db import db
from compliance.doctor.findings import Finding, ok, warning, wrong
from compliance.sealing import SealKey
from config import Settings

OTHERS = stat.S_IRWXG | stat.S_IRWXO
FILES = ("secret.key", "master.key", "audit.key", "signing.key", "oauth.json")


def check(settings: Settings) -> Iterator[Finding]:
    """The findings of keys and their files."""
    yield _folder(settings.instance_path)
    files = [settings.instance_path / name for name in FILES]
    files += [Path(settings.dkim_key_file).expanduser()] if settings.dkim_key_file else []
    there = [path for path in [*files, Path(".env").absolute()] if path.exists()]
    yield from filter(None, (_closed(path) for path in there))
    if all(_closed(path) is None for path in there):
        yield ok("keys.modes", f"{len(there)} files with secrets are for their owner alone")
    yield _master(settings)


def _folder(path: Path) -> Finding:
    if not path.is_dir() or not os.access(path, os.W_OK | os.X_OK):
        return wrong("keys.folder", f"{path} is not there or may not be written to",
                     "Make the folder INSTANCE_PATH and give it to the user that the program runs as.")
    if path.stat().st_mode & stat.S_IWOTH:
        return wrong("keys.folder", f"everybody may write to {path}", f"Run: chmod 0700 {path}")
    if path.stat().st_mode & OTHERS:
        return warning("keys.folder", f"others may look into {path}", f"Run: chmod 0700 {path}")
    return ok("keys.folder", f"{path} is for its owner alone")


def _closed(path: Path) -> Finding | None:
    """What is wrong with a file's mode, if anything."""
    if not os.access(path, os.R_OK):
        return wrong("keys.modes", f"{path} cannot be read", "Give it to the user that the program runs as.")
    if path.stat().st_mode & OTHERS:
        return wrong("keys.modes", f"others than its owner may open {path}", f"Run: chmod 0600 {path}")
    return None


def _master(settings: Settings) -> Finding:
    """Whether the newest sealed thing can be opened with the keys at hand."""
    newest = db.session.execute(sa.select(SealKey.id, SealKey.master).order_by(SealKey.id.desc()).limit(1)).first()
    if newest is None:
        return ok("keys.master", "nothing is sealed yet")
    path = settings.instance_path / "master.key"
    if not settings.master_key and not path.exists():
        return wrong("keys.master", "the book holds sealed mails, but there is no master key here",
                     f"Put the master.key that sealed them into {settings.instance_path}, or set MASTER_KEY.")
    if newest.master in {master.id for master in sealing.ring().masters()}:
        return ok("keys.master", "the newest sealed mail can be opened with the master key")
    return wrong("keys.master", "the newest sealed mail was sealed with another master key",
                 "Every machine needs the same MASTER_KEY or master.key; put back the right one.")
