"""What tests need that a machine may lack.

A test that cannot run is skipped with the reason. With CI=true in the environment it fails instead: there everything that
`tools/packages.sh` installs must be there.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest


@dataclass(frozen=True)
class Component:
    """A program that pip does not install: its names or patterns of paths, the first found wins; does root alone run it."""

    programs: tuple[str, ...]
    package: str
    root_only: bool = False

    def find(self) -> Path | None:
        """Where it is, the newest version first; None where it is not."""
        for program in self.programs:
            if program.startswith("/"):
                found = sorted(Path("/").glob(program[1:]), key=_version)
                if found:
                    return found[-1]
            elif path := shutil.which(program):
                return Path(path)
        return None


COMPONENTS = {
    "PostgreSQL": Component(("/usr/lib/postgresql/*/bin/postgres", "postgres"), "postgresql"),
    "Postfix": Component(("/usr/sbin/postfix", "postfix"), "postfix", root_only=True),
    "Dovecot": Component(("/usr/sbin/dovecot", "dovecot"), "dovecot-imapd dovecot-lmtpd", root_only=True),
    "Chromium": Component(("chromium", "chromium-browser", "google-chrome"), "chromium"),
    "strace": Component(("strace",), "strace"),
}


def need(name: str) -> Path:
    """Where a component's program is; a component that is missing skips the test, or fails it with CI=true."""
    component = COMPONENTS[name]
    path = component.find()
    if path is None:
        do_without(f"{name} is not installed (Debian: {component.package})")
    if component.root_only and os.geteuid() != 0:
        do_without(f"{name} is started by root alone")
    return path


def do_without(reason: str) -> NoReturn:
    """Ends the test that lacks something: skipped with the reason, or failed with CI=true."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}; with CI=true nothing may be missing", pytrace=False)
    pytest.skip(reason)


def _version(path: Path) -> list[int]:
    return [int(part) for part in path.parts if part.isdigit()]
