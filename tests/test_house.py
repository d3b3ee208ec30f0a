"""The house holds: what docs/architecture.md says about the source is true. Each check is shown to find a planted fault."""

import re
from collections.abc import Callable, Iterator

import click
import pytest

from compliance.cli import COMMANDS
from compliance.letters.catalogue import CATALOGUE, LANGUAGES
from config import Settings
from tests.house import habits, imports, pages
from tests.house.source import ROOT, Source, read

Check = Callable[[list[Source]], list[str]]

PROGRAM = read("compliance/**/*.py")
OURS = read("config.py", "wsgi.py", "compliance/**/*.py", "migrations/*.py")
ALL = read("config.py", "wsgi.py", "compliance/**/*.py", "migrations/**/*.py", "tests/**/*.py", "bench/**/*.py")
TEMPLATES = {
    str(path.relative_to(ROOT / "templates")): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").rglob("*")) if path.is_file()
}
DOCS = "\n".join(path.read_text(encoding="utf-8") for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
MODELS = [Source("compliance/tickets/models.py", "class Ticket:\n    __entity__ = 'ticket'\n    state: str\n    sort_due: int")]


def hold(faults: list[str]) -> None:
    """Fails with all faults, a line for each."""
    assert not faults, "\n" + "\n".join(faults)


def guarded_by_verbs_alone(sources: list[Source]) -> list[str]:
    """The check with the guarded models of these very sources."""
    return habits.guarded_by_verbs_alone(sources, habits.guarded_columns([*sources, *MODELS]))


@pytest.mark.parametrize("check", [
    imports.direction, imports.at_the_top, imports.flask_in_its_place, imports.purity, habits.one_commit,
    habits.one_recorder, habits.one_session_reader, guarded_by_verbs_alone,
])
def test_the_program(check: Check) -> None:
    """The program keeps the rule."""
    hold(check(PROGRAM))


def test_sizes() -> None:
    """Files and functions are small."""
    hold(habits.sizes(OURS))
    hold([fault for fault in habits.sizes(ALL) if "p90" not in fault and "/versions/" not in fault])


def test_silence() -> None:
    """Nothing is printed, and what is silenced is named."""
    hold(habits.silence(PROGRAM))


def test_names() -> None:
    """Folders and files are named after what is in them."""
    hold(habits.names(source.path for source in ALL))


@pytest.mark.parametrize(("check", "path", "text"), [
    (imports.direction, "rules/a.py", "from compliance.db import now"),
    (imports.direction, "triage/a.py", "from compliance.rules import kinds"),
    (imports.direction, "tickets/a.py", "from compliance.letters.sending import send"),
    (imports.direction, "tickets/a.py", "from compliance import intake"),
    (imports.direction, "tickets/a.py", "def f():\n    import compliance.web.guard"),
    (imports.direction, "letters/a.py", "from compliance.intake.keeping import keep"),
    (imports.direction, "ledger.py", "from compliance.tickets import models"),
    (imports.direction, "jobs.py", "from compliance.ledger import record"),
    (imports.direction, "rules/a.py", "from config import Settings"),
    (imports.direction, "web/staff/a.py", "from compliance.web.public import forms"),
    (imports.direction, "web/api/a.py", "from compliance.web import staff"),
    (imports.direction, "web/guard.py", "from compliance.web.staff import a"),
    (imports.direction, "cli/a.py", "from compliance.web import guard"),
    (imports.direction, "cli/a.py", "from . import b"),
    (imports.direction, "attic/a.py", "from compliance.db import now"),
    (imports.at_the_top, "cli/a.py", "def f():\n    import json"),
    (imports.at_the_top, "cli/a.py", "try:\n    import json\nexcept ImportError:\n    pass"),
    (imports.flask_in_its_place, "tickets/a.py", "from flask import current_app"),
    (imports.flask_in_its_place, "rules/a.py", "import flask_login"),
    (imports.flask_in_its_place, "letters/threading.py", "from werkzeug.datastructures import Headers"),
    (imports.purity, "rules/a.py", "from datetime import date\nTODAY = date.today()"),
    (imports.purity, "triage/a.py", "import sqlalchemy as sa"),
    (habits.one_commit, "intake/a.py", "def f(session):\n    session.commit()"),
    (habits.one_commit, "db.py", "def f(s):\n    s.commit()\ndef g(s):\n    s.commit()"),
    (habits.one_recorder, "tickets/a.py", "from compliance.ledger import Event\nEvent(kind='x')"),
    (habits.one_recorder, "tickets/a.py", "from compliance import ledger\nledger.Event(kind='x')"),
    (habits.one_recorder, "tickets/a.py", "from compliance.ledger import Event\nimport sqlalchemy as sa\nsa.update(Event)"),
    (habits.one_session_reader, "web/staff/a.py", "from flask_login import current_user"),
    (habits.one_session_reader, "web/staff/a.py", "import flask_login\nflask_login.current_user.id"),
    (guarded_by_verbs_alone, "web/staff/a.py", "def f(ticket):\n    ticket.state = 'open'"),
    (guarded_by_verbs_alone, "intake/a.py", "def f(ticket):\n    a, ticket.sort_due = 1, 2"),
    (guarded_by_verbs_alone, "intake/a.py", "class Mail:\n    state: str\ndef f(ticket):\n    ticket.sort_due += 1"),
    (guarded_by_verbs_alone, "intake/a.py", "def f(ticket):\n    setattr(ticket, 'state', 'open')"),
    (guarded_by_verbs_alone, "cli/a.py", "import sqlalchemy as sa\nsa.update(Ticket).values(state='open')"),
    (guarded_by_verbs_alone, "cli/a.py", "Ticket(state='open')"),
    (habits.silence, "tickets/a.py", "print('x')"),
    (habits.silence, "tickets/a.py", "x = 1  # type: ignore"),
    (habits.silence, "tickets/a.py", "x = 1  # noqa"),
    (habits.sizes, "tickets/a.py", "x = 1\n" * 401),
    (habits.sizes, "tickets/a.py", "x = 1\n" * 251),
    (habits.sizes, "tickets/a.py", "def f():\n" + "    x = 1\n" * 60 + "def g(): ...\n" * 10),
    (habits.sizes, "tickets/a.py", "def f():\n" + "    x = 1\n" * 25),
])
def test_finds_a_planted_fault(check: Check, path: str, text: str) -> None:
    """The rule is broken, and the check says so."""
    assert check([Source(f"compliance/{path}", text)])


@pytest.mark.parametrize(("check", "path", "text"), [
    (imports.direction, "tickets/a.py", "from compliance.ledger import record\nfrom compliance import db\nimport config2"),
    (imports.direction, "web/staff/a.py", "from compliance.web import guard\nfrom compliance.web.staff import b"),
    (imports.purity, "rules/a.py", "def f(today):\n    return today.year"),
    (habits.one_commit, "db.py", "def f(s):\n    s.commit()"),
    (habits.one_recorder, "intake/a.py", "import asyncio\nasyncio.Event()"),
    (guarded_by_verbs_alone, "intake/a.py", "class Mail:\n    state: str\ndef f(mail):\n    mail.state = 'read'"),
    (guarded_by_verbs_alone, "tickets/a.py", "def f(ticket):\n    ticket.state = 'open'"),
    (habits.silence, "tickets/a.py", "x = 1  # type: ignore[misc]\ny = 2  # noqa: S311"),
])
def test_leaves_what_is_right(check: Check, path: str, text: str) -> None:
    """What is near the rule but keeps it is no fault."""
    assert check([Source(f"compliance/{path}", text)]) == []


def test_finds_vague_names() -> None:
    """A folder or file named after nothing is found."""
    assert len(habits.names(["compliance/utils/a.py", "compliance/tickets/helpers.py", "compliance/helpline.py"])) == 2


def test_templates_are_used_and_there() -> None:
    """Every template is named somewhere, and every named one exists."""
    hold(pages.unused_and_missing(TEMPLATES, PROGRAM))


def test_letters_are_whole() -> None:
    """Every letter of the catalogue is there in English with all its parts; no folder is left over."""
    hold(pages.letters(TEMPLATES, [letter.code for letter in CATALOGUE], LANGUAGES))


def test_pages_have_nothing_inline() -> None:
    """No inline style or script, which the content security policy would stop."""
    hold(pages.inline(TEMPLATES))


def test_finds_faults_of_templates() -> None:
    """Unused and missing templates, torn letters and inline script are found, used ones are not."""
    view = [Source("compliance/web/a.py", "page('a.html')\npage('gone/b.html')\npage(f'errors/{code}.html')")]
    templates = {"a.html": "{% extends 'base.html' %}", "base.html": "", "c.html": "", "errors/404.html": ""}
    assert pages.unused_and_missing(templates, view) == ["c.html: nothing uses it", "gone/b.html: named, but not there"]
    assert len(pages.letters(["letters/a/en.txt", "letters/b/xx.txt"], ["a", "c"], ["en"])) == 3
    bad = "<p style='x'>\n<script>x</script><a onclick='x' href='javascript:x'><style>"
    assert len(pages.inline({"a.html": bad, "letters/a/en/body.html": "<p style='x'>"})) == 5
    assert pages.inline({"a.html": "<script src='x'></script><p class='style=x'>{{ form.style }}"}) == []


@pytest.mark.parametrize("name", [name.upper() for name in Settings.__dataclass_fields__])
def test_docs_name_every_setting(name: str) -> None:
    """Each setting stands in the docs."""
    assert re.search(rf"`{name}\b", DOCS)


def commands(command: click.Command, path: str) -> Iterator[str]:
    """A command with all that stand under it, by their full names."""
    if not isinstance(command, click.Group):
        yield path
        return
    for name, under in command.commands.items():
        yield from commands(under, f"{path} {name}")


@pytest.mark.parametrize("name", [name for command in COMMANDS for name in commands(command, f"flask {command.name}")])
def test_docs_name_every_command(name: str) -> None:
    """Each command stands in the docs."""
    assert re.search(rf"{name}\b", DOCS)


def test_tests_are_packages() -> None:
    """Every folder of tests has an `__init__.py`, so that two files of one name in two folders are two modules."""
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    hold([f"{folder} needs one" for folder in folders if not (folder / "__init__.py").exists()])
