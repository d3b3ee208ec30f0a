"""The image and the compose file name what there is: commands, settings, files, pages; and hold what they promise."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from gunicorn.config import Config

from config import Settings
from tests.conftest import ROOT
from tests.servers.site import run_in

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PARTS = {name: service for name, service in SERVICES.items() if service.get("image") == "compliance"}
SETTINGS = {name.upper() for name in Settings.__dataclass_fields__}
FOREIGN = {"PGPASSWORD", "PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}


def command_of(app: Flask, words: list[str]) -> None:
    """Fails where `flask WORDS` is no command of ours, or an option of it is none."""
    command: Any = app.cli
    context = command.make_context("flask", [], resilient_parsing=True)
    while words and not words[0].startswith("-"):
        found = command.get_command(context, words[0]) if hasattr(command, "get_command") else None
        if found is None:
            break
        command, words = found, words[1:]
    assert command is not app.cli
    command.make_context("x", list(words))


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the database."""
    return sqlite_url


def words_of(line: list[str]) -> list[str]:
    """What follows `flask` in a command."""
    return [word for word in line[line.index("flask") + 1 :] if word not in {"--app", "wsgi"}]


def test_every_command_is_ours(app: Flask) -> None:
    """A typing error in a command would restart for ever."""
    lines = [service["command"] for service in PARTS.values() if "command" in service]
    lines += [service["healthcheck"]["test"][1:] for service in PARTS.values() if "test" in service.get("healthcheck", {})]
    of_flask = [line for line in lines if line[0] == "flask"]
    assert len(of_flask) >= 6
    for line in of_flask:
        command_of(app, words_of(line))
    with pytest.raises(AssertionError):
        command_of(app, ["no-such-thing"])


def test_the_web_server_is_started_with_options_that_it_has() -> None:
    """As `flask serve` starts it, but for the address."""
    line = re.search(r"^CMD \[(.*?)\]$", DOCKERFILE, re.MULTILINE | re.DOTALL)
    assert line
    words = re.findall(r'"([^"]+)"', line[1])
    asked = Config().parser().parse_args(words[1:])
    assert (words[0], asked.args, asked.bind, asked.worker_class) == ("gunicorn", ["wsgi:app"], ["0.0.0.0:8000"], "gthread")


def test_every_setting_is_one() -> None:
    """Names in the image, in the compose file and in the example; the example itself is taken."""
    lines = (DEPLOY / "compliance.env.example").read_text(encoding="utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    named = set(example) | set(COMPOSE["x-part"]["environment"])
    named |= set(re.findall(r"([A-Z_]+)=", re.search(r"^ENV (.*)$", DOCKERFILE, re.MULTILINE)[1]))  # type: ignore[index]
    assert named - SETTINGS - FOREIGN == set()
    taken = Settings.from_environment(example | {"DATABASE_URL": COMPOSE["x-part"]["environment"]["DATABASE_URL"]})
    assert (taken.proxies, taken.mail_server in SERVICES) == (1, True)


def test_the_parts_are_shut_in() -> None:
    """Read-only, without rights, as nobody in particular; from outside only mail and pages are reached."""
    assert set(PARTS) == {"migrate", "web", "lmtp", "worker", "clock", "imap"}
    for part in PARTS.values():
        assert part["read_only"] is True
        assert part["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in part["security_opt"]
        assert "user" not in part
    users = re.findall(r"^USER (\d+)", DOCKERFILE, re.MULTILINE)
    assert users
    assert int(users[-1]) > 0
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"postfix": ["25:25"], "caddy": ["80:80", "443:443"]}
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert SERVICES["database"]["networks"] == ["inside"]


def test_every_name_in_the_compose_file_is_there() -> None:
    """Networks, volumes, services waited for, files mounted or built from."""
    for service in SERVICES.values():
        assert set(service.get("networks", [])) <= set(COMPOSE["networks"])
        assert set(service.get("depends_on", [])) <= set(SERVICES)
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (DEPLOY / source).exists(), volume
    assert (DEPLOY / "postfix" / "Dockerfile").exists()
    assert "lmtp" in SERVICES
    assert SERVICES["caddy"]["environment"]["UPSTREAM"] == "web:8000"


def test_the_image_holds_all_that_the_program_needs(tmp_path: Path) -> None:
    """What is copied into it is enough to read a mail, and holds pages, letters and migrations."""
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        for source in sources.split():
            path = ROOT / source
            there = tmp_path / "app" / source
            there.parent.mkdir(exist_ok=True)
            shutil.copytree(path, there) if path.is_dir() else shutil.copy(path, there)
    (tmp_path / "mail.eml").write_text("From: a@example.org\nSubject: x\n\nPlease delete my account.\n")
    environment = {"INSTANCE_PATH": str(tmp_path / "data"), "DATABASE_URL": "", "SECRET_KEY": ""}
    read = run_in(tmp_path / "app", environment, "mail", "explain", str(tmp_path / "mail.eml"))
    assert b'"kind": "removal"' in read.stdout, read.stderr
    for folder in ("templates/letters", "static", "migrations/versions"):
        assert (tmp_path / "app" / folder).is_dir()


def test_the_health_check_asks_a_page_that_there_is(app: Flask) -> None:
    """The image's own, for the part with pages."""
    path = re.search(r"http://127\.0\.0\.1:8000(/\w+)", DOCKERFILE)
    assert path
    assert app.test_client().get(path[1]).status_code == 200
