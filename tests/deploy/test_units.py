"""The systemd units, as systemd reads them: right, shut in, and starting commands that there are."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import ROOT
from tests.deploy.test_compose import SETTINGS, command_of, words_of
from tests.servers.needs import do_without

FOLDER = ROOT / "deploy" / "systemd"
UNITS = sorted(FOLDER.iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
MOST_EXPOSED = 20  # tenths, of 100
PYTHON = "/opt/compliance/.venv/bin/python"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the database."""
    return sqlite_url


def values(unit: Path, key: str) -> list[str]:
    """What a unit says under a key, each time."""
    return re.findall(rf"^{key}=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_takes_it(unit: Path, tmp_path: Path) -> None:
    """All of them together, with a Python that is there in place of the one that will be."""
    program = shutil.which("systemd-analyze") or do_without("systemd-analyze is not installed (Debian: systemd)")
    for each in UNITS:
        (tmp_path / each.name).write_text(each.read_text(encoding="utf-8").replace(PYTHON, "/usr/bin/true"), encoding="utf-8")
    name = unit.name.replace("@.", "@1.")
    said = subprocess.run([program, "verify", "--man=no", str(tmp_path / name)], capture_output=True, text=True, check=False,
                          env=os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"})
    ours = [line for line in said.stderr.splitlines() if "compliance" in line]
    assert ours == []


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_is_shut_in(unit: Path) -> None:
    """What systemd itself reckons of it; the same list of walls in each."""
    program = shutil.which("systemd-analyze") or do_without("systemd-analyze is not installed (Debian: systemd)")
    said = subprocess.run([program, "security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", str(unit)],
                          capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout[-200:]
    first = SERVICES[0].read_text(encoding="utf-8")
    walls = [line for line in first.splitlines() if re.match(r"(Protect|Private|Restrict|SystemCall|NoNew|Capab|Lock)", line)]
    assert len(walls) > 20
    assert set(walls) <= set(unit.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_starts_what_there_is(app: Flask, unit: Path) -> None:
    """Command, settings, folders."""
    line, = values(unit, "ExecStart")
    assert line.startswith(f"{PYTHON} -m flask --app wsgi ")
    command_of(app, words_of(line.split()))
    named = {pair.split("=")[0] for value in values(unit, "Environment") for pair in value.split()}
    assert {"INSTANCE_PATH", "BACKUP_PATH"} <= named
    assert named - SETTINGS - {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"} == set()
    folder, = values(unit, "StateDirectory")
    assert f"INSTANCE_PATH=/var/lib/{folder}" in unit.read_text(encoding="utf-8")
    assert values(unit, "User") == ["compliance"]


def test_the_timer_has_its_service() -> None:
    """A timer runs the service of its name."""
    timers = [unit for unit in UNITS if unit.suffix == ".timer"]
    assert timers
    for timer in timers:
        assert timer.with_suffix(".service") in SERVICES
