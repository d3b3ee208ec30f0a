"""What tests stand on: a fresh, migrated database and an app on it, made by the program's own `create_app` and migrations.

`app` runs a test twice, on SQLite and on PostgreSQL; `sqlite_app` once, where the database makes no difference. A file of
tests that wants one database for `client`, `runner` and `site` overrides `database_url`. Databases are copies of one that
was migrated once, so each costs milliseconds.

`need()` in `tests/servers/needs.py` says what happens where a component is missing. Tests marked `drill` run with `-m drill`.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import fields
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from flask_migrate import upgrade

from compliance import create_app
from compliance.db import db
from config import Settings
from tests.servers.postgres import PostgresServer
from tests.servers.site import serving

pytest_plugins = ["tests.servers.fixtures"]

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = "template_compliance"
SETTINGS = {
    "LAWS_ON": "us-canspam",
    "SECRET_KEY": "a key of the tests, and of nothing else",
    "CONTACT_ADDRESS": "privacy@example.test",
    "ORGANISATION": "Example Books",
    "TIMEZONE": "Europe/Berlin",
}


def pytest_configure(config: pytest.Config) -> None:
    """Leaves the drills out unless an expression was given with -m, and forgets the settings of whoever runs the tests."""
    config.option.markexpr = config.option.markexpr or "not drill"
    os.environ |= untouched_settings()


def untouched_settings() -> dict[str, str]:
    """Every setting as it is when nobody set it, and an instance folder of the tests' own.

    In the environment they beat `.env`, so no test can reach the real book or relay of the checkout that it runs in.
    """
    defaults = {
        item.name.upper(): ",".join(item.default) if isinstance(item.default, tuple) else str(item.default)
        for item in fields(Settings)
    }
    return defaults | {"INSTANCE_PATH": str(Path(tempfile.gettempdir()) / f"compliance-tests-{os.getpid()}")}


@contextmanager
def opened_app(**settings: str) -> Iterator[Flask]:
    """An app with these settings over the tests' own, whose connections are closed at the end."""
    app = create_app(Settings.from_environment({**SETTINGS, **settings}))
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def migrate(database_url: str, instance: Path) -> None:
    """Brings a database to the newest schema, as `flask db upgrade` does."""
    with opened_app(DATABASE_URL=database_url, INSTANCE_PATH=str(instance)) as app, app.app_context():
        upgrade()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of samples and law texts beside the repository."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("there is no folder ../shared with the samples")
    return path


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database that nobody is connected to; to be copied."""
    folder = tmp_path_factory.mktemp("sqlite")
    migrate(f"sqlite:///{folder / 'compliance.db'}", folder)
    return folder / "compliance.db"


@pytest.fixture(scope="session")
def migrated_server(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> PostgresServer:
    """The PostgreSQL server with a migrated database named `TEMPLATE`; to be copied."""
    postgres_server.create(TEMPLATE)
    migrate(postgres_server.url(TEMPLATE), tmp_path_factory.mktemp("postgres"))
    return postgres_server


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """A fresh, migrated SQLite database."""
    copy = tmp_path / "compliance.db"
    shutil.copyfile(migrated_file, copy)
    return f"sqlite:///{copy}"


@pytest.fixture
def postgres_url(migrated_server: PostgresServer) -> Iterator[str]:
    """A fresh, migrated PostgreSQL database."""
    name = f"test_{uuid4().hex}"
    migrated_server.create(name, TEMPLATE)
    yield migrated_server.url(name)
    migrated_server.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, migrated database: the test runs once on SQLite and once on PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def make_app(database_url: str, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Makes an app on the test's database: `make_app(MAIL_SERVER="127.0.0.1", MAIL_PORT="2525")`."""
    with ExitStack() as opened:
        yield lambda **settings: opened.enter_context(
            opened_app(**{"DATABASE_URL": database_url, "INSTANCE_PATH": str(tmp_path), **settings})
        )


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """The program on a fresh database, once on SQLite and once on PostgreSQL."""
    return make_app()


@pytest.fixture
def sqlite_app(sqlite_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The program on a fresh SQLite database."""
    with opened_app(DATABASE_URL=sqlite_url, INSTANCE_PATH=str(tmp_path)) as opened:
        yield opened


@pytest.fixture
def book(app: Flask) -> Iterator[Flask]:
    """The app with its context pushed, for verbs and queries. Not together with `client`, whose requests need their own."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the pages."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """Runs `flask` commands: `runner.invoke(args=["law", "list"])`."""
    return app.test_cli_runner()


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address where the pages are served, for a browser."""
    with serving(app) as address:
        yield address
